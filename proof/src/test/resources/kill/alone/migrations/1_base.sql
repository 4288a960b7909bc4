CREATE TABLE counter (id int PRIMARY KEY, n bigint NOT NULL);
INSERT INTO counter VALUES (1, 1);
CREATE TABLE log (what text);
CREATE TABLE big (id int NOT NULL, v text);
INSERT INTO big SELECT i, 'value ' || i FROM generate_series(1, 40) i;
CREATE INDEX big_v ON big (v);
CREATE TABLE measured (at int NOT NULL, value text) PARTITION BY RANGE (at);
CREATE TABLE measured_1 PARTITION OF measured FOR VALUES FROM (0) TO (10);
CREATE TABLE measured_2 PARTITION OF measured FOR VALUES FROM (10) TO (20);
