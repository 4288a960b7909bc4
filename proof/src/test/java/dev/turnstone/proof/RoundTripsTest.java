package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationEvent.ProtocolPoint;
import dev.turnstone.Migrator;
import dev.turnstone.RunReport;
import dev.turnstone.testkit.PostgresServer;
import dev.turnstone.testkit.PostgresServer.FreshDatabase;
import dev.turnstone.testkit.TcpProxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How often a run waits for the server, counted on the wire.
final class RoundTripsTest {
    /// What reading the schema at the end of a run may cost: one read, whatever its size.
    private static final int FINGERPRINT = 44;

    @TempDir
    private Path project;

    @ParameterizedTest
    @CsvSource({"14, 1, 1", "18, 1, 1", "18, 248, 1", "18, 1000, 5", "14, 5000, 21", "18, 5000, 21"})
    void aTransactionTakesOneRoundTripForEvery250Statements(int major, int statements, int most) {
        PostgresServer server = PostgresServer.shared(major);
        Projects.write(
                project,
                Map.of(
                        "1_table.sql", "CREATE TABLE t (a int);",
                        "2_many.sql", "INSERT INTO t VALUES (1);\n".repeat(statements),
                        "3_few.sql", "CREATE TABLE u (a int);"));
        try (FreshDatabase database = server.freshDatabase();
                TcpProxy proxy = TcpProxy.to(server.port())) {
            AtomicLong before = new AtomicLong();
            AtomicLong longest = new AtomicLong();
            AtomicLong steps = new AtomicLong();
            Migrator migrator = Projects.migrator(proxy.through(database.url()), project, event -> {
                if (event.equals(new MigrationEvent.Reached(ProtocolPoint.STEP_SENT))) {
                    before.set(proxy.roundTrips());
                } else if (event.equals(new MigrationEvent.Reached(ProtocolPoint.STEP_COMMITTED))) {
                    long trips = proxy.roundTrips() - before.get();
                    steps.addAndGet(trips);
                    longest.accumulateAndGet(trips, Math::max);
                }
            });
            assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).hasSize(3);
            assertThat(longest.get()).isBetween(1L, (long) most);
            assertThat(steps.get()).isEqualTo(longest.get() + 2);
            assertThat(Rows.value(database.url(), "SELECT count(*) FROM t")).isEqualTo(Integer.toString(statements));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void whatSurroundsTheStepsDoesNotGrowWithThem(int major) {
        long one = tripsOf(major, 1) - 1;
        long fifty = tripsOf(major, 50) - 50;
        assertThat(fifty).isEqualTo(one).isLessThanOrEqualTo(24 + FINGERPRINT);
    }

    private long tripsOf(int major, int migrations) {
        PostgresServer server = PostgresServer.shared(major);
        Path folder = project.resolve(migrations + "-migrations");
        for (int i = 1; i <= migrations; i++) {
            Projects.write(folder, Map.of(i + "_table.sql", "CREATE TABLE t" + i + " (a int);"));
        }
        try (FreshDatabase database = server.freshDatabase();
                TcpProxy proxy = TcpProxy.to(server.port())) {
            RunReport report = Projects.migrator(proxy.through(database.url()), folder, event -> {})
                    .migrate(MigrateOptions.ALL);
            assertThat(report.migrations()).hasSize(migrations);
            return proxy.roundTrips();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void nothingToDoCostsTwoQueriesAndNoLock(int major) throws SQLException {
        PostgresServer server = PostgresServer.shared(major);
        Projects.write(project, Map.of("1_table.sql", "CREATE TABLE t (a int);"));
        try (FreshDatabase database = server.freshDatabase();
                TcpProxy proxy = TcpProxy.to(server.port());
                Connection holder = DriverManager.getConnection(database.url())) {
            String url = proxy.through(database.url());
            Migrator migrator = Projects.migrator(url, project, event -> {});
            assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).hasSize(1);

            proxy.resetCounts();
            DriverManager.getConnection(url).close();
            long connecting = proxy.roundTrips();

            Rows.execute(holder, "SELECT pg_advisory_lock(hashtextextended('turnstone:turnstone', 0))");
            proxy.resetCounts();
            assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).isEmpty();
            assertThat(proxy.connections()).isEqualTo(1);
            assertThat(proxy.roundTrips() - connecting).isEqualTo(2);
        }
    }

    @Test
    void nothingToDoTakesNoLockOnSqlite() throws SQLException {
        Projects.write(project, Map.of("1_table.sql", "CREATE TABLE t (a int);"));
        Path file = project.resolve("app.db");
        Migrator migrator = Migrator.builder()
                .url("sqlite:" + file, Optional.empty(), Optional.empty())
                .settings(new ProofProject(project).settings())
                .listener(event -> {})
                .build();
        assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).hasSize(1);
        try (Connection holder = DriverManager.getConnection("jdbc:sqlite:" + file + "-turnstone");
                Connection writer = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            Rows.execute(holder, "BEGIN EXCLUSIVE");
            Rows.execute(writer, "BEGIN IMMEDIATE");
            assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).isEmpty();
        }
    }
}
