-- Controls: what the company does. One control can answer requirements of several frameworks,
-- and carry out several policies.
CREATE TYPE control_status AS ENUM ('planned', 'implemented', 'ineffective', 'retired');

CREATE TABLE controls (
    id                bigint         GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code              text           NOT NULL UNIQUE,
    title             text           NOT NULL,
    status            control_status NOT NULL DEFAULT 'planned',
    review_every_days integer        NOT NULL DEFAULT 365
        CONSTRAINT controls_review_every_days_check CHECK (review_every_days > 0),
    created_at        timestamptz    NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at        timestamptz    NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE control_requirements (
    control_id     bigint  NOT NULL REFERENCES controls (id) ON DELETE CASCADE,
    requirement_id integer NOT NULL REFERENCES requirements (id),
    PRIMARY KEY (control_id, requirement_id)
);

CREATE TABLE policy_controls (
    policy_id  bigint NOT NULL REFERENCES policies (id) ON DELETE CASCADE,
    control_id bigint NOT NULL REFERENCES controls (id) ON DELETE CASCADE,
    PRIMARY KEY (policy_id, control_id)
);

-- A foreign key does not make an index on its own side. The primary keys above serve one direction;
-- these serve the other, and make deleting a control cheap.
CREATE INDEX control_requirements_requirement_idx ON control_requirements (requirement_id);
CREATE INDEX policy_controls_control_idx ON policy_controls (control_id);

-- turnstone:up sqlite
CREATE TABLE controls (
    id                integer     NOT NULL PRIMARY KEY,
    code              text        NOT NULL UNIQUE,
    title             text        NOT NULL,
    status            text        NOT NULL DEFAULT 'planned'
        CONSTRAINT controls_status_check CHECK (status IN ('planned', 'implemented', 'ineffective', 'retired')),
    review_every_days integer     NOT NULL DEFAULT 365
        CONSTRAINT controls_review_every_days_check CHECK (review_every_days > 0),
    created_at        timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at        timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE control_requirements (
    control_id     integer NOT NULL REFERENCES controls (id) ON DELETE CASCADE,
    requirement_id integer NOT NULL REFERENCES requirements (id),
    PRIMARY KEY (control_id, requirement_id)
);

CREATE TABLE policy_controls (
    policy_id  integer NOT NULL REFERENCES policies (id) ON DELETE CASCADE,
    control_id integer NOT NULL REFERENCES controls (id) ON DELETE CASCADE,
    PRIMARY KEY (policy_id, control_id)
);

CREATE INDEX control_requirements_requirement_idx ON control_requirements (requirement_id);
CREATE INDEX policy_controls_control_idx ON policy_controls (control_id);

-- turnstone:down
DROP TABLE policy_controls;
DROP TABLE control_requirements;
DROP TABLE controls;
DROP TYPE control_status;

-- turnstone:down sqlite
DROP TABLE policy_controls;
DROP TABLE control_requirements;
DROP TABLE controls;
