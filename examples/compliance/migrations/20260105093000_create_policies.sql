-- Policies: what the company says it does. An enum and generated ids are written differently on the two
-- engines, so this migration has a section for SQLite; it replaces the portable one there, as a whole.
CREATE TYPE policy_status AS ENUM ('draft', 'in_review', 'approved', 'retired');

CREATE TABLE policies (
    id            bigint        GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code          text          NOT NULL UNIQUE,
    title         text          NOT NULL,
    body          text          NOT NULL DEFAULT '',
    status        policy_status NOT NULL DEFAULT 'draft',
    owner_email   text,
    review_due_on date,
    created_at    timestamptz   NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at    timestamptz   NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- A partial index: the reminder job asks only for approved policies, so only those are indexed.
-- The table is new and empty, nobody can be kept waiting, and CONCURRENTLY would gain nothing here.
CREATE INDEX policies_review_due_idx ON policies (review_due_on) WHERE status = 'approved';

-- turnstone:up sqlite
CREATE TABLE policies (
    id            integer     NOT NULL PRIMARY KEY,
    code          text        NOT NULL UNIQUE,
    title         text        NOT NULL,
    body          text        NOT NULL DEFAULT '',
    status        text        NOT NULL DEFAULT 'draft'
        CONSTRAINT policies_status_check CHECK (status IN ('draft', 'in_review', 'approved', 'retired')),
    owner_email   text,
    review_due_on date,
    created_at    timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at    timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX policies_review_due_idx ON policies (review_due_on) WHERE status = 'approved';

-- turnstone:down
DROP TABLE policies;
DROP TYPE policy_status;

-- turnstone:down sqlite
DROP TABLE policies;
