package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationEvent.Started;
import dev.turnstone.MigrationException;
import dev.turnstone.MigrationException.HistoryConflict;
import dev.turnstone.MigrationException.Refused;
import dev.turnstone.MigrationException.StatementFailed;
import dev.turnstone.testkit.PostgresServer;
import dev.turnstone.testkit.PostgresServer.FreshDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The database may not, or no longer, be written.
final class UnwritableTest {
    @TempDir
    private Path project;

    @BeforeEach
    void files() {
        Projects.write(
                project, Map.of("1_base.sql", "CREATE TABLE t (a int);", "2_more.sql", "CREATE TABLE more (a int);"));
    }

    @Test
    void tellsThatAPrivilegeWasLostBetweenPlanAndRun() {
        try (FreshDatabase database = PostgresServer.shared(18).freshDatabase()) {
            String url = asApplication(database);
            Events events = new Events()
                    .atStartOf("2", () -> Rows.execute(database.url(), "REVOKE CREATE ON SCHEMA public FROM app"));
            StatementFailed denied = catchThrowableOfType(StatementFailed.class, () -> migrate(url, events));
            assertThat(denied.exitCode()).isEqualTo(3);
            assertThat(denied)
                    .hasMessageContaining("2_more.sql:1")
                    .hasMessageContaining("permission denied for schema public (42501)")
                    .hasMessageContaining("Nothing of 2 was applied; the 1 before it in this run stay");
            assertThat(Truth.attempts(database.url())).containsExactly("1 completed", "2 failed");
            Rows.execute(database.url(), "GRANT CREATE ON SCHEMA public TO app");
            migrate(url, new Events());
            Truth.validates(database.url(), project);
        }
    }

    @Test
    void appliesNothingThatItCannotRecord() {
        try (FreshDatabase database = PostgresServer.shared(18).freshDatabase()) {
            String url = asApplication(database);
            Events events = new Events()
                    .atStartOf(
                            "2",
                            () -> Rows.execute(
                                    database.url(), "REVOKE INSERT ON turnstone.schema_migrations FROM app"));
            MigrationException denied = catchThrowableOfType(MigrationException.class, () -> migrate(url, events));
            assertThat(denied.exitCode()).isIn(3, 5);
            assertThat(denied)
                    .hasMessageContaining("cannot write the history of 2")
                    .hasMessageContaining("permission denied for table schema_migrations (42501)")
                    .hasMessageContaining("What was committed before stays; the next run goes on from there");
            assertThat(Truth.attempts(database.url())).containsExactly("1 completed");
            assertThat(Rows.value(database.url(), "SELECT to_regclass('more') IS NULL"))
                    .isEqualTo("t");
        }
    }

    @Test
    void refusesADatabaseWhoseTransactionsOnlyRead() {
        try (FreshDatabase database = PostgresServer.shared(18).freshDatabase()) {
            Rows.execute(
                    database.url(), "ALTER DATABASE " + database.name() + " SET default_transaction_read_only = on");
            Refused refused = catchThrowableOfType(Refused.class, () -> migrate(database.url(), new Events()));
            assertThat(refused.exitCode()).isEqualTo(5);
            assertThat(refused)
                    .hasMessageContaining(database.name() + " cannot be written")
                    .hasMessageContaining("default_transaction_read_only is on")
                    .hasMessageContaining("Nothing was changed");
            assertThat(Rows.value(database.url(), "SELECT to_regnamespace('turnstone') IS NULL"))
                    .isEqualTo("t");
        }
    }

    @Test
    void refusesAStandby() throws IOException {
        try (PostgresServer server = PostgresServer.own(18)) {
            server.kill();
            Path data = server.directory().resolve("data");
            Path signal = Files.createFile(data.resolve("standby.signal"));
            Files.setAttribute(signal, "unix:uid", Files.getAttribute(data, "unix:uid"));
            server.restart();
            String url = server.jdbcUrl("postgres");
            Refused refused = catchThrowableOfType(Refused.class, () -> migrate(url, new Events()));
            assertThat(refused.exitCode()).isEqualTo(5);
            assertThat(refused)
                    .hasMessageContaining(
                            "cannot be written: it is a standby, which only reads; connect to the primary")
                    .hasMessageContaining("Nothing was changed");
        }
    }

    @Test
    void refusesAnSqliteFileThatIsOpenedToReadOnly() {
        String file = "jdbc:sqlite:" + project.resolve("app.db");
        Rows.execute(file, "CREATE TABLE existing (a int)");
        Refused refused = catchThrowableOfType(Refused.class, () -> migrate(file + "?open_mode=1", new Events()));
        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(refused).hasMessageContaining("cannot be written: ").hasMessageContaining("Nothing was changed");
        assertThat(Rows.of(file, "SELECT name FROM sqlite_master")).containsExactly("existing");
    }

    @Test
    void refusesAHistoryOfANewerFormat() {
        try (FreshDatabase database = PostgresServer.shared(18).freshDatabase()) {
            migrate(database.url(), new Events());
            Rows.execute(
                    database.url(),
                    "COMMENT ON TABLE turnstone.schema_migrations IS 'Turnstone history, format 99: …'");
            Projects.write(project, Map.of("3_new.sql", "CREATE TABLE new (a int);"));
            HistoryConflict conflict =
                    catchThrowableOfType(HistoryConflict.class, () -> migrate(database.url(), new Events()));
            assertThat(conflict.exitCode()).isEqualTo(1);
            assertThat(conflict)
                    .hasMessageContaining("was written by a newer Turnstone (format 99")
                    .hasMessageContaining("Nothing was read or changed")
                    .hasMessageContaining("Use that version or a newer one");
            assertThat(Truth.attempts(database.url())).containsExactly("1 completed", "2 completed");
        }
    }

    @Test
    void countsTheOrderOfAttemptsAndNotTheClock() {
        try (FreshDatabase database = PostgresServer.shared(18).freshDatabase()) {
            migrate(database.url(), new Events());
            Rows.execute(
                    database.url(),
                    "UPDATE turnstone.schema_migrations SET started_at = now() + interval '1 day', completed_at = now() +"
                            + " interval '2 days' WHERE version = '2'");
            Projects.write(project, Map.of("3_steps.sql", "CREATE TYPE e AS ENUM ('a'); VACUUM t;"));
            Events events = new Events()
                    .once(
                            dev.turnstone.MigrationEvent.StepStarted.class,
                            () -> Rows.execute(
                                    database.url(),
                                    "UPDATE turnstone.schema_migrations SET started_at = now() + interval '3 days' WHERE"
                                            + " version = '3'"));
            migrate(database.url(), events);
            assertThat(events.all(Started.class)).hasSize(1);
            assertThat(Rows.of(
                            database.url(),
                            "SELECT version, status, duration_ms >= 0 FROM turnstone.schema_migrations ORDER BY id"))
                    .containsExactly("1|completed|t", "2|completed|t", "3|completed|t");
            Truth.validates(database.url(), project);
        }
    }

    private void migrate(String url, Events events) {
        var ignored = Projects.migrator(url, project, events).migrate(MigrateOptions.ALL);
    }

    private static String asApplication(FreshDatabase database) {
        Rows.execute(
                database.url(),
                "DO $$ BEGIN CREATE ROLE app LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
        Rows.execute(database.url(), "GRANT CREATE ON SCHEMA public TO app");
        Rows.execute(database.url(), "GRANT CREATE ON DATABASE " + database.name() + " TO app");
        return database.url().replace("user=postgres", "user=app");
    }
}
