INSERT INTO log VALUES ('before the index');
CREATE INDEX CONCURRENTLY big_slow ON big (public.slow(id));
UPDATE counter SET n = n * 2 WHERE pg_sleep(2) IS NOT NULL;
