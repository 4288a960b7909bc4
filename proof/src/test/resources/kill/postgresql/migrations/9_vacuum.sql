INSERT INTO log VALUES ('before VACUUM');
VACUUM (ANALYZE) big;
UPDATE counter SET n = n * 2;
