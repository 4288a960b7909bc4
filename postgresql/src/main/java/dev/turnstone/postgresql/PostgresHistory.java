package dev.turnstone.postgresql;

import dev.turnstone.dialect.HistorySyntax;
import java.util.List;

/// The history as PostgreSQL spells it. Everything is qualified, so that no `search_path` of a migration matters.
final class PostgresHistory implements HistorySyntax {
    /// The setting that holds, within a transaction, what the counters showed at its beginning.
    static final String ROWS_BEFORE = "turnstone.rows_before";

    private static final String COMMENT = "Turnstone history, format ";
    private final String schema;

    PostgresHistory(String schema) {
        this.schema = PostgresNames.quote(schema);
    }

    /// The format in a table's comment; 1 when the comment says nothing of it.
    static int format(String comment) {
        int at = comment.indexOf(COMMENT);
        int end = at + COMMENT.length();
        int digits = end;
        while (at >= 0 && digits < comment.length() && Character.isDigit(comment.charAt(digits))) {
            digits++;
        }
        return at < 0 || digits == end ? 1 : Integer.parseInt(comment.substring(end, digits));
    }

    @Override
    public String migrations() {
        return schema + ".schema_migrations";
    }

    @Override
    public String steps() {
        return schema + ".schema_steps";
    }

    @Override
    public List<String> create() {
        return List.of(
                createSchema(),
                "CREATE TABLE " + migrations() + """
                    (
                       id bigint PRIMARY KEY,
                       version text NOT NULL,
                       name text NOT NULL,
                       kind text NOT NULL,
                       direction text NOT NULL CHECK (direction IN ('up', 'down')),
                       status text NOT NULL CHECK (status IN ('running', 'completed', 'failed', 'interrupted')),
                       started_at timestamp with time zone NOT NULL DEFAULT pg_catalog.now(),
                       completed_at timestamp with time zone,
                       duration_ms bigint,
                       error text,
                       checksum text,
                       down_checksum text,
                       checksum_algorithm text,
                       up_text text,
                       down_text text,
                       changed text,
                       rows_changed bigint,
                       lock_wait_ms bigint,
                       applied_by text NOT NULL DEFAULT session_user,
                       host text,
                       tool_version text,
                       run_id text,
                       reason text,
                       schema_fingerprint text)\
                    """,
                "CREATE TABLE " + steps() + """
                    (
                       seq bigint PRIMARY KEY,
                       attempt bigint NOT NULL,
                       version text NOT NULL,
                       direction text NOT NULL,
                       step integer NOT NULL,
                       statement_hash text NOT NULL,
                       event text NOT NULL CHECK (event IN ('intent', 'done', 'batch', 'end')),
                       cursor text,
                       rows bigint,
                       status text NOT NULL,
                       recorded_at timestamp with time zone NOT NULL DEFAULT pg_catalog.clock_timestamp(),
                       chain text NOT NULL)\
                    """,
                "CREATE INDEX schema_migrations_version ON " + migrations() + " (version, id)",
                "CREATE INDEX schema_migrations_started_at ON " + migrations() + " (started_at)",
                "CREATE INDEX schema_migrations_unsuccessful ON " + migrations()
                        + " (status) WHERE status <> 'completed'",
                "CREATE OR REPLACE VIEW " + schema + ".schema_applied AS\n" + applied(),
                "COMMENT ON VIEW " + schema + ".schema_applied IS 'Turnstone: what is applied now'",
                "COMMENT ON TABLE " + migrations() + " IS '" + COMMENT + FORMAT
                        + ": one row for each attempt, never deleted'",
                "COMMENT ON TABLE " + steps()
                        + " IS 'Turnstone journal: append-only, each row chained to the one before'");
    }

    /// `IF NOT EXISTS` would ask for the right to create one though it is there.
    private String createSchema() {
        return "DO "
                + PostgresNames.literal("BEGIN IF pg_catalog.to_regnamespace(" + PostgresNames.literal(schema)
                        + ") IS NULL THEN CREATE SCHEMA " + schema + "; END IF; END");
    }

    @Override
    public String literal(String text) {
        return PostgresNames.literal(text);
    }

    @Override
    public String now() {
        return "pg_catalog.clock_timestamp()";
    }

    @Override
    public String transactionStart() {
        return "pg_catalog.now()";
    }

    @Override
    public String millisSince(String from) {
        return "GREATEST(0, (EXTRACT(epoch FROM pg_catalog.clock_timestamp() - " + from + ") * 1000)::bigint)";
    }

    @Override
    public String time(long epochMillis) {
        return "pg_catalog.to_timestamp(" + epochMillis + " / 1000.0)";
    }

    @Override
    public String rowsWritten() {
        return "(" + rowsCounted() + " - coalesce(nullif(pg_catalog.current_setting('" + ROWS_BEFORE
                + "', true), ''), '0')::bigint)";
    }

    /// The rows that the server's counters hold for this session. They are handed over at most once a second, so they
    /// begin with what earlier transactions wrote.
    String rowsCounted() {
        return "(SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint"
                + " FROM pg_catalog.pg_stat_xact_user_tables"
                + " WHERE relid NOT IN ('" + migrations().replace("'", "''") + "'::pg_catalog.regclass, '"
                + steps().replace("'", "''") + "'::pg_catalog.regclass))";
    }

    @Override
    public String user() {
        return "session_user";
    }

    @Override
    public String epochMillis(String column) {
        return "(EXTRACT(epoch FROM " + column + ") * 1000)::bigint";
    }
}
