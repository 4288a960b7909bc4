package dev.turnstone.postgresql;

import dev.turnstone.dialect.LockUnavailable;
import dev.turnstone.dialect.Waiting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the server may still be doing for a runner that is dead: a transaction that holds the work key, or a statement
/// that stands alone and carries our marker.
final class EarlierWork {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private final Connection connection;
    private final String schema;

    EarlierWork(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /// @param blocked whether it waits for a lock that somebody else holds
    private record Alive(String what, int pid, String holder, boolean ours, boolean blocked) {}

    /// Waits until nothing is left. What works on is waited for; a marked statement that is itself stuck behind
    /// somebody's lock for longer than `wait` is ended, since it is ours.
    void await(Duration wait, Consumer<Waiting> waiting) throws SQLException, LockUnavailable {
        long deadline = System.nanoTime() + wait.toNanos();
        @Nullable Alive alive = look();
        while (alive != null) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            boolean late = left.isNegative();
            if (late && alive.ours() && alive.blocked()) {
                end(alive);
            } else if (late && !alive.ours()) {
                throw new LockUnavailable(alive.what() + " is still at work", alive.holder());
            }
            waiting.accept(new Waiting(alive.what(), alive.holder(), late ? Duration.ZERO : left));
            LockSupport.parkNanos(PAUSE.toNanos());
            alive = look();
        }
    }

    private @Nullable Alive look() throws SQLException {
        String marker = PostgresNames.literal("/* turnstone " + schema + " %");
        String sql = "SELECT pg_catalog.pg_try_advisory_xact_lock(" + PostgresFrame.workKey(schema) + ") AS free,"
                + " a.pid, a.application_name, left(a.query, 200) AS query, a.wait_event_type = 'Lock' AS blocked"
                + " FROM (SELECT 1) one LEFT JOIN pg_catalog.pg_stat_activity a ON a.datname = current_database()"
                + " AND a.pid <> pg_catalog.pg_backend_pid() AND a.state = 'active' AND a.query LIKE " + marker
                + " LIMIT 1";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            boolean ignored = row.next();
            int pid = row.getInt("pid");
            if (!row.wasNull()) {
                return new Alive("a statement of an earlier run", pid, "pid " + pid, true, row.getBoolean("blocked"));
            }
            if (row.getBoolean("free")) {
                return null;
            }
        }
        return new Alive(
                "a transaction of an earlier run", 0, holder(connection, PostgresFrame.workKey(schema)), false, false);
    }

    private void end(Alive alive) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_catalog.pg_terminate_backend(" + alive.pid() + ")");
        }
    }

    /// What runners of this history are doing, by their `application_name` and markers.
    static List<String> activity(Connection connection, String schema) throws SQLException {
        String marker = PostgresNames.literal("/* turnstone " + schema + " %");
        String sql = "SELECT pid, application_name, query LIKE " + marker + " AS marked, left(query, 120) AS query,"
                + " extract(epoch FROM pg_catalog.clock_timestamp() - query_start)::bigint AS seconds"
                + " FROM pg_catalog.pg_stat_activity WHERE datname = current_database() AND state <> 'idle'"
                + " AND pid <> pg_catalog.pg_backend_pid() AND application_name <> 'turnstone lock'"
                + " AND (application_name LIKE 'turnstone _%' OR query LIKE " + marker + ") ORDER BY pid";
        List<String> activity = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                activity.add(running(row) + ", pid " + row.getInt("pid") + ", for " + row.getLong("seconds") + " s");
            }
        }
        return activity;
    }

    private static String running(ResultSet row) throws SQLException {
        if (!row.getBoolean("marked")) {
            return row.getString("application_name").substring("turnstone ".length());
        }
        String query = row.getString("query").substring("/* turnstone ".length());
        int end = query.indexOf(" */");
        return end < 0 ? query : query.substring(0, end);
    }

    /// Who holds an advisory key, for people; empty when nobody does or it cannot be told.
    static String holder(Connection connection, String key) throws SQLException {
        String sql = "SELECT a.pid, a.usename, a.application_name, a.client_addr,"
                + " extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::bigint AS seconds"
                + " FROM (SELECT " + key
                + " AS k) key JOIN pg_catalog.pg_locks l ON l.locktype = 'advisory' AND l.granted"
                + " AND l.objsubid = 1 AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname ="
                + " current_database()) AND l.classid::bigint = ((k >> 32) & 4294967295)"
                + " AND l.objid::bigint = (k & 4294967295)"
                + " JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid LIMIT 1";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                return "";
            }
            @Nullable String address = row.getString("client_addr");
            return "pid " + row.getInt("pid") + ", user " + row.getString("usename")
                    + (address == null ? "" : ", from " + address)
                    + ", for " + row.getLong("seconds") + " s";
        }
    }
}
