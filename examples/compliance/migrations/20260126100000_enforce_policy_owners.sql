-- VALIDATE reads the rows under SHARE UPDATE EXCLUSIVE: readers and writers go on. With the CHECK proven,
-- SET NOT NULL need not read the table again, so its ACCESS EXCLUSIVE lock is short. The CHECK has to be there
-- until then: dropped in the same statement, it would be gone before it could be used as the proof.
ALTER TABLE policies VALIDATE CONSTRAINT policies_owner_team_fkey;
ALTER TABLE policies VALIDATE CONSTRAINT policies_owner_team_not_null;
ALTER TABLE policies ALTER COLUMN owner_team SET NOT NULL;
ALTER TABLE policies DROP CONSTRAINT policies_owner_team_not_null;

-- turnstone:up sqlite
-- A rebuild: SQLite adds constraints only to a table that is being made. The order below is the safe one: make
-- the new table, copy, drop the old one, rename. (Renaming the old table away first would make every foreign
-- key that points to it follow it.)
--
-- With foreign keys enforced, DROP TABLE would delete the rows of policy_controls, silently, by their ON DELETE
-- CASCADE. Turnstone turns enforcement off around a rebuild and counts every referencing row before and after.
CREATE TABLE policies_new (
    id            integer     NOT NULL PRIMARY KEY,
    code          text        NOT NULL UNIQUE,
    title         text        NOT NULL,
    body          text        NOT NULL DEFAULT '',
    status        text        NOT NULL DEFAULT 'draft'
        CONSTRAINT policies_status_check CHECK (status IN ('draft', 'in_review', 'approved', 'retired')),
    owner_email   text,
    review_due_on date,
    created_at    timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at    timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    owner_team    text        NOT NULL
        CONSTRAINT policies_owner_team_fkey REFERENCES teams (code)
);

INSERT INTO policies_new
    (id, code, title, body, status, owner_email, review_due_on, created_at, updated_at, owner_team)
SELECT id, code, title, body, status, owner_email, review_due_on, created_at, updated_at, owner_team
FROM policies;

DROP TABLE policies;
ALTER TABLE policies_new RENAME TO policies;

-- Indexes and triggers went with the old table.
CREATE INDEX policies_review_due_idx ON policies (review_due_on) WHERE status = 'approved';

CREATE TRIGGER policies_set_updated_at AFTER UPDATE ON policies
WHEN NEW.updated_at IS OLD.updated_at AND NEW.updated_at IS NOT CURRENT_TIMESTAMP
BEGIN
    UPDATE policies SET updated_at = CURRENT_TIMESTAMP WHERE id = NEW.id;
END;

-- turnstone:down
-- Back to exactly what the migration before left: constraints that bind new rows and are not proven for old ones.
ALTER TABLE policies ADD CONSTRAINT policies_owner_team_not_null CHECK (owner_team IS NOT NULL) NOT VALID;
ALTER TABLE policies ALTER COLUMN owner_team DROP NOT NULL;
ALTER TABLE policies DROP CONSTRAINT policies_owner_team_fkey;
ALTER TABLE policies ADD CONSTRAINT policies_owner_team_fkey FOREIGN KEY (owner_team) REFERENCES teams (code) NOT VALID;

-- turnstone:down sqlite
CREATE TABLE policies_new (
    id            integer     NOT NULL PRIMARY KEY,
    code          text        NOT NULL UNIQUE,
    title         text        NOT NULL,
    body          text        NOT NULL DEFAULT '',
    status        text        NOT NULL DEFAULT 'draft'
        CONSTRAINT policies_status_check CHECK (status IN ('draft', 'in_review', 'approved', 'retired')),
    owner_email   text,
    review_due_on date,
    created_at    timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at    timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    owner_team    text
);

INSERT INTO policies_new
    (id, code, title, body, status, owner_email, review_due_on, created_at, updated_at, owner_team)
SELECT id, code, title, body, status, owner_email, review_due_on, created_at, updated_at, owner_team
FROM policies;

DROP TABLE policies;
ALTER TABLE policies_new RENAME TO policies;

CREATE INDEX policies_review_due_idx ON policies (review_due_on) WHERE status = 'approved';

CREATE TRIGGER policies_set_updated_at AFTER UPDATE ON policies
WHEN NEW.updated_at IS OLD.updated_at AND NEW.updated_at IS NOT CURRENT_TIMESTAMP
BEGIN
    UPDATE policies SET updated_at = CURRENT_TIMESTAMP WHERE id = NEW.id;
END;
