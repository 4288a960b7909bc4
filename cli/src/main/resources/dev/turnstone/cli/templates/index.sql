-- An index on {{table}} ({{column}}).
--
-- Safe, because CONCURRENTLY takes SHARE UPDATE EXCLUSIVE: readers and writers go on while it is built. A plain
-- CREATE INDEX keeps every writer out until it is done. CONCURRENTLY cannot share a transaction, so the statement
-- is a step of its own; Turnstone finds out after a crash whether it was completed, and builds an invalid index again.
--
-- To change: WHERE … for a partial index, UNIQUE, several columns, USING gin (…). On a table that is made in the same
-- migration, or is empty, leave CONCURRENTLY out: it gains nothing there.
CREATE INDEX CONCURRENTLY {{table}}_{{column}}_idx ON {{table}} ({{column}});

-- turnstone:up sqlite
-- SQLite has one writer at a time, and no CONCURRENTLY: writers wait for the build, about 1.5 s for a million rows.
CREATE INDEX {{table}}_{{column}}_idx ON {{table}} ({{column}});

-- turnstone:down
DROP INDEX CONCURRENTLY {{table}}_{{column}}_idx;

-- turnstone:down sqlite
DROP INDEX {{table}}_{{column}}_idx;
