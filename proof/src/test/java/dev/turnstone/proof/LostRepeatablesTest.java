package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationException;
import dev.turnstone.Migrator;
import dev.turnstone.RunReport;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.migration.OutOfOrder;
import dev.turnstone.plan.PlanRequest;
import dev.turnstone.plan.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A repeatable is due again when something it made is gone, and only then.
class LostRepeatablesTest {
    private static final String ENGINES = "dev.turnstone.proof.Engines#all";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource(ENGINES)
    void whatSomebodyDroppedIsToldAndMadeAgain(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            Migrator migrator = project().migrator(database);
            migrator.migrate(MigrateOptions.ALL);
            assertThat(migrator.validate().diagnostics()).isEmpty();
            database.execute("DROP VIEW names");

            assertThat(migrator.status().standings())
                    .filteredOn(standing -> standing.state() == State.LOST)
                    .extracting(standing -> standing.version().text())
                    .containsExactly("R__names");
            assertThat(migrator.validate().diagnostics()).anySatisfy(found -> {
                assertThat(found.severity()).isEqualTo(Severity.ERROR);
                assertThat(found.message()).isEqualTo("R__names is due again: view names, which it made, is gone");
            });
            assertThat(migrator.drift().drifted()).isTrue();

            assertThat(versions(migrator.migrate(MigrateOptions.ALL))).containsExactly("R__names");
            assertThat(database.rows("SELECT id FROM names")).hasSize(2);
            assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).isEmpty();
            assertThat(migrator.drift().drifted()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void whatAMigrationDropsByNameIsPlannedBehindIt(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            ProofProject project = project();
            project.migrator(database).migrate(MigrateOptions.ALL);
            Migrator migrator = project.migration(
                            "2_more.sql", "DROP VIEW IF EXISTS names;\nALTER TABLE people ADD COLUMN mail text;\n")
                    .migrator(database);

            assertThat(migrator.plan(new PlanRequest.Migrate(Optional.empty(), false, OutOfOrder.ERROR, true))
                            .plan()
                            .migrations())
                    .extracting(planned -> planned.migration().version().text())
                    .containsExactly("2", "R__names");
            assertThat(versions(migrator.migrate(MigrateOptions.ALL))).containsExactly("2", "R__names");
            assertThat(database.rows("SELECT id FROM names")).hasSize(2);
            assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void whatGoesUnnamedIsMadeAgainInTheSameRun(Engines engine) {
        assumeThat(engine.sqlite()).as("SQLite drops no views with a table").isFalse();
        try (ProofDatabase database = engine.fresh(folder)) {
            ProofProject project = project();
            project.migrator(database).migrate(MigrateOptions.ALL);
            Migrator migrator = project.migration(
                            "2_wider.sql",
                            "ALTER TABLE people DROP COLUMN name CASCADE;\nALTER TABLE people ADD COLUMN name"
                                    + " varchar(20);\n")
                    .migrator(database);

            assertThat(versions(migrator.migrate(MigrateOptions.ALL))).containsExactly("2", "R__names");
            assertThat(database.rows("SELECT id FROM names")).hasSize(2);
            assertThat(migrator.validate().diagnostics()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void whatAScriptDropsOrRenamesItselfIsNotMissed(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            Migrator migrator = project().migration("R__gone.sql", """
                CREATE VIEW passing AS SELECT 1 AS one;
                DROP VIEW passing;
                CREATE TEMP VIEW mine AS SELECT 1 AS one;
                DROP TABLE IF EXISTS kept;
                CREATE TABLE kept (id integer);
                DROP TABLE kept;
                """).migrator(database);
            assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).hasSize(3);
            assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).isEmpty();
            assertThat(migrator.validate().diagnostics()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void functionsAndTriggersOfAnySchemaAreFound(Engines engine) {
        assumeThat(engine.sqlite()).as("SQLite has no functions").isFalse();
        try (ProofDatabase database = engine.fresh(folder)) {
            database.execute("CREATE SCHEMA inner_parts");
            Migrator migrator = project().migration("R__parts.sql", """
                SET LOCAL search_path = inner_parts, public;
                CREATE OR REPLACE FUNCTION "Upper Case"(t text) RETURNS text LANGUAGE sql AS 'SELECT upper(t)';
                CREATE OR REPLACE FUNCTION public.stamp() RETURNS trigger LANGUAGE plpgsql
                  AS $$ BEGIN RETURN NEW; END $$;
                CREATE OR REPLACE TRIGGER stamped BEFORE INSERT ON public.people
                  FOR EACH ROW EXECUTE FUNCTION public.stamp();
                CREATE OR REPLACE PROCEDURE public.nothing() LANGUAGE sql AS '';
                CREATE MATERIALIZED VIEW IF NOT EXISTS public.kept AS SELECT 1 AS one;
                """).migrator(database);
            migrator.migrate(MigrateOptions.ALL);
            assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).isEmpty();
            for (String drop : List.of(
                    "DROP TRIGGER stamped ON people",
                    "DROP FUNCTION inner_parts.\"Upper Case\"",
                    "DROP PROCEDURE nothing",
                    "DROP MATERIALIZED VIEW kept")) {
                database.execute(drop);
                assertThat(versions(migrator.migrate(MigrateOptions.ALL)))
                        .as(drop)
                        .containsExactly("R__parts");
                assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void aHistoryThatNoEmptyDatabaseCanFollowIsNamed(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            ProofProject project = project();
            project.migrator(database).migrate(MigrateOptions.ALL);
            Migrator migrator =
                    project.migration("2_drop.sql", "DROP VIEW names;\n").migrator(database);
            migrator.migrate(MigrateOptions.ALL);
            database.execute("DROP VIEW names");

            assertThatThrownBy(migrator::drift)
                    .isInstanceOfSatisfying(
                            MigrationException.HistoryConflict.class,
                            conflict -> assertThat(conflict.diagnostics())
                                    .singleElement()
                                    .satisfies(found -> assertThat(found.message())
                                            .startsWith("2: DROP VIEW names: ")
                                            .doesNotContain("/")));
        }
    }

    private ProofProject project() {
        return new ProofProject(folder).migration("1_people.sql", """
            CREATE TABLE people (id integer PRIMARY KEY, name text);
            INSERT INTO people VALUES (1, 'a'), (2, 'b');
            """).migration("R__names.sql", """
                            DROP VIEW IF EXISTS names;
                            CREATE VIEW names AS SELECT id, name FROM people;
                            """);
    }

    private static List<String> versions(RunReport report) {
        return report.migrations().stream().map(done -> done.version().text()).toList();
    }
}
