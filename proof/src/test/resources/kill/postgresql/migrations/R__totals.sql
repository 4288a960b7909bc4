UPDATE counter SET n = n * 2;
CREATE OR REPLACE VIEW totals AS SELECT sum(n) AS n FROM counter;
