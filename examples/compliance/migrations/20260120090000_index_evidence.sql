-- evidence has millions of rows by now. A plain CREATE INDEX would keep every writer out until it is built;
-- CONCURRENTLY (SHARE UPDATE EXCLUSIVE) lets them go on. It cannot run inside a transaction, so each of these
-- two statements is a step of its own: after a crash between them, the next run builds only the second.
CREATE INDEX CONCURRENTLY evidence_expiring_idx ON evidence (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX CONCURRENTLY evidence_source_idx ON evidence ((metadata ->> 'source'));

-- turnstone:up sqlite
-- SQLite has one writer at a time and no CONCURRENTLY: the build is short, and writers wait for it.
CREATE INDEX evidence_expiring_idx ON evidence (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX evidence_source_idx ON evidence (json_extract(metadata, '$.source'));

-- turnstone:down
-- Dropping an index takes ACCESS EXCLUSIVE on its table too, unless it is done CONCURRENTLY.
DROP INDEX CONCURRENTLY evidence_source_idx;
DROP INDEX CONCURRENTLY evidence_expiring_idx;

-- turnstone:down sqlite
DROP INDEX evidence_source_idx;
DROP INDEX evidence_expiring_idx;
