UPDATE counter SET n = n * 2 WHERE pg_sleep(0.3) IS NOT NULL;
INSERT INTO log VALUES ('double');
