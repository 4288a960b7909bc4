-- A new column on {{table}}.
--
-- Safe, because only the catalog changes: no row is read or written. PostgreSQL takes ACCESS EXCLUSIVE on
-- {{table}} for milliseconds; SQLite changes one line of its schema.
--
-- To change: a constant default is as cheap (DEFAULT 0, DEFAULT 'x'; also CURRENT_TIMESTAMP on PostgreSQL). A default
-- that differs from row to row (random(), gen_random_uuid()) rewrites the table: add the column without it,
-- set the default for new rows, fill the old ones (template backfill). NOT NULL at once needs a constant default;
-- without one, fill the column and use the template not-null. For REFERENCES use the template foreign-key.
ALTER TABLE {{table}} ADD COLUMN {{column}} {{type}};

-- turnstone:down
-- The values go with the column: `turnstone revert` counts them first, and refuses to lose any unless told.
ALTER TABLE {{table}} DROP COLUMN {{column}};
