-- Values for the rows of {{table}} where {{column}} is NULL.
--
-- Safe, because it stands apart from the schema change that made the column: that one's lock is gone. PostgreSQL
-- takes ROW EXCLUSIVE on {{table}} (readers and writers go on) and locks the rows it changes until the end. On
-- SQLite other writers wait until the end.
--
-- To change: the value, often (SELECT … FROM …). Millions of rows in one transaction hold VACUUM back and write as
-- much again: add a range of ids to each WHERE, and make one migration for each range.
UPDATE {{table}} SET {{column}} = 'unknown' WHERE {{column}} IS NULL;

-- What must be true afterwards: a zero count, or nothing of this migration is kept.
-- turnstone:assert
SELECT count(*) FROM {{table}} WHERE {{column}} IS NULL;

-- turnstone:down
-- Exact only while no row held this value before and none was given it since: choose one nobody writes by hand.
UPDATE {{table}} SET {{column}} = NULL WHERE {{column}} = 'unknown';
