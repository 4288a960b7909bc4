-- Evidence: proof that a control works. What a collector knows about a piece of evidence differs from
-- collector to collector, so it is kept as JSON.
CREATE TYPE evidence_kind AS ENUM ('document', 'screenshot', 'log_export', 'attestation');

CREATE TABLE evidence (
    id             bigint        GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind           evidence_kind NOT NULL,
    title          text          NOT NULL,
    location       text          NOT NULL,
    content_sha256 text          NOT NULL
        CONSTRAINT evidence_content_sha256_check CHECK (length(content_sha256) = 64),
    metadata       jsonb         NOT NULL DEFAULT '{}'
        CONSTRAINT evidence_metadata_check CHECK (jsonb_typeof(metadata) = 'object'),
    collected_at   timestamptz   NOT NULL DEFAULT CURRENT_TIMESTAMP,
    expires_at     timestamptz
);

CREATE TABLE control_evidence (
    control_id  bigint NOT NULL REFERENCES controls (id),
    evidence_id bigint NOT NULL REFERENCES evidence (id),
    PRIMARY KEY (control_id, evidence_id)
);

CREATE INDEX control_evidence_evidence_idx ON control_evidence (evidence_id);

-- turnstone:up sqlite
-- SQLite keeps JSON as text. The CHECK does the work of the type: json_type() is NULL for what is no JSON
-- at all, and a CHECK lets NULL pass, hence json_valid() first.
CREATE TABLE evidence (
    id             integer     NOT NULL PRIMARY KEY,
    kind           text        NOT NULL
        CONSTRAINT evidence_kind_check CHECK (kind IN ('document', 'screenshot', 'log_export', 'attestation')),
    title          text        NOT NULL,
    location       text        NOT NULL,
    content_sha256 text        NOT NULL
        CONSTRAINT evidence_content_sha256_check CHECK (length(content_sha256) = 64),
    metadata       text        NOT NULL DEFAULT '{}'
        CONSTRAINT evidence_metadata_check CHECK (json_valid(metadata) AND json_type(metadata) = 'object'),
    collected_at   timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    expires_at     timestamptz
);

CREATE TABLE control_evidence (
    control_id  integer NOT NULL REFERENCES controls (id),
    evidence_id integer NOT NULL REFERENCES evidence (id),
    PRIMARY KEY (control_id, evidence_id)
);

CREATE INDEX control_evidence_evidence_idx ON control_evidence (evidence_id);

-- turnstone:down
DROP TABLE control_evidence;
DROP TABLE evidence;
DROP TYPE evidence_kind;

-- turnstone:down sqlite
DROP TABLE control_evidence;
DROP TABLE evidence;
