-- A column of {{table}} that holds one of a few words.
--
-- Safe, because the type is new and the default is a constant: only the catalog changes. ACCESS EXCLUSIVE on
-- {{table}} for milliseconds. On SQLite a CHECK does the work of the type.
--
-- To change: the words; without NOT NULL DEFAULT, rows that exist get NULL.
-- A word added later is a migration of its own: ALTER TYPE {{table}}_{{column}} ADD VALUE 'paused' AFTER 'active'. No
-- row is touched, but the word cannot be used in the same transaction, and there is no DROP VALUE: the way back
-- makes a type without the word, and changes the column to it (ALTER COLUMN … TYPE … USING, which rewrites the
-- table). If words come and go, a text column with a CHECK, or a table of them, is easier to live with.
CREATE TYPE {{table}}_{{column}} AS ENUM ('draft', 'active', 'retired');
ALTER TABLE {{table}} ADD COLUMN {{column}} {{table}}_{{column}} NOT NULL DEFAULT 'draft';

-- turnstone:up sqlite
ALTER TABLE {{table}} ADD COLUMN {{column}} text NOT NULL DEFAULT 'draft'
    CONSTRAINT {{table}}_{{column}}_check CHECK ({{column}} IN ('draft', 'active', 'retired'));

-- turnstone:down
ALTER TABLE {{table}} DROP COLUMN {{column}};
DROP TYPE {{table}}_{{column}};

-- turnstone:down sqlite
ALTER TABLE {{table}} DROP COLUMN {{column}};
