-- A foreign key from {{table}} ({{column}}) to {{references}} (id), part 2 of 2: old rows are proven to obey.
--
-- Safe, because VALIDATE takes SHARE UPDATE EXCLUSIVE on {{table}} and ROW SHARE on {{references}}: readers and
-- writers go on while the rows are looked up. It is a migration of its own, so that part 1's locks are gone by then.
ALTER TABLE {{table}} VALIDATE CONSTRAINT {{table}}_{{column}}_fkey;

-- turnstone:up sqlite
-- A rebuild: make the new table, copy, drop the old one, rename. Turnstone turns foreign keys off around it, since
-- DROP TABLE would delete the rows that refer to this table ON DELETE CASCADE, and counts those rows before and
-- after. Write no PRAGMA, BEGIN or COMMIT here. Writers wait for the copy, about a second for a million rows.
-- (A new column that may be NULL needs none of this: ALTER TABLE … ADD COLUMN … REFERENCES … does it.)
--
-- To change: write ALL columns of the table, with their constraints, in the four places marked here, then its
-- indexes and triggers, which go with the old table. Views that read the table must be dropped before and
-- made again after. The question below stops the migration when a column is forgotten.
-- turnstone:assert
SELECT count(*) FROM pragma_table_xinfo('{{table}}') WHERE name NOT IN ('id', '{{column}}'); -- all columns

CREATE TABLE {{table}}_new (                                                                   -- all columns
    id         integer NOT NULL PRIMARY KEY,
    {{column}} {{type}}
        CONSTRAINT {{table}}_{{column}}_fkey REFERENCES {{references}} (id)
);

INSERT INTO {{table}}_new (id, {{column}})                                                     -- all columns
SELECT id, {{column}} FROM {{table}};

DROP TABLE {{table}};
ALTER TABLE {{table}}_new RENAME TO {{table}};

-- turnstone:down
-- A constraint cannot be made unproven again; it is made anew, as part 1 left it.
ALTER TABLE {{table}} DROP CONSTRAINT {{table}}_{{column}}_fkey;
ALTER TABLE {{table}} ADD CONSTRAINT {{table}}_{{column}}_fkey
    FOREIGN KEY ({{column}}) REFERENCES {{references}} (id) NOT VALID;

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
