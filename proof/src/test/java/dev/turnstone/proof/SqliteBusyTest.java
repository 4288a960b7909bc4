package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationException;
import dev.turnstone.MigrationListener;
import dev.turnstone.Migrator;
import dev.turnstone.Settings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A large transaction of somebody else keeps an SQLite database from being read at all.
class SqliteBusyTest {
    @TempDir
    private Path folder;

    @Test
    void aRunWaitsUntilItCanRead() throws SQLException {
        ProofDatabase database = OnSqlite.fresh(folder);
        ProofProject project = new ProofProject(folder).migration("1_a.sql", "CREATE TABLE a (id int);");
        try (Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            List<String> waited = new ArrayList<>();
            Migrator migrator = migrator(project, database, Duration.ofMinutes(5), event -> {
                if (event instanceof MigrationEvent.Waited waits) {
                    waited.add(waits.waiting().what());
                    rollback(statement);
                }
            });

            assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).hasSize(1);
            assertThat(waited).hasSize(1);
        }
    }

    @Test
    void aRunThatMayNotWaitLongerAndALookSayWhoIsInTheWay() throws SQLException {
        ProofDatabase database = OnSqlite.fresh(folder);
        ProofProject project = new ProofProject(folder).migration("1_a.sql", "CREATE TABLE a (id int);");
        try (Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            Migrator migrator = migrator(project, database, Duration.ZERO, event -> {});

            assertThatThrownBy(() -> migrator.migrate(MigrateOptions.ALL))
                    .isInstanceOf(MigrationException.LockNotAcquired.class)
                    .hasMessageStartingWith("cannot read ")
                    .hasMessageEndingWith("s; nothing was changed. Try again when it is done.");
            assertThatThrownBy(migrator::status).isInstanceOf(MigrationException.LockNotAcquired.class);
            rollback(statement);
            assertThat(migrator.status().standings()).hasSize(1);
        }
    }

    /// On SQLite there is one lock: whoever waits for another runner waits for anybody, and no longer than they said.
    @Test
    void aWriterIsNotWaitedForLongerThanAnotherRunner() throws SQLException {
        ProofDatabase database = OnSqlite.fresh(folder);
        ProofProject project = new ProofProject(folder).migration("1_a.sql", "CREATE TABLE a (id int);");
        List<MigrationEvent> retries = new ArrayList<>();
        Migrator migrator = migrator(project, database, Optional.empty(), Duration.ofMillis(200), event -> {
            if (event instanceof MigrationEvent.Retrying) {
                retries.add(event);
            }
        });
        try (Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> migrator.migrate(MigrateOptions.ALL))
                    .isInstanceOf(MigrationException.LockNotAcquired.class)
                    .hasMessageStartingWith("cannot create the history in ")
                    .hasMessageEndingWith("Nothing was changed. Run the same command again when it is done.");
            rollback(statement);
            migrator.migrate(MigrateOptions.ALL);
            project.migration("2_b.sql", "CREATE TABLE b (id int);");
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> migrator.migrate(MigrateOptions.ALL))
                    .isInstanceOf(MigrationException.LockNotAcquired.class)
                    .hasMessageContaining("Nothing of 2 was applied.");
            rollback(statement);
        }
        assertThat(retries).isEmpty();
        assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).hasSize(1);
    }

    private static Migrator migrator(
            ProofProject project, ProofDatabase database, Duration wait, MigrationListener listener) {
        return migrator(project, database, Optional.of(Duration.ofMillis(50)), wait, listener);
    }

    private static Migrator migrator(
            ProofProject project,
            ProofDatabase database,
            Optional<Duration> lockTimeout,
            Duration wait,
            MigrationListener listener) {
        Settings defaults = project.settings();
        Settings settings = new Settings(
                        defaults.locations(),
                        defaults.project(),
                        defaults.schema(),
                        defaults.role(),
                        defaults.outOfOrder(),
                        defaults.missingIsError(),
                        defaults.lockFileRequired(),
                        wait,
                        lockTimeout,
                        defaults.retryBudget(),
                        defaults.placeholders(),
                        defaults.cache(),
                        defaults.disposable(),
                        defaults.environment(),
                        defaults.hookCommands())
                .withOnExisting(Settings.OnExisting.RUN);
        return Migrator.builder()
                .url(database.url(), Optional.empty(), Optional.empty())
                .settings(settings)
                .listener(listener)
                .build();
    }

    private static void rollback(Statement statement) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
