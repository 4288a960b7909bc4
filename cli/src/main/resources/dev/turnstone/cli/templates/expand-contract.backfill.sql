-- turnstone:phase expand

-- {{table}}.{{column}} becomes {{table}}.new_{{column}}, part 2 of 3: rows from before the trigger are filled.
--
-- Safe, because part 1's locks are gone: ROW EXCLUSIVE on {{table}}, readers and writers go on; on SQLite other
-- writers wait until the end.
--
-- To change: for millions of rows add a range of ids, and make one migration for each range.
UPDATE {{table}} SET new_{{column}} = {{column}} WHERE new_{{column}} IS NULL AND {{column}} IS NOT NULL;

-- turnstone:assert
SELECT count(*) FROM {{table}} WHERE new_{{column}} IS NULL AND {{column}} IS NOT NULL;

-- Nothing to take back: the values are right as long as the column is there, and part 1 takes it away.
-- turnstone:down
