package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationException;
import dev.turnstone.MigrationException.StatementFailed;
import dev.turnstone.Migrator;
import dev.turnstone.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// No room is left for what a migration writes.
final class DiskFullTest {
    @TempDir
    private Path project;

    @Test
    void keepsNothingOfTheStepThatFoundTheDiskFullOnPostgres() throws IOException, InterruptedException {
        Path disk = Files.createTempDirectory("turnstone-small-disk");
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=4m,mode=0777", "tmpfs", disk.toString()) == 0,
                "needs the right to mount a small file system");
        try (PostgresServer server = PostgresServer.own(18)) {
            Path place = Files.createDirectory(disk.resolve("space"));
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
            Files.setAttribute(
                    place, "unix:uid", Files.getAttribute(server.directory().resolve("data"), "unix:uid"));
            String url = server.jdbcUrl("postgres");
            Rows.execute(url, "CREATE TABLESPACE small LOCATION '" + place + "'");
            Projects.write(
                    project,
                    Map.of(
                            "1_base.sql", "CREATE TABLE small_one (a int) TABLESPACE small;",
                            "2_fill.sql", """
                            INSERT INTO small_one VALUES (1);
                            CREATE TABLE beside (a int);
                            INSERT INTO small_one SELECT i FROM generate_series(1, 500000) i;
                            """));
            StatementFailed full = catchThrowableOfType(StatementFailed.class, () -> migrate(url));
            assertThat(full.exitCode()).isEqualTo(3);
            assertThat(full)
                    .hasMessageContaining("2_fill.sql:3")
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("(53100)")
                    .hasMessageContaining("Nothing of 2 was applied; the 1 before it in this run stay");
            assertThat(Truth.attempts(url)).containsExactly("1 completed", "2 failed");
            assertThat(Rows.of(url, "SELECT to_regclass('beside') IS NULL, (SELECT count(*) FROM small_one)"))
                    .containsExactly("t|0");
            assertThat(run("mount", "-o", "remount,size=200m", disk.toString())).isZero();
            migrate(url);
            assertThat(Truth.attempts(url)).containsExactly("1 completed", "2 failed", "2 completed");
            Truth.validates(url, project);
        } finally {
            assertThat(run("umount", disk.toString())).isZero();
            Files.delete(disk);
        }
    }

    @Test
    void keepsNothingOfTheStepThatFoundTheDiskFullOnSqlite() {
        Path file = project.resolve("app.db");
        String url = "jdbc:sqlite:" + file;
        Projects.write(
                project,
                Map.of(
                        "1_base.sql", "CREATE TABLE t (a text);",
                        "2_plain.sql", "CREATE TABLE plain (a text);",
                        "3_fill.sql", """
                                CREATE TABLE beside (a text);
                                INSERT INTO t WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 1000)
                                  SELECT printf('%0500d', x) FROM c;
                                """));
        MigrationException full = catchThrowableOfType(MigrationException.class, () -> sqlite(url, 60));
        assertThat(full).isInstanceOf(StatementFailed.class);
        assertThat(full.exitCode()).isEqualTo(3);
        assertThat(full)
                .hasMessageContaining("3_fill.sql:2")
                .hasMessageContaining("database or disk is full")
                .hasMessageContaining("make room where the database and its journal are")
                .hasMessageContaining("Nothing of 3 was applied");
        List<String> tables = Rows.of(
                url,
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'turnstone%' ORDER BY name");
        List<String> completed =
                Rows.of(url, "SELECT version FROM turnstone_schema_migrations WHERE status = 'completed' ORDER BY id");
        assertThat(tables).containsExactly("plain", "t");
        assertThat(completed).containsExactly("1", "2");
        sqlite(url, 100_000);
        assertThat(Rows.value(url, "SELECT count(*) FROM t")).isEqualTo("1000");
        Truth.validates(url, project);
    }

    private void migrate(String url) {
        var ignored = Projects.migrator(url, project, new Events()).migrate(MigrateOptions.ALL);
    }

    private void sqlite(String url, int pages) {
        SQLiteConfig config = new SQLiteConfig();
        config.setMaxPageCount(pages);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(url);
        var ignored = Migrator.builder()
                .dataSource(source)
                .settings(Projects.settings(project))
                .listener(new Events())
                .build()
                .migrate(MigrateOptions.ALL);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }
}
