package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationException.DatabaseUnavailable;
import dev.turnstone.testkit.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server is killed while commits that it has not yet written to the disk are behind a step.
final class ServerKilledTest {
    private static final int PLAIN = 40;

    @TempDir
    private Path project;

    /// The background writer of the log leaves asynchronous commits in memory for as long as it may.
    private static final Map<String, String> LATE = Map.of("wal_writer_delay", "10s", "wal_writer_flush_after", "1GB");

    @Test
    void goesOnWithWhatTheServerHasLost() {
        files();
        try (PostgresServer server = PostgresServer.own(18, LATE)) {
            String url = server.jdbcUrl("postgres");
            CompletableFuture<Void> run = CompletableFuture.runAsync(() -> migrate(url, Duration.ofSeconds(60)));
            killDuringTheSlowOne(server, url);
            server.restart();
            run.join();
            complete(url);
        }
    }

    @Test
    void leavesHistoryAndTablesInAgreement() {
        files();
        try (PostgresServer server = PostgresServer.own(18, LATE)) {
            String url = server.jdbcUrl("postgres");
            CompletableFuture<DatabaseUnavailable> run = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(DatabaseUnavailable.class, () -> migrate(url, Duration.ofSeconds(1))));
            killDuringTheSlowOne(server, url);
            DatabaseUnavailable lost = run.join();
            assertThat(lost.exitCode()).isEqualTo(6);
            assertThat(lost)
                    .hasMessageContaining("was lost and did not come back")
                    .hasMessageContaining("the next run finds out and goes on");
            server.restart();
            assertThat(applied(url)).isEqualTo(tables(url));
            migrate(url, Duration.ofSeconds(10));
            complete(url);
        }
    }

    private void files() {
        Projects.write(project, Map.of("1_log.sql", "CREATE TABLE log (what int);"));
        for (int i = 2; i <= PLAIN; i++) {
            Projects.write(
                    project,
                    Map.of(i + "_plain.sql", "CREATE TABLE t" + i + " (a int); INSERT INTO log VALUES (" + i + ");"));
        }
        Projects.write(
                project,
                Map.of(
                        PLAIN + 1 + "_slow.sql",
                        "INSERT INTO log SELECT " + (PLAIN + 1) + " FROM pg_sleep(1);",
                        PLAIN + 2 + "_last.sql",
                        "INSERT INTO log VALUES (" + (PLAIN + 2) + ");"));
    }

    private static void killDuringTheSlowOne(PostgresServer server, String url) {
        Rows.await(
                url,
                "SELECT count(*) = 1 FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND query"
                        + " LIKE '%pg_sleep%'");
        server.kill();
    }

    private void migrate(String url, Duration budget) {
        var ignored = Projects.migrator(url, Projects.settings(project, Duration.ofSeconds(30), budget), event -> {})
                .migrate(MigrateOptions.ALL);
    }

    private static List<String> applied(String url) {
        return Rows.of(
                url,
                "SELECT 't' || version FROM turnstone.schema_migrations WHERE status = 'completed' AND version NOT IN"
                        + " ('1') ORDER BY 1");
    }

    private static List<String> tables(String url) {
        return Rows.of(url, "SELECT tablename FROM pg_tables WHERE tablename ~ '^t[0-9]' ORDER BY 1");
    }

    private void complete(String url) {
        List<String> expected = new ArrayList<>();
        for (int i = 2; i <= PLAIN + 2; i++) {
            expected.add(Integer.toString(i));
        }
        assertThat(Rows.of(url, "SELECT what FROM log ORDER BY what")).isEqualTo(expected);
        assertThat(Rows.of(
                        url,
                        "SELECT version FROM turnstone.schema_migrations WHERE status = 'completed' AND version <> '1'"
                                + " ORDER BY id"))
                .isEqualTo(expected);
        Truth.validates(url, project);
    }
}
