CREATE TABLE counter (id int PRIMARY KEY, n bigint NOT NULL);
INSERT INTO counter VALUES (1, 1);
CREATE TABLE log (what text);
CREATE TABLE big (id int NOT NULL, v text);
INSERT INTO big SELECT i, 'value ' || i FROM generate_series(1, 150) i;
-- an index over this takes its time
CREATE FUNCTION slow(i int) RETURNS int IMMUTABLE LANGUAGE plpgsql
  AS $$ BEGIN PERFORM pg_catalog.pg_sleep(0.01); RETURN i; END $$;
