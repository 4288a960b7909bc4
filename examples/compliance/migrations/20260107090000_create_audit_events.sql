-- The audit trail: who did what to which policy, control or evidence. Rows are added and never touched
-- again; the database itself says so, since an auditor will not take the application's word for it.
CREATE TABLE audit_events (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    occurred_at  timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    actor        text        NOT NULL,
    action       text        NOT NULL,
    subject_type text        NOT NULL
        CONSTRAINT audit_events_subject_type_check CHECK (subject_type IN ('policy', 'control', 'evidence')),
    subject_code text        NOT NULL,
    detail       jsonb       NOT NULL DEFAULT '{}'
);

CREATE INDEX audit_events_subject_idx ON audit_events (subject_type, subject_code, occurred_at);

-- The semicolons inside $$ … $$ belong to the function: Turnstone reads dollar quotes as PostgreSQL does.
CREATE FUNCTION refuse_audit_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit events are append-only: % refused', TG_OP;
END;
$$;

CREATE TRIGGER audit_events_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_event_change();

-- turnstone:up sqlite
CREATE TABLE audit_events (
    id           integer     NOT NULL PRIMARY KEY,
    occurred_at  timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    actor        text        NOT NULL,
    action       text        NOT NULL,
    subject_type text        NOT NULL
        CONSTRAINT audit_events_subject_type_check CHECK (subject_type IN ('policy', 'control', 'evidence')),
    subject_code text        NOT NULL,
    detail       text        NOT NULL DEFAULT '{}'
        CONSTRAINT audit_events_detail_check CHECK (json_valid(detail))
);

CREATE INDEX audit_events_subject_idx ON audit_events (subject_type, subject_code, occurred_at);

CREATE TRIGGER audit_events_refuse_update BEFORE UPDATE ON audit_events
BEGIN
    SELECT RAISE(ABORT, 'audit events are append-only: UPDATE refused');
END;

CREATE TRIGGER audit_events_refuse_delete BEFORE DELETE ON audit_events
BEGIN
    SELECT RAISE(ABORT, 'audit events are append-only: DELETE refused');
END;

-- turnstone:down
-- The triggers go with the table; the function they call does not.
DROP TABLE audit_events;
DROP FUNCTION refuse_audit_event_change();

-- turnstone:down sqlite
DROP TABLE audit_events;
