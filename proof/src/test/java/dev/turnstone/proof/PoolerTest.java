package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationException;
import dev.turnstone.MigrationException.DatabaseUnavailable;
import dev.turnstone.MigrationException.Refused;
import dev.turnstone.Migrator;
import dev.turnstone.testkit.PgBouncer;
import dev.turnstone.testkit.PostgresServer;
import dev.turnstone.testkit.PostgresServer.FreshDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A transaction pooler between: what works through it, what is refused, and that nothing stays behind in it.
final class PoolerTest {
    private static final String SESSION = "SELECT current_setting('search_path'), current_setting('lock_timeout'),"
            + " current_setting('statement_timeout'), current_setting('application_name'), current_user, session_user,"
            + " current_setting('work_mem'), current_setting('synchronous_commit')";
    private static final String NOTHING = "SELECT to_regnamespace('turnstone') IS NULL, to_regclass('t') IS NULL";

    @TempDir
    private Path project;

    @BeforeEach
    void needsPgBouncer() {
        Assumptions.assumeTrue(
                PgBouncer.isInstalled(), "left out: PgBouncer is not installed (Debian: apt-get install pgbouncer)");
    }

    private Migrator migrator(String url, Optional<String> direct) {
        Migrator.Builder builder = Migrator.builder()
                .url(url, Optional.empty(), Optional.empty())
                .settings(Projects.settings(project))
                .listener(event -> {});
        direct.ifPresent(server -> builder.directUrl(server, Optional.empty(), Optional.empty()));
        return builder.build();
    }

    private void migrations() {
        Projects.write(
                project,
                Map.of(
                        "1_table.sql", "CREATE TABLE t (a int);",
                        "2_index.sql", "CREATE INDEX CONCURRENTLY t_a ON t (a);",
                        "3_more.sql", "INSERT INTO t VALUES (1);"));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void refusesAPoolOfOneConnection(int major) {
        migrations();
        PostgresServer server = PostgresServer.shared(major);
        try (FreshDatabase database = server.freshDatabase();
                PgBouncer bouncer = PgBouncer.before(server.port(), 1)) {
            long began = System.nanoTime();
            DatabaseUnavailable refused = catchThrowableOfType(
                    DatabaseUnavailable.class,
                    () -> migrator(bouncer.through(database.url()), Optional.empty())
                            .migrate(MigrateOptions.ALL));
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(15));
            assertThat(refused)
                    .hasMessageContaining("a second connection was not served within 5 s while the first held the"
                            + " runner's lock: the pool between has one connection only. Turnstone needs two; enlarge"
                            + " the pool or give direct-url")
                    .hasMessageContaining("Nothing was changed");
            assertThat(refused.exitCode()).isEqualTo(6);
            assertThat(Rows.of(database.url(), NOTHING)).containsExactly("t|t");
        }
    }

    @ParameterizedTest
    @CsvSource({"14, 1", "18, 1", "18, 2"})
    void worksWithADirectConnectionBeside(int major, int poolSize) {
        migrations();
        PostgresServer server = PostgresServer.shared(major);
        try (FreshDatabase database = server.freshDatabase();
                PgBouncer bouncer = PgBouncer.before(server.port(), poolSize)) {
            Rows.execute(database.url(), "ALTER DATABASE " + database.name() + " SET statement_timeout = '50s'");
            Migrator migrator = migrator(bouncer.through(database.url()), Optional.of(database.url()));
            assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).hasSize(3);
            assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).isEmpty();
            assertThat(Rows.value(database.url(), "SELECT indisvalid FROM pg_index WHERE indexrelid = 't_a'::regclass"))
                    .isEqualTo("t");
        }
    }

    @ParameterizedTest
    @CsvSource({"14, lock_timeout", "18, statement_timeout", "18, transaction_timeout"})
    void refusesLoneStatementsUnderTheServersTimeouts(int major, String timeout) {
        migrations();
        PostgresServer server = PostgresServer.shared(major);
        try (FreshDatabase database = server.freshDatabase();
                PgBouncer bouncer = PgBouncer.before(server.port(), 2)) {
            Rows.execute(database.url(), "ALTER DATABASE " + database.name() + " SET " + timeout + " = '50s'");
            Refused refused = refusal(bouncer.through(database.url()));
            assertThat(refused.exitCode()).isEqualTo(5);
            assertThat(refused.diagnostics()).singleElement().satisfies(found -> {
                assertThat(found.message())
                        .startsWith("CREATE INDEX CONCURRENTLY: a transaction pooler stands between, and the server's"
                                + " lock_timeout, statement_timeout or transaction_timeout is on");
                assertThat(found.location().orElseThrow()).hasToString("migrations/2_index.sql:1");
            });
            assertThat(Rows.of(database.url(), NOTHING)).containsExactly("t|t");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void refusesLoneStatementsThatNeedASetting(int major) {
        migrations();
        Projects.write(
                project,
                Map.of("4_set.sql", "SET maintenance_work_mem = '99MB';\nCREATE INDEX CONCURRENTLY t_b ON t (a);"));
        PostgresServer server = PostgresServer.shared(major);
        try (FreshDatabase database = server.freshDatabase();
                PgBouncer bouncer = PgBouncer.before(server.port(), 2)) {
            Refused refused = refusal(bouncer.through(database.url()));
            assertThat(refused.diagnostics())
                    .singleElement()
                    .satisfies(found -> assertThat(found.message())
                            .contains(
                                    "the role or the settings that this statement needs would stay with a connection"));
            assertThat(Rows.of(database.url(), NOTHING)).containsExactly("t|t");
            assertThat(migrator(bouncer.through(database.url()), Optional.of(database.url()))
                            .migrate(MigrateOptions.ALL)
                            .migrations())
                    .hasSize(4);
        }
    }

    private Refused refusal(String url) {
        return catchThrowableOfType(
                Refused.class, () -> migrator(url, Optional.empty()).migrate(MigrateOptions.ALL));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void leavesNothingForTheNextClient(int major) throws SQLException {
        String lowly = "lowly_client_" + major;
        Projects.write(
                project,
                Map.of(
                        "1_table.sql",
                                "CREATE TABLE t (a int); CREATE SCHEMA other; GRANT ALL ON SCHEMA other TO " + lowly,
                        "2_index.sql", "CREATE INDEX CONCURRENTLY t_a ON t (a);",
                        "3_settings.sql",
                                "SET search_path = other; SET lock_timeout = '3s'; SET statement_timeout = '4s';"
                                        + " SET application_name = 'me'; SET work_mem = '9MB'; SET ROLE " + lowly + ";"
                                        + " CREATE TABLE mine (a int);",
                        "4_fails.sql", "SET work_mem = '8MB'; SET SESSION AUTHORIZATION " + lowly + "; SELECT 1 / 0;"));
        PostgresServer server = PostgresServer.shared(major);
        try (FreshDatabase database = server.freshDatabase();
                PgBouncer bouncer = PgBouncer.before(server.port(), 2)) {
            Rows.execute(database.url(), "CREATE ROLE " + lowly);
            String url = bouncer.through(database.url());
            List<String> before = everyConnection(url, 2);
            MigrationException failed = catchThrowableOfType(
                    MigrationException.class,
                    () -> migrator(url, Optional.empty()).migrate(MigrateOptions.ALL));
            assertThat(failed.exitCode()).isEqualTo(3);
            assertThat(Rows.value(database.url(), "SELECT tableowner FROM pg_tables WHERE tablename = 'mine'"))
                    .isEqualTo(lowly);
            assertThat(Rows.of(database.url(), "SELECT version FROM turnstone.schema_migrations ORDER BY id"))
                    .containsExactly("1", "2", "3", "4");
            assertThat(everyConnection(url, 2)).isEqualTo(before);
            Rows.execute(database.url(), "DROP OWNED BY " + lowly);
            Rows.execute(database.url(), "DROP ROLE " + lowly);
        }
    }

    /// What clients find that hold all connections of the pool at once.
    private static List<String> everyConnection(String url, int poolSize) throws SQLException {
        List<Connection> clients = new ArrayList<>();
        List<String> found = new ArrayList<>();
        try {
            for (int i = 0; i < poolSize; i++) {
                Connection client = DriverManager.getConnection(url + "&prepareThreshold=0");
                clients.add(client);
                client.setAutoCommit(false);
                found.addAll(Rows.of(client, SESSION));
            }
        } finally {
            for (Connection client : clients) {
                client.rollback();
                client.close();
            }
        }
        assertThat(found).hasSize(poolSize);
        return found;
    }
}
