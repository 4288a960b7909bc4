package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationException;
import dev.turnstone.Migrator;
import dev.turnstone.RevertOptions;
import dev.turnstone.WrittenFile;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Baselines and checkpoints: files that stand for a whole schema.
class CheckpointTest {
    private static final String ENGINES = "dev.turnstone.proof.Engines#all";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource(ENGINES)
    void isRunByANewDatabaseInsteadOfWhatItStandsFor(Engines engine) {
        try (ProofDatabase old = engine.fresh(folder);
                ProofDatabase fresh = engine.fresh(folder)) {
            project();
            migrator(engine, old).migrate(MigrateOptions.ALL);
            WrittenFile file = migrator(engine, old).checkpoint(Optional.empty());
            assertThat(file.version()).isEqualTo(new Version("3.1"));
            new ProofProject(folder).migration("4_after.sql", "CREATE TABLE after_it (id integer PRIMARY KEY);\n");
            migrator(engine, fresh).migrate(MigrateOptions.ALL);
            assertThat(fresh.rows("SELECT version, kind, changed FROM " + fresh.attempts() + " ORDER BY id"))
                    .containsExactly("3.1 | checkpoint | schema, data", "4 | sql | schema");
            assertThat(fresh.rows("SELECT code, name FROM countries ORDER BY 1"))
                    .containsExactly("at | Austria", "it | Italia");
            assertThat(migrator(engine, fresh).status().standings())
                    .filteredOn(standing -> standing.state() == State.COVERED)
                    .hasSize(3);
            assertThat(migrator(engine, fresh).drift().drifted()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void isOnlyRecordedWhereAllOfItIsApplied(Engines engine) {
        try (ProofDatabase old = engine.fresh(folder)) {
            project();
            Migrator migrator = migrator(engine, old);
            migrator.migrate(MigrateOptions.ALL);
            migrator.checkpoint(Optional.empty());
            String before = old.schema();
            migrator.migrate(MigrateOptions.ALL);
            assertThat(old.schema()).isEqualTo(before);
            assertThat(old.rows("SELECT version, kind, changed FROM " + old.attempts() + " ORDER BY id"))
                    .endsWith("3.1 | checkpoint | nothing");
            assertThat(migrator.validate().diagnostics()).isEmpty();
            assertThat(migrator.drift().drifted()).isFalse();
            migrator.revert(RevertOptions.steps(2));
            assertThat(old.rows("SELECT version, direction FROM " + old.attempts() + " ORDER BY id"))
                    .endsWith("3.1 | down", "3 | down");
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void comesAfterTheRestInTheMiddle(Engines engine) throws Exception {
        try (ProofDatabase middle = engine.fresh(folder);
                ProofDatabase behind = engine.fresh(folder)) {
            project();
            Migrator migrator = migrator(engine, middle);
            migrator.migrate(new MigrateOptions(Optional.of(new Version("2")), false, Optional.empty()));
            migrator(engine, behind)
                    .migrate(new MigrateOptions(Optional.of(new Version("1")), false, Optional.empty()));
            migrator.checkpoint(Optional.empty());
            migrator.migrate(MigrateOptions.ALL);
            assertThat(middle.rows("SELECT version, kind, changed FROM " + middle.attempts() + " ORDER BY id"))
                    .endsWith("3 | sql | schema", "3.1 | checkpoint | nothing");
            Files.delete(folder.resolve("migrations/2_rows.sql"));
            assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).isEmpty();
            assertThatThrownBy(() -> migrator(engine, behind).migrate(MigrateOptions.ALL))
                    .isInstanceOfSatisfying(
                            MigrationException.HistoryConflict.class,
                            conflict -> assertThat(conflict.diagnostics().get(0).message())
                                    .contains("files are gone: 2"));
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void adoptsALiveDatabaseByAFileThatBuildsIt(Engines engine) throws Exception {
        try (ProofDatabase live = engine.fresh(folder);
                ProofDatabase fresh = engine.fresh(folder)) {
            live.execute(
                    "CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL)",
                    "CREATE INDEX users_name ON users (name)",
                    "CREATE VIEW names AS SELECT name FROM users",
                    "INSERT INTO users VALUES (1, 'Ada')");
            Migrator migrator = migrator(engine, live);
            WrittenFile file = migrator.generateBaseline(new Version("1"), "baseline");
            assertThat(file.path()).exists();
            assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).isEmpty();
            assertThat(migrator.validate().diagnostics()).isEmpty();
            assertThat(migrator.drift().drifted()).isFalse();
            migrator(engine, fresh).migrate(MigrateOptions.ALL);
            assertThat(fresh.rows("SELECT count(*) FROM names")).containsExactly("0");
            live.execute("DROP VIEW names");
            assertThat(migrator.drift().diff().orElseThrow().changes())
                    .anySatisfy(change -> assertThat(change.id().words()).contains("names"));
            assertThatThrownBy(() -> migrator.generateBaseline(new Version("2"), "again"))
                    .isInstanceOf(MigrationException.class);
        }
    }

    private void project() {
        new ProofProject(folder)
                .migration("1_countries.sql", """
                        CREATE TABLE countries (code char(2) PRIMARY KEY, name text NOT NULL);
                        CREATE TABLE cities (id integer PRIMARY KEY, country char(2) REFERENCES countries (code));
                        """)
                .migration("2_rows.sql", """
                        INSERT INTO countries VALUES ('at', 'Austria'), ('it', 'Italy');
                        UPDATE countries SET name = 'Italia' WHERE code = 'it';
                        INSERT INTO cities VALUES (1, 'it');
                        """)
                .migration("3_view.sql", """
                        CREATE VIEW names AS SELECT name FROM countries;

                        -- turnstone:down
                        DROP VIEW names;
                        """);
    }

    private Migrator migrator(Engines engine, ProofDatabase database) {
        Migrator.Builder builder = Migrator.builder()
                .url(database.url(), Optional.empty(), Optional.empty())
                .settings(new ProofProject(folder).settings())
                .listener(event -> {});
        engine.scratch().ifPresent(url -> builder.scratch(url, Optional.empty(), Optional.empty()));
        return builder.build();
    }
}
