-- Frameworks (SOC 2, ISO 27001, …) and the requirements they state.
--
-- Portable: the same text runs on PostgreSQL and on SQLite. Three habits make that possible:
--   * ids come from the published catalogue, so no engine's way of numbering rows is needed;
--   * every primary key says NOT NULL, because SQLite allows NULL in most of them;
--   * every constraint has a name or is one that nobody will ever have to drop.
CREATE TABLE frameworks (
    id           integer NOT NULL PRIMARY KEY,
    code         text    NOT NULL UNIQUE,
    name         text    NOT NULL,
    edition      text    NOT NULL,
    published_on date
);

CREATE TABLE requirements (
    id           integer NOT NULL PRIMARY KEY,
    framework_id integer NOT NULL REFERENCES frameworks (id),
    reference    text    NOT NULL,
    title        text    NOT NULL,
    -- Also the index that the foreign key needs: its first column is framework_id.
    CONSTRAINT requirements_reference_key UNIQUE (framework_id, reference)
);

-- turnstone:down
-- The way back runs in the opposite order: what refers goes before what is referred to.
DROP TABLE requirements;
DROP TABLE frameworks;
