package dev.turnstone.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationException;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.migration.OutOfOrder;
import dev.turnstone.plan.PlanRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteAddedColumnTest {
    private static final PlanRequest PENDING = new PlanRequest.Migrate(Optional.empty(), false, OutOfOrder.ERROR, true);
    private static final String PEOPLE = "CREATE TABLE people (id INTEGER PRIMARY KEY, age INTEGER);"
            + " CREATE TABLE team (id INTEGER PRIMARY KEY); INSERT INTO team VALUES (1);";

    @TempDir
    private Path folder;

    /// Each is told before it runs, and then does fail, on rows.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "email TEXT NOT NULL|fails once it has rows: Cannot add a NOT NULL column|constant DEFAULT",
                "email TEXT NOT NULL DEFAULT NULL|fails once it has rows: Cannot add a NOT NULL column|constant DEFAULT",
                "since TEXT DEFAULT CURRENT_TIMESTAMP|fails once it has rows: Cannot add a column with non-const|UPDATE",
                "since TEXT DEFAULT (datetime('now'))|fails once it has rows: Cannot add a column with non-const|UPDATE",
                "n INTEGER DEFAULT 0 CHECK (n > 0)|fails once it has rows: CHECK constraint failed|in order first",
                "team INTEGER DEFAULT 1 REFERENCES team (id)|has rows: Cannot add a REFERENCES column|then fill it",
                "twice INTEGER NOT NULL AS (age * 2)|NOT NULL constraint failed|never NULL",
                "email TEXT CHECK (age > 17)|fails when a row of people does not satisfy the CHECK|in order first",
                "email TEXT UNIQUE|SQLite refuses this: Cannot add a UNIQUE column|CREATE UNIQUE INDEX",
                "key INTEGER PRIMARY KEY|SQLite refuses this: Cannot add a PRIMARY KEY column|Rebuild",
                "twice INTEGER AS (age * 2) STORED|fails once it has rows: cannot add a STORED column|VIRTUAL"
            })
    void warnsOfWhatFailsOnRows(String column, String consequence, String help) throws Exception {
        try (RebuildProject project = RebuildProject.with(folder, PEOPLE)) {
            project.write("2_rebuild.sql", "-- a line\nALTER TABLE people ADD COLUMN " + column + ";");
            List<Diagnostic> notices = notices(project);
            assertThat(notices).hasSize(1);
            Diagnostic warning = notices.get(0);
            assertThat(warning.severity()).isEqualTo(Severity.WARNING);
            assertThat(warning.location().map(Object::toString).orElse("")).endsWith("2_rebuild.sql:2");
            assertThat(warning.message()).contains(consequence);
            assertThat(warning.help().orElse("")).contains(help);
            if (!column.contains("NOT NULL AS")) {
                project.execute("INSERT INTO people VALUES (1, 3)");
            } else {
                project.execute("INSERT INTO people VALUES (1, NULL)");
            }
            assertThat(catchThrowable(() -> project.rebuilt("ALTER TABLE people ADD COLUMN " + column)))
                    .isInstanceOf(MigrationException.StatementFailed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email TEXT",
                "email TEXT NOT NULL DEFAULT ''",
                "n INTEGER DEFAULT (1)",
                "n INTEGER DEFAULT 1 CHECK (n > 0)",
                "n INTEGER CHECK (n > 0)",
                "team INTEGER REFERENCES team (id)",
                "twice INTEGER AS (age * 2)",
                "name TEXT COLLATE NOCASE DEFAULT 'unique, not null'"
            })
    void isSilentOnWhatPasses(String column) throws Exception {
        try (RebuildProject project = RebuildProject.with(folder, PEOPLE + "INSERT INTO people VALUES (1, 20);")) {
            project.write("2_rebuild.sql", "ALTER TABLE people ADD COLUMN " + column);
            assertThat(notices(project)).isEmpty();
            project.rebuilt("ALTER TABLE people ADD COLUMN " + column);
        }
    }

    @Test
    void isSilentOnATableThatIsNewAndOnWhatIsAllowed() throws Exception {
        try (RebuildProject project = RebuildProject.with(folder, PEOPLE)) {
            project.write("2_rebuild.sql", """
                    CREATE TABLE pet (id); ALTER TABLE pet ADD COLUMN name TEXT NOT NULL;
                    -- turnstone:allow add-column: people is empty everywhere
                    ALTER TABLE people ADD COLUMN name TEXT NOT NULL;
                    """);
            assertThat(notices(project)).isEmpty();
        }
    }

    @Test
    void tellsTheRunToo() throws Exception {
        try (RebuildProject project = RebuildProject.with(folder, PEOPLE)) {
            project.write("2_rebuild.sql", "ALTER TABLE people ADD COLUMN email TEXT NOT NULL;");
            assertThat(project.migrator().migrate(MigrateOptions.ALL).notices())
                    .extracting(Diagnostic::rule)
                    .containsExactly("add-column");
        }
    }

    private static List<Diagnostic> notices(RebuildProject project) {
        return project.migrator().plan(PENDING).plan().notices();
    }
}
