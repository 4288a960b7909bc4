-- NOT NULL for {{table}}.{{column}}, part 2 of 2: old rows are proven to obey.
--
-- Safe, because VALIDATE reads the rows under SHARE UPDATE EXCLUSIVE: readers and writers go on. It is a migration
-- of its own: in part 1's transaction it would read them while part 1's ACCESS EXCLUSIVE lock is still held. With
-- the CHECK proven, SET NOT NULL reads nothing (ACCESS EXCLUSIVE for milliseconds). The CHECK goes in a statement
-- after that: dropped in the same one, it would no longer serve as the proof.
ALTER TABLE {{table}} VALIDATE CONSTRAINT {{table}}_{{column}}_not_null;
ALTER TABLE {{table}} ALTER COLUMN {{column}} SET NOT NULL;
ALTER TABLE {{table}} DROP CONSTRAINT {{table}}_{{column}}_not_null;

-- turnstone:up sqlite
-- A rebuild: make the new table, copy, drop the old one, rename. Turnstone turns foreign keys off around it, since
-- DROP TABLE would delete the rows that refer to this table ON DELETE CASCADE, and counts those rows before and
-- after. Write no PRAGMA, BEGIN or COMMIT here. Writers wait for the copy, about a second for a million rows.
--
-- To change: write ALL columns of the table, with their constraints, in the four places marked here, then its
-- indexes and triggers, which go with the old table. Views that read the table must be dropped before and
-- made again after. The question below stops the migration when a column is forgotten.
-- turnstone:assert
SELECT count(*) FROM pragma_table_xinfo('{{table}}') WHERE name NOT IN ('id', '{{column}}'); -- all columns

CREATE TABLE {{table}}_new (                                                                   -- all columns
    id         integer NOT NULL PRIMARY KEY,
    {{column}} {{type}} NOT NULL
);

INSERT INTO {{table}}_new (id, {{column}})                                                     -- all columns
SELECT id, {{column}} FROM {{table}};

DROP TABLE {{table}};
ALTER TABLE {{table}}_new RENAME TO {{table}};

-- turnstone:down
ALTER TABLE {{table}} ADD CONSTRAINT {{table}}_{{column}}_not_null CHECK ({{column}} IS NOT NULL) NOT VALID;
ALTER TABLE {{table}} ALTER COLUMN {{column}} DROP NOT NULL;

-- turnstone:down sqlite
-- turnstone:assert
SELECT count(*) FROM pragma_table_xinfo('{{table}}') WHERE name NOT IN ('id', '{{column}}'); -- all columns

CREATE TABLE {{table}}_new (                                                                   -- all columns
    id         integer NOT NULL PRIMARY KEY,
    {{column}} {{type}}
);

INSERT INTO {{table}}_new (id, {{column}})                                                     -- all columns
SELECT id, {{column}} FROM {{table}};

DROP TABLE {{table}};
ALTER TABLE {{table}}_new RENAME TO {{table}};
