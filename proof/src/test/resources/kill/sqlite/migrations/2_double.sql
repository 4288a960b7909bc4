-- the count takes its time
UPDATE counter SET n = n * 2 WHERE 0 < (WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 300000)
  SELECT count(*) FROM c);
INSERT INTO log VALUES ('double');
