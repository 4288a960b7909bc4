UPDATE counter SET n = n * 2;
INSERT INTO log VALUES ('before the indexes');
CREATE INDEX CONCURRENTLY big_slow ON big (public.slow(id));
UPDATE counter SET n = n * 2;
INSERT INTO log VALUES ('between the indexes');
CREATE UNIQUE INDEX CONCURRENTLY big_id ON big (id) WHERE id > 0;
INSERT INTO log VALUES ('after the indexes');
