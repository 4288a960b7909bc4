CREATE TABLE counter (id int PRIMARY KEY, n bigint NOT NULL);
INSERT INTO counter VALUES (1, 1);
CREATE TABLE log (what text);
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE person (name text, feels mood);
CREATE TABLE big (id int NOT NULL, v text);
INSERT INTO big SELECT i, 'value ' || i FROM generate_series(1, 40) i;
CREATE INDEX big_v ON big (v);
CREATE TABLE measured (at int NOT NULL, value text) PARTITION BY RANGE (at);
CREATE TABLE measured_1 PARTITION OF measured FOR VALUES FROM (0) TO (10);
CREATE TABLE measured_2 PARTITION OF measured FOR VALUES FROM (10) TO (20);
CREATE TABLE measured_3 PARTITION OF measured FOR VALUES FROM (20) TO (30);
INSERT INTO measured SELECT i, 'at ' || i FROM generate_series(0, 29) i;
-- an index over this takes its time
CREATE FUNCTION slow(i int) RETURNS int IMMUTABLE LANGUAGE plpgsql
  AS $$ BEGIN PERFORM pg_catalog.pg_sleep(0.005); RETURN i; END $$;
