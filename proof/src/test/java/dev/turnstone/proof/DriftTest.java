package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.DriftReport;
import dev.turnstone.GenerateOptions;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationException;
import dev.turnstone.Migrator;
import dev.turnstone.RevertOptions;
import dev.turnstone.SchemaSource;
import dev.turnstone.Schemas;
import dev.turnstone.Settings;
import dev.turnstone.Settings.SchemaCheck;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.PlanRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The live schema against what the history says.
class DriftTest {
    private static final String ENGINES = "dev.turnstone.proof.Engines#all";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource(ENGINES)
    void keepsTheFingerprintAtTheEndOfARun(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            Migrator migrator = migrated(engine, database, SchemaCheck.FINGERPRINT);
            assertThat(database.rows(
                            "SELECT version FROM " + database.attempts() + " WHERE schema_fingerprint IS NOT NULL"))
                    .containsExactly("2");
            DriftReport report = migrator.drift();
            assertThat(report.stored()).contains(report.live().fingerprint());
            assertThat(report.diff()).isEmpty();
            assertThat(migrator.validate().diagnostics()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void tellsWhatHappenedBesidesTheMigrations(Engines engine) throws Exception {
        try (ProofDatabase database = engine.fresh(folder);
                Schemas schemas = engine.schemas(folder)) {
            Migrator migrator = migrated(engine, database, SchemaCheck.FINGERPRINT);
            Files.delete(folder.resolve("migrations/1_users.sql"));
            database.execute("ALTER TABLE users ADD COLUMN hotfix integer");
            DriftReport report = migrator.drift();
            assertThat(report.drifted()).isTrue();
            assertThat(report.diff().orElseThrow().changes())
                    .singleElement()
                    .satisfies(change -> assertThat(change.id().words()).endsWith("users.hotfix"));
            GeneratedMigration adopted = schemas.generate(
                    new SchemaSource.Given(report.expected(), "the history"),
                    new SchemaSource.Given(report.live(), "the database"),
                    GenerateOptions.of(new Version("3"), "adopt"));
            assertThat(adopted).isInstanceOf(GeneratedMigration.Proven.class);
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void findsNoDriftByReplayWhenNoFingerprintWasKept(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            Migrator migrator = migrated(engine, database, SchemaCheck.NONE);
            DriftReport report = migrator.drift();
            assertThat(report.stored()).isEmpty();
            assertThat(report.diff()).isPresent();
            assertThat(report.drifted()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void takesAnAcceptedSchemaForTheRightOne(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            Migrator migrator = migrated(engine, database, SchemaCheck.FINGERPRINT);
            database.execute("CREATE TABLE by_hand (id integer PRIMARY KEY)");
            assertThat(migrator.drift().drifted()).isTrue();
            migrator.acceptDrift("made during the incident");
            assertThat(migrator.drift().drifted()).isFalse();
            assertThat(migrator.history().get(2).details().reason()).contains("made during the incident");
            assertThat(migrator.validate().diagnostics()).isEmpty();
            assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).isEmpty();
        }
    }

    /// What was accepted is part of what the history says, and not only by a fingerprint: it is no difference when
    /// another one comes, and a run that compares with a replay goes on.
    @ParameterizedTest
    @MethodSource(ENGINES)
    void anAcceptedDriftDoesNotComeBack(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            Migrator migrator = migrated(engine, database, SchemaCheck.COMPARED);
            database.execute("CREATE TABLE by_hand (id integer PRIMARY KEY, note text DEFAULT '${x}')");
            database.execute("CREATE INDEX by_hand_note ON by_hand (note)");
            migrator.acceptDrift("made during the\nincident");
            database.execute("ALTER TABLE by_hand ADD COLUMN late integer");
            DriftReport later = migrator.drift();
            assertThat(later.diff().orElseThrow().changes())
                    .extracting(change -> change.id().name())
                    .containsExactly("late");
            migrator.acceptDrift("and this");
            new ProofProject(folder).migration("3_more.sql", "CREATE TABLE more (id integer PRIMARY KEY);\n");
            assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).hasSize(1);
            assertThat(migrator.drift().drifted()).isFalse();
            assertThat(migrator.validate().diagnostics()).isEmpty();
            database.execute("DROP INDEX by_hand_note");
            assertThat(migrator.drift().diff().orElseThrow().changes())
                    .extracting(change -> change.id().name())
                    .containsExactly("by_hand_note");
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void doesNotRunOnADriftedSchemaWhenAsked(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            Migrator migrator = migrated(engine, database, SchemaCheck.COMPARED);
            database.execute("CREATE TABLE by_hand (id integer PRIMARY KEY)");
            new ProofProject(folder).migration("3_more.sql", "CREATE TABLE more (id integer PRIMARY KEY);\n");
            assertThatThrownBy(() -> migrator.migrate(MigrateOptions.ALL))
                    .isInstanceOfSatisfying(
                            MigrationException.HistoryConflict.class,
                            conflict -> assertThat(conflict.diagnostics().get(0).message())
                                    .contains("by_hand"));
            assertThat(database.rows("SELECT max(version) FROM " + database.attempts()))
                    .containsExactly("2");
            assertThat(migrator.validate().drift().orElseThrow().drifted()).isTrue();
        }
    }

    /// The end of a run is a measurement: what a bad `down` leaves, and what was there before a run, is drift all the
    /// same.
    @ParameterizedTest
    @MethodSource(ENGINES)
    void aWayBackThatLeavesSomethingIsWarnedOfAndSeen(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            Migrator migrator = migrated(engine, database, SchemaCheck.FINGERPRINT);
            ProofProject project = new ProofProject(folder).migration("3_more.sql", """
                CREATE TABLE more (id integer PRIMARY KEY);
                CREATE TABLE most (id integer PRIMARY KEY);

                -- turnstone:down
                DROP TABLE more;
                """);
            migrator.migrate(MigrateOptions.ALL);
            RevertOptions one = new RevertOptions(new PlanRequest.Target.Steps(1), false, Optional.empty());
            assertThat(migrator.revert(one).notices())
                    .singleElement()
                    .satisfies(notice -> assertThat(notice.message()).contains("not what it was before 3"));
            assertThat(migrator.drift().diff().orElseThrow().changes())
                    .isNotEmpty()
                    .allSatisfy(change -> assertThat(change.id().words()).contains("most"));
            project.migration("3_more.sql", "CREATE TABLE more (id integer PRIMARY KEY);\n");
            migrator.migrate(MigrateOptions.ALL);
            assertThat(migrator.drift().drifted()).isTrue();
            database.execute("DROP TABLE most");
            assertThat(migrator.drift().drifted()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void aRevertThatComesBackKeepsTheFingerprintOfThen(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            Migrator migrator = migrated(engine, database, SchemaCheck.FINGERPRINT);
            new ProofProject(folder)
                    .migration(
                            "3_more.sql",
                            "CREATE TABLE more (id integer PRIMARY KEY);\n-- turnstone:down\nDROP TABLE more;\n");
            migrator.migrate(MigrateOptions.ALL);
            RevertOptions one = new RevertOptions(new PlanRequest.Target.Steps(1), false, Optional.empty());
            assertThat(migrator.revert(one).notices()).isEmpty();
            DriftReport report = migrator.drift();
            assertThat(report.stored()).contains(report.live().fingerprint());
        }
    }

    private Migrator migrated(Engines engine, ProofDatabase database, SchemaCheck check) {
        ProofProject project = new ProofProject(folder)
                .migration(
                        "1_users.sql",
                        "CREATE TABLE users (id integer PRIMARY KEY, state varchar(10) CHECK (state IN ('a', 'b')));\n")
                .migration("2_view.sql", "CREATE VIEW active AS SELECT id FROM users WHERE state = 'a';\n");
        Settings settings = project.settings().withSchemaCheck(check);
        Migrator.Builder builder = Migrator.builder()
                .url(database.url(), Optional.empty(), Optional.empty())
                .settings(settings)
                .listener(event -> {});
        engine.scratch().ifPresent(url -> builder.scratch(url, Optional.empty(), Optional.empty()));
        Migrator migrator = builder.build();
        migrator.migrate(MigrateOptions.ALL);
        return migrator;
    }
}
