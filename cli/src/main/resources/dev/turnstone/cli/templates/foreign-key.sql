-- A foreign key from {{table}} ({{column}}) to {{references}} (id), part 1 of 2: new rows obey.
--
-- Safe, because NOT VALID reads no row: SHARE ROW EXCLUSIVE on both tables (writers wait, readers do not) for
-- milliseconds. Without NOT VALID that lock would be held while every row is looked up.
--
-- Before: an index on {{table}} ({{column}}) (template index), or deleting from {{references}} reads all of {{table}}.
-- To change: the column of {{references}}, if it is not `id`; ON DELETE CASCADE or SET NULL.
ALTER TABLE {{table}} ADD CONSTRAINT {{table}}_{{column}}_fkey
    FOREIGN KEY ({{column}}) REFERENCES {{references}} (id) NOT VALID;

-- turnstone:up sqlite
-- SQLite has no NOT VALID: part 2 builds the table again. Here is only asked whether its rows would pass.
-- turnstone:assert
SELECT count(*) FROM {{table}} WHERE {{column}} IS NOT NULL AND {{column}} NOT IN (SELECT id FROM {{references}});

-- turnstone:down
ALTER TABLE {{table}} DROP CONSTRAINT {{table}}_{{column}}_fkey;

-- turnstone:down sqlite
-- Nothing was changed, so there is nothing to take back.
