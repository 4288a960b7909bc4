UPDATE counter SET n = n * 2;
DROP INDEX CONCURRENTLY big_v;
INSERT INTO log VALUES ('after the drop');
