package dev.turnstone.postgresql;

import dev.turnstone.dialect.LockUnavailable;
import dev.turnstone.dialect.RunnerLock;
import dev.turnstone.dialect.Waiting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.sql.DataSource;

/// The runner's lock: a transaction-scoped advisory lock on a second connection, so that it works through a pooler and
/// ends with the process.
///
/// It reads what is committed, whatever the role's or database's default is, and the last statements of its transaction
/// are utility statements: a transaction that keeps a snapshot would be waited for by every `CONCURRENTLY` for ever.
final class PostgresLock implements RunnerLock {
    private static final int ANSWER_MILLIS = 5_000;
    private static final long SHORTEST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 500;
    private static final int HEARTBEAT_SECONDS = 10;
    private static final int WITH_TRANSACTION_TIMEOUT = 170000;
    private final Connection connection;
    private final SilentNetwork silence;
    private final ScheduledExecutorService heartbeat;
    private volatile boolean held = true;

    private PostgresLock(Connection connection, SilentNetwork silence) {
        this.connection = connection;
        this.silence = silence;
        this.heartbeat = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "turnstone-lock-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        // With a delay between them: after a machine has slept, beats that were missed must not follow one another.
        var ignored =
                heartbeat.scheduleWithFixedDelay(this::beat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    /// Takes the lock on a connection from `source`, and checks that `work` is served at the same time.
    static PostgresLock take(
            DataSource source,
            Connection work,
            SilentNetwork silence,
            PostgresFacts facts,
            String schema,
            Duration wait,
            Consumer<Waiting> waiting)
            throws SQLException, LockUnavailable {
        Connection connection = PostgresConnections.connect(source);
        try {
            await(connection, work, attempt(schema, facts.versionNumber()), schema, wait, waiting);
            mustBothBeServed(work);
            return new PostgresLock(connection, silence);
        } catch (SQLException | LockUnavailable | RuntimeException e) {
            PostgresConnections.close(connection);
            throw e;
        }
    }

    private static void await(
            Connection connection,
            Connection work,
            String attempt,
            String schema,
            Duration wait,
            Consumer<Waiting> waiting)
            throws SQLException, LockUnavailable {
        long deadline = System.nanoTime() + wait.toNanos();
        String holder = "";
        long nextLook = System.nanoTime();
        PostgresConnections.answerWithin(connection, Math.toIntExact(wait.toMillis()) + ANSWER_MILLIS);
        while (!tryOnce(connection, attempt)) {
            long now = System.nanoTime();
            Duration left = Duration.ofNanos(deadline - now);
            if (left.isNegative()) {
                throw new LockUnavailable("another turnstone is running on this history", holder);
            }
            if (now >= nextLook) {
                holder = EarlierWork.holder(work, PostgresFrame.lockKey(schema));
                waiting.accept(new Waiting("another turnstone on this history", holder, left));
                nextLook = now + Duration.ofSeconds(1).toNanos();
            }
            LockSupport.parkNanos(pause(wait.minus(left)).toNanos());
        }
        PostgresConnections.answerWithin(connection, 0);
    }

    /// A tenth of the time waited so far, within bounds, and up to half as much again, so that many who wait neither
    /// keep
    /// the server busy nor ask all at once.
    private static Duration pause(Duration waited) {
        long millis = Math.clamp(waited.toMillis() / 10, SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 2));
    }

    private static String attempt(String schema, int version) {
        return "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_catalog.pg_try_advisory_xact_lock("
                + PostgresFrame.lockKey(schema)
                + "); SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL tcp_keepalives_idle = 10;"
                + " SET LOCAL tcp_keepalives_interval = 5; SET LOCAL tcp_keepalives_count = 3;"
                + (version >= WITH_TRANSACTION_TIMEOUT ? " SET LOCAL transaction_timeout = 0;" : "")
                + " SET LOCAL application_name = 'turnstone lock'";
    }

    private static boolean tryOnce(Connection connection, String attempt) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean got = false;
            boolean isResult = statement.execute(attempt);
            while (isResult || statement.getUpdateCount() >= 0) {
                if (isResult) {
                    try (ResultSet row = statement.getResultSet()) {
                        got = row.next() && row.getBoolean(1);
                    }
                }
                isResult = statement.getMoreResults();
            }
            if (!got) {
                statement.execute("ROLLBACK");
            }
            return got;
        }
    }

    /// Behind a pool of one connection the second would never be answered.
    private static void mustBothBeServed(Connection work) throws SQLException {
        PostgresConnections.answerWithin(work, ANSWER_MILLIS);
        try (Statement statement = work.createStatement()) {
            statement.execute("SELECT 1");
            PostgresConnections.answerWithin(work, 0);
        } catch (SQLException e) {
            throw new SQLException(
                    "a second connection was not served within 5 s while the first held the runner's lock: the pool"
                            + " between has one connection only. Turnstone needs two; enlarge the pool or give direct-url",
                    "08001",
                    e);
        }
    }

    private void beat() {
        try {
            if (held && !connection.isValid(HEARTBEAT_SECONDS / 2)) {
                held = false;
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            held = false;
        }
        try {
            silence.look(held);
        } catch (SQLException e) {
            // The statement has ended meanwhile, or its connection has: nobody waits any more.
            return;
        }
    }

    @Override
    public boolean held() {
        return held;
    }

    @Override
    public void close() {
        heartbeat.shutdownNow();
        if (held) {
            held = false;
            giveBack();
        }
        PostgresConnections.close(connection);
    }

    private void giveBack() {
        try (Statement statement = connection.createStatement()) {
            PostgresConnections.answerWithin(connection, ANSWER_MILLIS);
            statement.execute("ROLLBACK");
            PostgresConnections.answerWithin(connection, 0);
        } catch (SQLException broken) {
            // A broken connection holds nothing any more.
        }
    }
}
