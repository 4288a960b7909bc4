-- What the templates assume when no flag is given, on PostgreSQL and SQLite: run once in an empty database, then one
-- template (all its parts in order), its way back, and the template again.
--   your_table   id, your_column (text, filled, each value an id of other_table), and nothing else
--   other_table  what `foreign-key` refers to
--   dependents   rows that must still be there after a rebuild of your_table: three
CREATE TABLE other_table (
    id text NOT NULL PRIMARY KEY
);

CREATE TABLE your_table (
    id          integer NOT NULL PRIMARY KEY,
    your_column text
);

CREATE TABLE dependents (
    id            integer NOT NULL PRIMARY KEY,
    your_table_id integer NOT NULL REFERENCES your_table (id) ON DELETE CASCADE
);

INSERT INTO other_table (id) VALUES ('a'), ('b');
INSERT INTO your_table (id, your_column) VALUES (1, 'a'), (2, 'b'), (3, 'a');
INSERT INTO dependents (id, your_table_id) VALUES (1, 1), (2, 2), (3, 2);
