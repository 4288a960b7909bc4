package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.GenerateOptions;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationEvent.ProtocolPoint;
import dev.turnstone.Migrator;
import dev.turnstone.SchemaSource;
import dev.turnstone.Schemas;
import dev.turnstone.migration.Version;
import dev.turnstone.proof.Scene.Stage;
import dev.turnstone.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runners killed in the middle of generated migrations, forwards and back, leave what the next `migrate` finishes and
/// the next `revert` takes back.
class HalfAppliedKillTest {
    private static final String BEFORE = """
        CREATE TABLE people (id integer PRIMARY KEY, mail text, state text);
        CREATE TABLE orders (id integer PRIMARY KEY, person integer, note text);
        CREATE VIEW mails AS SELECT id, mail FROM people;
        """;
    private static final String AFTER = """
        CREATE TABLE people (id integer PRIMARY KEY, mail text NOT NULL, state varchar(20) DEFAULT 'new',
            CONSTRAINT people_mail UNIQUE (mail));
        CREATE TABLE orders (id integer PRIMARY KEY, person integer NOT NULL, note text,
            CONSTRAINT orders_person FOREIGN KEY (person) REFERENCES people (id));
        CREATE INDEX orders_person_idx ON orders (person);
        CREATE VIEW mails AS SELECT id, mail, state FROM people;
        """;
    private static final List<ProtocolPoint> MIDDLE = List.of(
            ProtocolPoint.ATTEMPT_OPENED,
            ProtocolPoint.STEP_SENT,
            ProtocolPoint.STEP_COMMITTED,
            ProtocolPoint.INTENT_WRITTEN,
            ProtocolPoint.ALONE_SENT,
            ProtocolPoint.ALONE_DONE,
            ProtocolPoint.DONE_WRITTEN);

    @TempDir
    Path folder;

    @Test
    void goesOnAndBackAfterKills() throws Exception {
        prove(18, 3, Long.getLong("turnstone.seed", 8));
    }

    @Test
    @Tag("long")
    void goesOnAndBackAfterManyKills() throws Exception {
        prove(15, 60, Long.getLong("turnstone.seed", System.nanoTime()));
    }

    private void prove(int major, int kills, long seed) throws Exception {
        PostgresScene scene = new PostgresScene(PostgresServer.shared(major), project(major));
        Random random = new Random(seed);
        int killed = 0;
        for (int round = 0; killed < kills; round++) {
            assertThat(round).as("rounds for %s kills, seed %s", kills, seed).isLessThan(4 * kills);
            try (Stage stage = scene.stage()) {
                Migrator migrator = Projects.migrator(stage.url(), scene.project(), event -> {});
                migrator.migrate(new MigrateOptions(Optional.of(new Version("1")), false, Optional.empty()));
                Rows.execute(
                        stage.url(),
                        "INSERT INTO people VALUES (1, 'a', 'x'), (2, 'b', 'y'); INSERT INTO orders VALUES (1, 1,"
                                + " 'n')");
                List<String> before = stage.contents();
                killed += killed(stage, scene.project(), random, false);
                killed += killed(stage, scene.project(), random, round % 2 == 0);
                if (round % 4 < 2) {
                    migrator.revert(RunnerMain.TO_THE_BASE);
                    assertThat(stage.contents())
                            .as("round %s, seed %s", round, seed)
                            .containsExactlyInAnyOrderElementsOf(before);
                }
                migrator.migrate(MigrateOptions.ALL);
                List<String> after = stage.contents();
                assertThat(stage.running()).isZero();
                assertThat(after).as("round %s, seed %s", round, seed).anyMatch(line -> line.contains("people_mail"));
                migrator.revert(RunnerMain.TO_THE_BASE);
                assertThat(stage.contents()).containsExactlyInAnyOrderElementsOf(before);
            }
        }
    }

    /// How many runners were killed in the middle of their run.
    private static int killed(Stage stage, Path project, Random random, boolean back) {
        ProtocolPoint point = MIDDLE.get(random.nextInt(MIDDLE.size()));
        int occurrence = 1 + random.nextInt(2);
        try (RunnerProcess runner = RunnerProcess.start(stage.url(), project)) {
            RunnerProcess running = back ? runner.goBackUntil(point, occurrence) : runner.goUntil(point, occurrence);
            return running.stopped() && running.kill().code() == 137 ? 1 : 0;
        }
    }

    private Path project(int major) throws Exception {
        String scratch = PostgresServer.shared(major).jdbcUrl("postgres");
        ForeignProject.write(folder.resolve("before.sql"), BEFORE);
        ForeignProject.write(folder.resolve("after.sql"), AFTER);
        try (Schemas schemas = Engines.valueOf("POSTGRESQL_" + major).schemas(folder)) {
            GeneratedMigration generated = schemas.generate(
                    new SchemaSource.Files(folder.resolve("before.sql")),
                    new SchemaSource.Files(folder.resolve("after.sql")),
                    GenerateOptions.of(new Version("2"), "change"));
            Path project = folder.resolve("project");
            ForeignProject.write(project.resolve("scratch"), scratch);
            return Projects.write(
                    project,
                    Map.of(
                            "1_base.sql",
                            BEFORE,
                            "2_change.sql",
                            ((GeneratedMigration.Proven) generated).file().text()));
        }
    }
}
