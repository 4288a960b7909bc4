package dev.turnstone.postgresql;

import dev.turnstone.dialect.Facts;
import dev.turnstone.dialect.OpenSettings;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// What the server says of itself, asked in one round trip.
///
/// @param versionNumber as `server_version_num`: 180006
/// @param clean what makes the session again what it is now
/// @param timeoutsOff whether `lock_timeout`, `statement_timeout` and `transaction_timeout` are off without our doing
record PostgresFacts(Facts facts, int versionNumber, boolean timeoutsOff, CleanSession clean) {
    private static final int OLDEST = 140000;
    /// Longer than `deadlock_timeout`, so that autovacuum yields before a statement gives up.
    private static final long BEYOND_DEADLOCK_TIMEOUT = 200;

    static PostgresFacts read(Connection connection, OpenSettings settings) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query(settings.schema()))) {
            boolean ignored = row.next();
            int number = row.getInt("number");
            if (number < OLDEST) {
                throw new SQLException(
                        "this server is PostgreSQL " + row.getString("version") + "; Turnstone needs 14 or later",
                        "0A000");
            }
            boolean pooled = connection.unwrap(PGConnection.class).getBackendPID() != row.getInt("pid");
            Facts facts = new Facts(
                    "postgresql " + firstWord(row.getString("version")),
                    settings.label().orElseGet(() -> ""),
                    row.getString("session_user"),
                    row.getBoolean("has_history")
                            ? Optional.of(PostgresHistory.format(text(row.getString("history_comment"))))
                            : Optional.empty(),
                    readOnly(row),
                    pooled,
                    Duration.ofMillis(row.getLong("deadlock_ms") + BEYOND_DEADLOCK_TIMEOUT),
                    false);
            boolean off = row.getBoolean("timeouts_off");
            return new PostgresFacts(
                    labelled(facts, connection, row.getString("database")),
                    number,
                    off,
                    new CleanSession(text(row.getString("settings"))));
        }
    }

    private static String query(String schema) {
        String name = PostgresNames.literal(schema);
        return "SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS"
                + " number, session_user, current_database() AS database, pg_backend_pid() AS pid, pg_is_in_recovery() AS"
                + " standby, current_setting('transaction_read_only') = 'on' AS read_only, (extract(epoch FROM"
                + " current_setting('deadlock_timeout')::interval) * 1000)::bigint AS deadlock_ms,"
                + " current_setting('lock_timeout') = '0' AND current_setting('statement_timeout') = '0' AND"
                + " coalesce(current_setting('transaction_timeout', true), '0') = '0' AS timeouts_off, h.oid IS NOT NULL"
                + " AS has_history, " + CleanSession.READ
                + " AS settings, pg_catalog.obj_description(h.oid, 'pg_class')"
                + " AS history_comment FROM (SELECT 1) one"
                + " LEFT JOIN (SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid ="
                + " c.relnamespace WHERE n.nspname = " + name
                + " AND c.relname IN ('schema_migrations', 'schema_steps') ORDER BY c.relname LIMIT 1) h ON true";
    }

    private static Facts labelled(Facts facts, Connection connection, String database) throws SQLException {
        String label = facts.label().isEmpty()
                ? facts.user() + "@" + host(connection.getMetaData().getURL()) + "/" + database
                : facts.label();
        return new Facts(
                facts.version(),
                label,
                facts.user(),
                facts.historyFormat(),
                facts.readOnly(),
                facts.pooled(),
                facts.lockTimeout(),
                facts.inMemory());
    }

    /// Host and port of a JDBC URL; nothing of its parameters.
    private static String host(@Nullable String url) {
        if (url == null) {
            return "";
        }
        int from = url.indexOf("//");
        int to = from < 0 ? -1 : url.indexOf('/', from + 2);
        String host = from < 0 ? "localhost" : url.substring(from + 2, to < 0 ? url.length() : to);
        if (host.startsWith("%2F")) {
            host = URLDecoder.decode(host, StandardCharsets.UTF_8);
        }
        return host.endsWith(":5432") ? host.substring(0, host.length() - ":5432".length()) : host;
    }

    private static Optional<String> readOnly(ResultSet row) throws SQLException {
        if (row.getBoolean("standby")) {
            return Optional.of("it is a standby, which only reads; connect to the primary");
        }
        return row.getBoolean("read_only")
                ? Optional.of("its transactions are read-only (default_transaction_read_only is on)")
                : Optional.empty();
    }

    private static String firstWord(String text) {
        int blank = text.indexOf(' ');
        return blank < 0 ? text : text.substring(0, blank);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
