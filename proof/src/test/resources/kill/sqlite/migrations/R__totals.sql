UPDATE counter SET n = n * 2;
DROP VIEW IF EXISTS totals;
CREATE VIEW totals AS SELECT sum(n) AS n FROM counter;
