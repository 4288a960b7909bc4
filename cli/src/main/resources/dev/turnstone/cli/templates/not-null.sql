-- NOT NULL for {{table}}.{{column}}, part 1 of 2: new rows obey.
--
-- Safe, because NOT VALID reads no row: ACCESS EXCLUSIVE on {{table}} for milliseconds. A plain SET NOT NULL would
-- read the whole table under that lock, with everybody waiting.
--
-- Before: fill the rows that are NULL (template backfill), and let only applications run that write a value.
-- To change: nothing here; the list of columns in part 2.
ALTER TABLE {{table}} ADD CONSTRAINT {{table}}_{{column}}_not_null CHECK ({{column}} IS NOT NULL) NOT VALID;

-- turnstone:up sqlite
-- SQLite has no NOT VALID: part 2 builds the table again. Here is only asked whether its rows would pass.
-- turnstone:assert
SELECT count(*) FROM {{table}} WHERE {{column}} IS NULL;

-- turnstone:down
ALTER TABLE {{table}} DROP CONSTRAINT {{table}}_{{column}}_not_null;

-- turnstone:down sqlite
-- Nothing was changed, so there is nothing to take back.
