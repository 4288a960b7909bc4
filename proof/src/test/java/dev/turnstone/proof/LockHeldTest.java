package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationEvent.Retrying;
import dev.turnstone.MigrationEvent.Waited;
import dev.turnstone.MigrationException.LockNotAcquired;
import dev.turnstone.migration.Version;
import dev.turnstone.testkit.PostgresServer;
import dev.turnstone.testkit.PostgresServer.FreshDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody else holds what a migration needs.
final class LockHeldTest {
    private static final Duration PATIENT = Duration.ofSeconds(60);

    @TempDir
    private Path project;

    @BeforeEach
    void files() {
        Projects.write(
                project,
                Map.of(
                        "1_base.sql", "CREATE TABLE t (a int);",
                        "2_column.sql", "CREATE TABLE with_it (a int); ALTER TABLE t ADD COLUMN b int;",
                        "3_last.sql", "CREATE TABLE last (a int);"));
    }

    @Test
    void repeatsTheStepAndNamesWhoBlocksIt() throws SQLException {
        try (FreshDatabase database = PostgresServer.shared(18).freshDatabase();
                Connection other = holding(database, "TABLE t")) {
            Events events = new Events().once(Retrying.class, () -> end(other));
            migrate(database, events, PATIENT);
            assertThat(events.all(Retrying.class).get(0).blockers())
                    .contains("t (AccessExclusive) held by pid ")
                    .contains("idle in transaction")
                    .contains("LOCK TABLE t");
            assertThat(events.all(Retrying.class).get(0).reason()).contains("lock timeout");
            assertThat(Truth.attempts(database.url())).containsExactly("1 completed", "2 completed", "3 completed");
            assertThat(Rows.value(
                            database.url(),
                            "SELECT lock_wait_ms >= 1000 FROM turnstone.schema_migrations WHERE version = '2'"))
                    .isEqualTo("t");
        }
    }

    @Test
    void givesUpAfterTheBudgetWithNothingApplied() throws SQLException {
        try (FreshDatabase database = PostgresServer.shared(18).freshDatabase();
                Connection other = holding(database, "TABLE t")) {
            LockNotAcquired blocked = catchThrowableOfType(
                    LockNotAcquired.class, () -> migrate(database, new Events(), Duration.ofSeconds(2)));
            assertThat(blocked.exitCode()).isEqualTo(4);
            assertThat(blocked).hasMessageContaining("2_column.sql:1").hasMessageContaining("Nothing of 2 was applied");
            assertThat(Truth.attempts(database.url())).containsExactly("1 completed", "2 failed");
            assertThat(Rows.value(database.url(), "SELECT to_regclass('with_it') IS NULL"))
                    .isEqualTo("t");
            end(other);
            migrate(database, new Events(), PATIENT);
            assertThat(Truth.attempts(database.url()))
                    .containsExactly("1 completed", "2 failed", "2 completed", "3 completed");
            Truth.validates(database.url(), project);
        }
    }

    @Test
    void waitsForAutovacuumOnTheTableToGiveWay() {
        try (PostgresServer server = PostgresServer.own(18, Map.of("autovacuum_naptime", "1s"))) {
            String url = server.jdbcUrl("postgres");
            var base = Projects.migrator(url, project, new Events())
                    .migrate(new MigrateOptions(Optional.of(Version.parse("1")), false, Optional.empty()));
            assertThat(base.migrations()).hasSize(1);
            Rows.execute(
                    url,
                    "ALTER TABLE t SET (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,"
                            + " autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1)");
            Rows.execute(url, "INSERT INTO t SELECT i FROM generate_series(1, 100000) i");
            Rows.execute(url, "DELETE FROM t");
            Rows.await(
                    url,
                    "SELECT count(*) = 1 FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid WHERE backend_type ="
                            + " 'autovacuum worker' AND l.relation = 't'::regclass AND l.mode ="
                            + " 'ShareUpdateExclusiveLock' AND l.granted AND a.wait_event = 'VacuumDelay'");
            Events events = new Events();
            var ignored = Projects.migrator(url, project, events).migrate(MigrateOptions.ALL);
            assertThat(events.all(Retrying.class)).isEmpty();
            assertThat(Truth.attempts(url)).containsExactly("1 completed", "2 completed", "3 completed");
        }
    }

    @Test
    void namesTheOtherRunnerAndGivesUpWhenItIsTooLong() throws SQLException {
        try (FreshDatabase database = PostgresServer.shared(18).freshDatabase();
                Connection other = DriverManager.getConnection(database.url())) {
            other.setAutoCommit(false);
            Rows.execute(other, "SELECT pg_advisory_xact_lock(hashtextextended('turnstone:turnstone', 0))");
            Events events = new Events();
            LockNotAcquired blocked = catchThrowableOfType(
                    LockNotAcquired.class,
                    () -> Projects.migrator(
                                    database.url(), Projects.settings(project, Duration.ofSeconds(1), PATIENT), events)
                            .migrate(MigrateOptions.ALL));
            assertThat(blocked.exitCode()).isEqualTo(4);
            assertThat(blocked)
                    .hasMessageContaining("another turnstone is running on this history")
                    .hasMessageContaining("held by pid")
                    .hasMessageContaining("user postgres")
                    .hasMessageContaining("Waited 1 s; nothing was changed")
                    .hasMessageContaining("--lock-wait");
            assertThat(events.all(Waited.class)).isNotEmpty();
            assertThat(Rows.value(database.url(), "SELECT to_regnamespace('turnstone') IS NULL"))
                    .isEqualTo("t");
        }
    }

    private Connection holding(FreshDatabase database, String what) throws SQLException {
        var base = Projects.migrator(database.url(), project, new Events())
                .migrate(new MigrateOptions(Optional.of(Version.parse("1")), false, Optional.empty()));
        assertThat(base.migrations()).hasSize(1);
        Connection other = DriverManager.getConnection(database.url());
        other.setAutoCommit(false);
        Rows.execute(other, "LOCK " + what + " IN ACCESS EXCLUSIVE MODE");
        return other;
    }

    private static void end(Connection other) {
        try {
            other.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void migrate(FreshDatabase database, Events events, Duration budget) {
        var ignored = Projects.migrator(database.url(), Projects.settings(project, PATIENT, budget), events)
                .migrate(MigrateOptions.ALL);
    }
}
