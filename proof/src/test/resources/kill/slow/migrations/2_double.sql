UPDATE counter SET n = n * 2 WHERE pg_sleep(2) IS NOT NULL;
INSERT INTO log VALUES ('double');
