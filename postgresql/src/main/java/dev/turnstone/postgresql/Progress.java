package dev.turnstone.postgresql;

import dev.turnstone.dialect.Watch;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/// Tells how far a long statement has come: the statement runs on a thread of its own while this one asks the
/// server's progress views over a further connection, once a second. Where no such connection is to be had, the
/// statement runs all the same and nothing is told.
final class Progress {
    private static final long PERIOD_MILLIS = 1_000;
    private final DataSource dataSource;
    private final Connection working;
    private final Watch watch;

    Progress(DataSource dataSource, Connection working, Watch watch) {
        this.dataSource = dataSource;
        this.working = working;
        this.watch = watch;
    }

    /// What is watched.
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    /// Runs `work` to its end.
    void during(Work work) throws SQLException {
        CompletableFuture<Optional<SQLException>> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> result.complete(outcome(work, result)), "turnstone-statement");
        thread.setDaemon(true);
        thread.start();
        Optional<CompletableFuture<Optional<Connection>>> asking = Optional.empty();
        try {
            while (!ended(result)) {
                asking = Optional.of(asking.orElseGet(this::connect));
                asking.get().getNow(Optional.empty()).flatMap(this::phase).ifPresent(watch::progress);
            }
        } finally {
            asking.ifPresent(Progress::close);
        }
        Optional<SQLException> failure = result.join();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private static Optional<SQLException> outcome(Work work, CompletableFuture<?> result) {
        try {
            work.run();
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e);
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
            throw e;
        }
    }

    private static boolean ended(CompletableFuture<?> result) {
        try {
            Object ignored = result.get(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException running) {
            return false;
        } catch (ExecutionException failed) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// A pool that has no connection left may let us wait: the statement does not.
    private CompletableFuture<Optional<Connection>> connect() {
        CompletableFuture<Optional<Connection>> connection = new CompletableFuture<>();
        Thread thread = new Thread(() -> connection.complete(oneMore()), "turnstone-progress");
        thread.setDaemon(true);
        thread.start();
        return connection;
    }

    private Optional<Connection> oneMore() {
        try {
            return Optional.of(PostgresConnections.connect(dataSource));
        } catch (SQLException noneToBeHad) {
            return Optional.empty();
        }
    }

    private static void close(CompletableFuture<Optional<Connection>> connection) {
        CompletableFuture<Void> ignored = connection.thenAccept(found -> found.ifPresent(PostgresConnections::close));
    }

    private Optional<String> phase(Connection asking) {
        String sql = "SELECT coalesce((SELECT phase || CASE WHEN blocks_total > 0 THEN ', '"
                + " || (100 * blocks_done / blocks_total) || ' %' WHEN tuples_total > 0 THEN ', '"
                + " || (100 * tuples_done / tuples_total) || ' %' WHEN lockers_total > 0 THEN ', ' || lockers_done"
                + " || ' of ' || lockers_total || ', pid ' || current_locker_pid ELSE '' END"
                + " FROM pg_catalog.pg_stat_progress_create_index WHERE pid = a.pid),"
                + " (SELECT phase || CASE WHEN heap_blks_total > 0 THEN ', '"
                + " || (100 * heap_blks_scanned / heap_blks_total) || ' %' ELSE '' END"
                + " FROM pg_catalog.pg_stat_progress_vacuum WHERE pid = a.pid),"
                + " (SELECT phase FROM pg_catalog.pg_stat_progress_cluster WHERE pid = a.pid),"
                + " CASE WHEN a.wait_event_type = 'Lock' THEN 'waiting for pid '"
                + " || pg_catalog.array_to_string(pg_catalog.pg_blocking_pids(a.pid), ', ') END)"
                + " FROM pg_catalog.pg_stat_activity a WHERE a.pid = ";
        try (Statement statement = asking.createStatement();
                ResultSet row = statement.executeQuery(
                        sql + working.unwrap(PGConnection.class).getBackendPID())) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        } catch (SQLException notTold) {
            return Optional.empty();
        }
    }
}
