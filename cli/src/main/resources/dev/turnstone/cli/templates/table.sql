-- A new table, {{table}}.
--
-- Safe, because nobody uses it yet: its indexes and constraints can be written plainly, without CONCURRENTLY or NOT
-- VALID. Only a foreign key touches others: SHARE ROW EXCLUSIVE on the table it refers to, for milliseconds.
--
-- To change: the columns; a foreign key is {{references}}_id bigint NOT NULL REFERENCES {{references}} (id), with an index
-- on it, which neither engine makes by itself. Constraints with a name of their own can be found again later.
CREATE TABLE {{table}} (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    {{column}} {{type}} NOT NULL,
    created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX {{table}}_{{column}}_idx ON {{table}} ({{column}});

-- turnstone:up sqlite
-- `integer PRIMARY KEY` numbers the rows. Any other primary key needs NOT NULL said, or SQLite lets NULL in.
CREATE TABLE {{table}} (
    id         integer     NOT NULL PRIMARY KEY,
    {{column}} {{type}} NOT NULL,
    created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX {{table}}_{{column}}_idx ON {{table}} ({{column}});

-- turnstone:down
DROP TABLE {{table}};
