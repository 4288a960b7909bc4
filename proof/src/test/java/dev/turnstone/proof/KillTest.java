package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.MigrationEvent.ProtocolPoint;
import dev.turnstone.testkit.PostgresServer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A runner killed at any instruction leaves nothing that the next one does not put right.
final class KillTest {
    @TempDir
    private Path folder;

    @Test
    void convergesOnPostgresAfterEachPoint() throws IOException {
        KillHarness postgres = postgres(18);
        prove(new Kills(seed()).atEachPoint(postgres, 1).atAnyMoment(postgres, 1), "kills-postgresql.txt");
    }

    @Test
    void convergesOnSqliteAfterEachPoint() throws IOException {
        KillHarness sqlite = sqlite();
        prove(new Kills(seed()).atEachPoint(sqlite, 1).atAnyMoment(sqlite, 1), "kills-sqlite.txt");
    }

    @Test
    void waitsForWhatTheServerStillDoesForADeadRunner() throws IOException {
        prove(serverAtWork(new Kills(seed()), 18), "kills-server-at-work.txt");
    }

    private Kills serverAtWork(Kills kills, int major) throws IOException {
        KillHarness slow = KillHarness.of(new PostgresScene(
                PostgresServer.shared(major), project(folder.resolve("slow" + major), "slow", false)));
        return kills.during(slow, "UPDATE counter SET n = n * 2 WHERE pg_sleep(2)")
                .during(slow, "CREATE INDEX CONCURRENTLY big_slow")
                .during(slow, "REINDEX INDEX CONCURRENTLY big_slow");
    }

    @Test
    @Tag("long")
    void convergesAfterThreeHundredKills() throws IOException {
        KillHarness newest = postgres(18);
        KillHarness oldest = postgres(14);
        KillHarness sqlite = sqlite();
        Kills kills = new Kills(seed())
                .atEachPoint(newest, 4)
                .atEachPoint(oldest, 3)
                .atEachPoint(sqlite, 4)
                .atAnyMoment(newest, 65)
                .atAnyMoment(oldest, 50)
                .atAnyMoment(sqlite, 50);
        prove(serverAtWork(serverAtWork(kills, 18), 14), "kills-long.txt");
        assertThat(kills.total()).isGreaterThanOrEqualTo(300);
        for (ProtocolPoint point : ProtocolPoint.values()) {
            assertThat(kills.at(point)).as("kills at %s", point).isGreaterThanOrEqualTo(10);
        }
    }

    private static void prove(Kills kills, String table) throws IOException {
        kills.report(Files.createDirectories(Path.of("target")).resolve(table));
        assertThat(kills.violations()).isEmpty();
    }

    private static long seed() {
        return Long.getLong("turnstone.seed", Boolean.getBoolean("turnstone.long") ? System.nanoTime() : 20261130L);
    }

    private KillHarness postgres(int major) throws IOException {
        return KillHarness.of(
                new PostgresScene(PostgresServer.shared(major), project(folder.resolve("pg" + major), "postgresql")));
    }

    private KillHarness sqlite() throws IOException {
        return KillHarness.of(new SqliteScene(project(folder.resolve("sqlite"), "sqlite")));
    }

    private static Path project(Path project, String engine) throws IOException {
        return project(project, engine, true);
    }

    /// A copy of the migrations in `kill/NAME`, with the one in Java or without.
    static Path project(Path project, String engine, boolean java) throws IOException {
        Path target = Files.createDirectories(project.resolve("migrations"));
        URL source = Objects.requireNonNull(KillTest.class.getResource("/kill/" + engine + "/migrations"));
        try (Stream<Path> files = Files.list(Path.of(source.toURI()))) {
            for (Path file : files.toList()) {
                Files.writeString(target.resolve(file.getFileName().toString()), Files.readString(file));
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        if (java) {
            Files.writeString(project.resolve("java"), "");
        }
        return project;
    }
}
