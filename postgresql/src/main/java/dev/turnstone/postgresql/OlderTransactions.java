package dev.turnstone.postgresql;

import dev.turnstone.dialect.LockUnavailable;
import dev.turnstone.dialect.Waiting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Transactions that began before a `CONCURRENTLY` statement and that it would have to wait for: named, and waited for
/// before it is sent, since a wait inside it cannot be given up without ruins.
final class OlderTransactions {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private final Connection connection;

    OlderTransactions(Connection connection) {
        this.connection = connection;
    }

    void await(String statement, Duration wait, Consumer<Waiting> waiting) throws SQLException, LockUnavailable {
        long began = System.nanoTime();
        @Nullable String holder = oldest(Duration.ZERO);
        while (holder != null) {
            Duration waited = Duration.ofNanos(System.nanoTime() - began);
            if (waited.compareTo(wait) > 0) {
                throw new LockUnavailable("older transactions would hold up " + statement, holder);
            }
            waiting.accept(new Waiting("older transactions, before " + statement, holder, wait.minus(waited)));
            LockSupport.parkNanos(PAUSE.toNanos());
            holder = oldest(Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /// The oldest transaction begun longer ago than `waited`.
    private @Nullable String oldest(Duration waited) throws SQLException {
        String sql = "SELECT pid, usename, application_name, state,"
                + " extract(epoch FROM pg_catalog.clock_timestamp() - xact_start)::bigint AS seconds"
                + " FROM pg_catalog.pg_stat_activity WHERE datname = current_database()"
                + " AND pid <> pg_catalog.pg_backend_pid() AND backend_type = 'client backend'"
                + " AND (backend_xmin IS NOT NULL OR backend_xid IS NOT NULL)"
                + " AND xact_start < pg_catalog.clock_timestamp() - interval '" + waited.toMillis()
                + " milliseconds' - interval '20 milliseconds' ORDER BY xact_start LIMIT 1";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                return null;
            }
            @Nullable String application = row.getString("application_name");
            return "pid " + row.getInt("pid") + ", user " + row.getString("usename")
                    + (application == null || application.isEmpty() ? "" : ", app \"" + application + "\"")
                    + ", " + row.getString("state") + ", for " + row.getLong("seconds") + " s";
        }
    }
}
