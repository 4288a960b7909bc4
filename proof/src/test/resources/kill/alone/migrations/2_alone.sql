UPDATE counter SET n = n * 2;
CREATE UNIQUE INDEX CONCURRENTLY big_id ON big (id);
INSERT INTO log VALUES ('after the index');
REINDEX TABLE CONCURRENTLY big;
UPDATE counter SET n = n * 2;
DROP INDEX CONCURRENTLY big_v;
INSERT INTO log VALUES ('after the drop');
ALTER TABLE measured DETACH PARTITION measured_1 CONCURRENTLY;
UPDATE counter SET n = n * 2;
