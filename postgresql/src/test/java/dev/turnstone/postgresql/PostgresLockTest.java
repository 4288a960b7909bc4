package dev.turnstone.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.LockUnavailable;
import dev.turnstone.dialect.RunnerLock;
import dev.turnstone.dialect.Waiting;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The runner's lock and the work key, as other sessions meet them.
final class PostgresLockTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String HOLDER =
            "SELECT coalesce(backend_xid::text, 'none') || ' ' || coalesce(backend_xmin::text,"
                    + " 'none') || ' ' || state FROM pg_stat_activity WHERE application_name = 'turnstone lock'"
                    + " AND datname = current_database()";

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void holdsNoSnapshot(int major) throws Exception {
        try (OnServer server =
                        OnServer.of(major, "CREATE TABLE t (a int)", "INSERT INTO t SELECT generate_series(1, 1000)");
                RunnerLock lock = server.database().lock(LONG, waiting -> {})) {
            assertThat(server.value(HOLDER)).isEqualTo("none none idle in transaction");
            server.execute("DELETE FROM t");
            long began = System.nanoTime();
            server.execute("CREATE INDEX CONCURRENTLY i ON t (a)");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
            server.execute("VACUUM t");
            assertThat(server.value("SELECT pg_relation_size('t')")).isEqualTo("0");
            assertThat(lock.held()).isTrue();
            assertThat(server.value(HOLDER)).isEqualTo("none none idle in transaction");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void outlivesTheServersTimeouts(int major) throws Exception {
        try (OnServer server = OnServer.of(major)) {
            server.execute("ALTER DATABASE " + server.value("SELECT current_database()")
                    + " SET idle_in_transaction_session_timeout = '200ms'");
            try (Database database = server.open(Optional.empty());
                    RunnerLock lock = database.lock(LONG, waiting -> {})) {
                assertThat(server.value("SELECT pg_sleep(0.6)")).isEmpty();
                assertThat(server.value(HOLDER)).isEqualTo("none none idle in transaction");
                assertThat(lock.held()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void tellsThoseWhoWaitWhoHoldsIt(int major) throws Exception {
        try (OnServer server = OnServer.of(major);
                Database second = server.open(Optional.empty());
                RunnerLock lock = server.database().lock(LONG, waiting -> {})) {
            String pid = server.value(
                    "SELECT pid FROM pg_stat_activity WHERE application_name = 'turnstone lock' AND datname = current_database()");
            List<Waiting> heard = new ArrayList<>();
            LockUnavailable refused = catchThrowableOfType(
                    LockUnavailable.class,
                    () -> second.lock(Duration.ofMillis(300), heard::add).close());
            assertThat(refused.holder())
                    .startsWith("pid " + pid + ", user postgres, from 127.0.0.1")
                    .endsWith(" s");
            assertThat(heard)
                    .isNotEmpty()
                    .allSatisfy(waiting -> assertThat(waiting.holder()).startsWith("pid " + pid));
            assertThat(lock.held()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void isFreeWhenItsConnectionEnds(int major) throws Exception {
        try (OnServer server = OnServer.of(major);
                Database second = server.open(Optional.empty());
                RunnerLock lost = server.database().lock(LONG, waiting -> {})) {
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'turnstone lock' AND datname = current_database()");
            try (RunnerLock taken = second.lock(LONG, waiting -> {})) {
                assertThat(taken.held()).isTrue();
            }
            assertThat(lost).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void waitsForTheWorkOfADeadRunner(int major) throws Exception {
        try (OnServer server = OnServer.of(major, "CREATE TABLE t (a int)");
                Connection orphan = server.connect();
                RunnerLock lock = server.database().lock(LONG, waiting -> {})) {
            OnServer.execute(orphan, "BEGIN");
            OnServer.execute(orphan, "SELECT pg_advisory_xact_lock(hashtextextended('turnstone-work:turnstone', 0))");
            LockUnavailable refused = catchThrowableOfType(
                    LockUnavailable.class,
                    () -> server.database().awaitEarlierWork(Duration.ofMillis(200), waiting -> {}));
            assertThat(refused).hasMessage("a transaction of an earlier run is still at work");
            assertThat(refused.holder()).startsWith("pid ");

            CountDownLatch waits = new CountDownLatch(1);
            CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> {
                try {
                    waits.await();
                    OnServer.execute(orphan, "INSERT INTO t VALUES (1)");
                    OnServer.execute(orphan, "COMMIT");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            server.database().awaitEarlierWork(LONG, waiting -> waits.countDown());
            assertThat(server.value("SELECT count(*) FROM t")).isEqualTo("1");
            commit.join();
            assertThat(lock.held()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void holdsTheWorkKeyInEveryStep(int major) throws Exception {
        try (OnServer server = OnServer.of(major, "CREATE TABLE t (free boolean)")) {
            Entry look = new Entry.Call("Look", connection -> {
                try (Connection other = server.connect()) {
                    String free = OnServer.value(
                            other, "SELECT pg_try_advisory_xact_lock(hashtextextended('turnstone-work:turnstone', 0))");
                    OnServer.execute(connection, "INSERT INTO t VALUES ('" + free + "')");
                }
            });
            server.transact(List.of(look));
            assertThat(server.value("SELECT free FROM t")).isEqualTo("f");
        }
    }
}
