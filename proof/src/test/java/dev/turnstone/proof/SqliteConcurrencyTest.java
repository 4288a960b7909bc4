package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.Migrator;
import dev.turnstone.diagnostic.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Eight runners at once on one SQLite file, while an application goes on writing.
final class SqliteConcurrencyTest {
    private static final int RUNNERS = 8;
    private static final int ROUNDS = 50;
    private static final int PROCESSES_EVERY = 10;
    private static final int DOUBLES = 40;
    private static final Duration TURN = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    /// A schema, and many migrations that each double the counter and take a while; one of them rebuilds a table.
    private Path project() {
        Map<String, String> files = new TreeMap<>();
        files.put("1_tables.sql", """
                CREATE TABLE counter (n integer);
                INSERT INTO counter VALUES (1);
                CREATE TABLE big (a integer, b text);
                CREATE TABLE parent (id integer PRIMARY KEY);
                CREATE TABLE child (parent integer REFERENCES parent (id));
                """);
        for (int i = 1; i <= DOUBLES; i++) {
            files.put((i + 1) + "_double.sql", """
                    UPDATE counter SET n = n * 2;
                    INSERT INTO big WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 3000)
                        SELECT n, 'b' || n FROM up;
                    """);
        }
        files.put("90_index.sql", "CREATE INDEX big_a ON big (a);");
        files.put("91_vacuum.sql", "VACUUM;");
        files.put("92_last.sql", "UPDATE counter SET n = n * 2;");
        return Projects.write(folder, files);
    }

    private static void journal(String url, String mode) {
        assertThat(Rows.value(url, "PRAGMA journal_mode = " + mode)).isEqualTo(mode);
    }

    @ParameterizedTest
    @CsvSource({"wal, 6, 2", "delete, 8, 0"})
    void eachMigrationIsAppliedOnce(String mode, int threads, int processes, TestReporter reporter) throws Exception {
        reporter.publishEntry(
                "SQLite, " + mode, round("app.db", mode, threads, processes).toString());
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"wal", "delete"})
    void eachMigrationIsAppliedOnceFiftyTimes(String mode, TestReporter reporter) throws Exception {
        List<Duration> rounds = new ArrayList<>();
        for (int i = 1; i <= ROUNDS; i++) {
            int processes = i % PROCESSES_EVERY == 0 ? RUNNERS : 0;
            rounds.add(round("app" + i + ".db", mode, RUNNERS - processes, processes));
        }
        rounds.sort(Duration::compareTo);
        reporter.publishEntry(
                "SQLite, " + mode,
                rounds.size() + " rounds of " + RUNNERS + ", median " + rounds.get(rounds.size() / 2) + ", longest "
                        + rounds.get(rounds.size() - 1));
    }

    private Duration round(String name, String mode, int threads, int processes) throws Exception {
        Path project = project();
        Path file = folder.resolve(name);
        String url = "jdbc:sqlite:" + file;
        journal(url, mode);
        Supplier<Migrator> migrator = () -> Projects.migrator(url, project, event -> {});
        List<RunnerProcess> started = new ArrayList<>();
        try {
            for (int i = 0; i < processes; i++) {
                started.add(RunnerProcess.start(url, project));
            }
            Together.Round round = Together.migrate(threads, migrator, started);
            truth(url, round, migrator.get());
            return round.duration();
        } finally {
            started.forEach(RunnerProcess::close);
            Files.deleteIfExists(file);
        }
    }

    private static void truth(String url, Together.Round round, Migrator migrator) {
        int all = DOUBLES + 4;
        assertThat(round.applied()).isEqualTo(all);
        assertThat(Rows.of(url, "SELECT n, (SELECT count(*) FROM big) FROM counter"))
                .containsExactly((1L << (DOUBLES + 1)) + "|" + DOUBLES * 3000);
        assertThat(Rows.of(
                        url,
                        "SELECT count(*), count(DISTINCT version), min(status), max(status)"
                                + " FROM turnstone_schema_migrations"))
                .containsExactly(all + "|" + all + "|completed|completed");
        assertThat(migrator.validate().diagnostics()).noneMatch(found -> found.severity() == Severity.ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wal", "delete"})
    void anApplicationGetsItsTurn(String mode, TestReporter reporter) throws Exception {
        Path project = project();
        String url = "jdbc:sqlite:" + folder.resolve("busy.db");
        journal(url, mode);
        Rows.execute(url, "CREATE TABLE visits (n integer)");
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch writes = new CountDownLatch(1);
        CompletableFuture<Visits> application = CompletableFuture.supplyAsync(() -> visit(url, over, writes));
        writes.await();
        Together.Round round;
        try {
            round = Together.migrate(RUNNERS, () -> Projects.migrator(url, project, event -> {}), List.of());
        } finally {
            over.set(true);
        }
        Visits visits = application.join();
        reporter.publishEntry(
                "SQLite, " + mode,
                "8 runners " + round.duration() + ", " + visits.count() + " writes beside them, longest wait "
                        + visits.longest());
        truth(url, round, Projects.migrator(url, project, event -> {}));
        assertThat(Rows.value(url, "SELECT count(*) FROM visits")).isEqualTo(Integer.toString(visits.count()));
        assertThat(visits.count()).isGreaterThan(10);
        assertThat(visits.longest()).isLessThan(TURN);
    }

    /// What an application that never pauses has seen.
    private record Visits(int count, Duration longest) {}

    private static Visits visit(String url, AtomicBoolean over, CountDownLatch writes) {
        int count = 0;
        Duration longest = Duration.ZERO;
        try (Connection connection = DriverManager.getConnection(url)) {
            Rows.execute(connection, "PRAGMA busy_timeout = 5000");
            while (!over.get()) {
                long began = System.nanoTime();
                Rows.execute(connection, "INSERT INTO visits VALUES (1)");
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                longest = took.compareTo(longest) > 0 ? took : longest;
                count++;
                writes.countDown();
            }
            return new Visits(count, longest);
        } catch (SQLException e) {
            throw new IllegalStateException("the application was turned away after " + count + " writes", e);
        } finally {
            writes.countDown();
        }
    }
}
