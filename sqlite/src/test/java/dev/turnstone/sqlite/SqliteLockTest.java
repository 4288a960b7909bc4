package dev.turnstone.sqlite;

import static dev.turnstone.sqlite.SqliteFile.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.LockUnavailable;
import dev.turnstone.dialect.RunnerLock;
import dev.turnstone.dialect.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLockTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private SqliteFile file = new SqliteFile(Path.of("app.db"));

    @BeforeEach
    void place() {
        file = new SqliteFile(folder.resolve("app.db"));
    }

    @Test
    void endsWithItsProcess() throws Exception {
        try (Database database = file.open()) {
            SqliteFile.single(database, "CREATE TABLE a (id)");
            Process holder = LockHolder.start(file.path());
            try {
                List<Waiting> heard = new ArrayList<>();
                LockUnavailable refused = catchThrowableOfType(
                        LockUnavailable.class,
                        () -> database.lock(Duration.ofMillis(100), heard::add).close());
                assertThat(refused).isNotNull();
                assertThat(heard).isNotEmpty();
                if (Files.isReadable(Path.of("/proc/locks"))) {
                    assertThat(refused.holder()).contains("pid " + holder.pid());
                    assertThat(database.blockers(List.of())).contains("pid " + holder.pid());
                }
            } finally {
                holder.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
            try (RunnerLock lock = database.lock(LONG, waiting -> {})) {
                database.awaitEarlierWork(LONG, waiting -> {});
                assertThat(lock.held()).isTrue();
                assertThat(value(database, "SELECT group_concat(name) FROM sqlite_master"))
                        .isEqualTo("a");
                SqliteFile.single(database, "CREATE TABLE b (id)");
            }
        }
    }

    @Test
    void keepsTheDatabaseOpenForApplications() throws Exception {
        try (Database database = file.open();
                RunnerLock lock = database.lock(LONG, waiting -> {});
                Connection application = file.application(Duration.ZERO)) {
            SqliteFile.execute(application, "CREATE TABLE app (id)");
            assertThat(lock.held()).isTrue();
            assertThat(Files.size(folder.resolve("app.db-turnstone"))).isZero();
        }
        assertThat(folder.resolve("app.db-turnstone")).exists();
    }

    @Test
    void isTheSameByEveryName() throws Exception {
        try (Database database = file.open()) {
            SqliteFile.single(database, "CREATE TABLE a (id)");
            Path link = Files.createSymbolicLink(folder.resolve("link.db"), file.path());
            try (RunnerLock lock = database.lock(LONG, waiting -> {});
                    Database linked = new SqliteFile(link).open()) {
                assertThat(lock.held()).isTrue();
                assertThat(catchThrowableOfType(
                                LockUnavailable.class,
                                () -> linked.lock(Duration.ofMillis(50), waiting -> {})
                                        .close()))
                        .isNotNull();
            }
        }
    }

    @Test
    void isLostWhenItsFileIsRemoved() throws Exception {
        try (Database database = file.open();
                RunnerLock lock = database.lock(LONG, waiting -> {})) {
            assertThat(lock.held()).isTrue();
            Files.delete(folder.resolve("app.db-turnstone"));
            assertThat(lock.held()).isFalse();
        }
    }

    @Test
    void isNotNeededInMemory() throws Exception {
        try (Database database = SqliteFile.open("sqlite::memory:");
                RunnerLock lock = database.lock(LONG, waiting -> {})) {
            assertThat(lock.held()).isTrue();
            assertThat(database.facts().label()).isEqualTo(":memory:");
            SqliteFile.single(database, "CREATE TABLE a (id)");
        }
    }

    /// Eight runners: whoever finds the table empty writes into it, without looking again.
    @Test
    void letsEightRunnersInOneByOne() throws Exception {
        try (Database database = file.open()) {
            SqliteFile.single(database, "CREATE TABLE done (id)");
        }
        for (int round = 0; round < 10; round++) {
            List<Future<Boolean>> runners = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                for (int i = 0; i < 8; i++) {
                    int number = round;
                    runners.add(threads.submit(() -> {
                        try (Database database = file.open();
                                RunnerLock lock = database.lock(LONG, waiting -> {})) {
                            String there = value(database, "SELECT count(*) FROM done WHERE id = " + number);
                            if (there.equals("0")) {
                                SqliteFile.shared(database, "INSERT INTO done VALUES (" + number + ")");
                                database.flush();
                            }
                            return lock.held() && there.equals("0");
                        }
                    }));
                }
                int first = 0;
                for (Future<Boolean> runner : runners) {
                    first += runner.get(60, TimeUnit.SECONDS) ? 1 : 0;
                }
                assertThat(first).isEqualTo(1);
            }
        }
        try (Database database = file.open()) {
            assertThat(value(database, "SELECT count(*) FROM done")).isEqualTo("10");
        }
    }
}
