package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.Migrator;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.testkit.PgBouncer;
import dev.turnstone.testkit.PostgresServer;
import dev.turnstone.testkit.PostgresServer.FreshDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Eight runners at once: each migration is applied exactly once, also where statements stand alone.
final class ConcurrencyTest {
    private static final int RUNNERS = 8;
    private static final int ROUNDS = 50;
    /// How often a round of the full form is one of processes.
    private static final int PROCESSES_EVERY = 10;

    /// Every migration doubles the counter, so that one that runs twice shows.
    private static final Map<String, String> MIGRATIONS = Map.of(
            "1_tables.sql",
            """
            CREATE TABLE counter (n bigint);
            INSERT INTO counter VALUES (1);
            CREATE TABLE applied (version int);
            INSERT INTO applied VALUES (1);
            CREATE TABLE t (a int, b text);
            INSERT INTO t SELECT n, 'b' || n FROM generate_series(1, 2000) n;
            CREATE TABLE p (a int) PARTITION BY RANGE (a);
            CREATE TABLE q PARTITION OF p FOR VALUES FROM (0) TO (9);
            """,
            "2_double.sql",
            "UPDATE counter SET n = n * 2; INSERT INTO applied VALUES (2);",
            "3_index.sql",
            "CREATE INDEX CONCURRENTLY t_a ON t (a);",
            "4_double.sql",
            "UPDATE counter SET n = n * 2; INSERT INTO applied VALUES (4);",
            "5_reindex.sql",
            "REINDEX TABLE CONCURRENTLY t;",
            "6_detach.sql",
            "ALTER TABLE p DETACH PARTITION q CONCURRENTLY;",
            "7_mixed.sql",
            """
            UPDATE counter SET n = n * 2;
            CREATE UNIQUE INDEX CONCURRENTLY t_b ON t (b) WHERE a > 10;
            UPDATE counter SET n = n * 2;
            INSERT INTO applied VALUES (7);
            """,
            "8_double.sql",
            "UPDATE counter SET n = n * 2; INSERT INTO applied VALUES (8);");

    private static final String TRUTH = "SELECT (SELECT n FROM counter), (SELECT string_agg(version::text, ' ' ORDER BY"
            + " version) FROM applied), (SELECT count(*) FROM pg_inherits), (SELECT string_agg(c.relname || ' ' ||"
            + " i.indisvalid, ' ' ORDER BY c.relname) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            + " WHERE i.indrelid = 't'::regclass), (SELECT string_agg(version || ' ' || status, ', ' ORDER BY id)"
            + " FROM turnstone.schema_migrations)";
    private static final String EXPECTED = "32|1 2 4 7 8|0|t_a true t_b true|1 completed, 2 completed, 3 completed,"
            + " 4 completed, 5 completed, 6 completed, 7 completed, 8 completed";

    @TempDir
    private Path project;

    @ParameterizedTest
    @CsvSource({"14, 6, 2", "18, 8, 0"})
    void eachMigrationIsAppliedOnce(int major, int threads, int processes, TestReporter reporter) throws Exception {
        try (FreshDatabase database = PostgresServer.shared(major).freshDatabase()) {
            reporter.publishEntry(
                    major + " directly",
                    round(database, database.url(), threads, processes).toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"14, 20, 8, 0", "18, 2, 8, 0"})
    void eachMigrationIsAppliedOnceThroughAPooler(
            int major, int poolSize, int threads, int processes, TestReporter reporter) throws Exception {
        needsPgBouncer();
        PostgresServer server = PostgresServer.shared(major);
        try (FreshDatabase database = server.freshDatabase();
                PgBouncer bouncer = PgBouncer.before(server.port(), poolSize)) {
            Duration took = round(database, bouncer.through(database.url()), threads, processes);
            reporter.publishEntry(major + " with a pool of " + poolSize, took.toString());
        }
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"14, 0", "18, 0", "14, 2", "18, 2", "14, 20", "18, 20"})
    void eachMigrationIsAppliedOnceFiftyTimes(int major, int poolSize, TestReporter reporter) throws Exception {
        PostgresServer server = PostgresServer.shared(major);
        List<Duration> rounds = new ArrayList<>();
        if (poolSize == 0) {
            rounds(server, url -> url, rounds);
        } else {
            needsPgBouncer();
            try (PgBouncer bouncer = PgBouncer.before(server.port(), poolSize)) {
                rounds(server, bouncer::through, rounds);
            }
        }
        rounds.sort(Duration::compareTo);
        reporter.publishEntry(
                "PostgreSQL " + major + (poolSize == 0 ? " directly" : " with a pool of " + poolSize),
                rounds.size() + " rounds of " + RUNNERS + ", median " + rounds.get(rounds.size() / 2) + ", longest "
                        + rounds.get(rounds.size() - 1));
    }

    private void rounds(PostgresServer server, java.util.function.UnaryOperator<String> way, List<Duration> rounds)
            throws Exception {
        for (int i = 1; i <= ROUNDS; i++) {
            int processes = i % PROCESSES_EVERY == 0 ? RUNNERS : 0;
            try (FreshDatabase database = server.freshDatabase()) {
                rounds.add(round(database, way.apply(database.url()), RUNNERS - processes, processes));
            }
        }
    }

    private Duration round(FreshDatabase database, String url, int threads, int processes) throws Exception {
        Projects.write(project, MIGRATIONS);
        Supplier<Migrator> migrator = () -> Projects.migrator(url, project, event -> {});
        List<RunnerProcess> started = new ArrayList<>();
        try {
            for (int i = 0; i < processes; i++) {
                started.add(RunnerProcess.start(url, project));
            }
            Together.Round round = Together.migrate(threads, migrator, started);
            assertThat(round.applied()).isEqualTo(MIGRATIONS.size());
            assertThat(Rows.of(database.url(), TRUTH)).containsExactly(EXPECTED);
            assertThat(migrator.get().validate().diagnostics()).noneMatch(found -> found.severity() == Severity.ERROR);
            return round.duration();
        } finally {
            started.forEach(RunnerProcess::close);
        }
    }

    private static void needsPgBouncer() {
        Assumptions.assumeTrue(
                PgBouncer.isInstalled(), "left out: PgBouncer is not installed (Debian: apt-get install pgbouncer)");
    }
}
