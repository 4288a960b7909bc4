package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationEvent.ProtocolPoint;
import dev.turnstone.MigrationException;
import dev.turnstone.Migrator;
import dev.turnstone.RevertOptions;
import dev.turnstone.plan.PlanRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Procedures and blocks that commit, as psql runs them, where their author says that twice is the same as once.
class CommittingProcedureTest {
    private static final String ALLOWED = "-- turnstone:allow no-transaction: sets what is not set\n";
    private static final String CALL = "CALL fill();\n";
    private static final String BLOCK = """
        DO $$ BEGIN
          UPDATE numbers SET state = 'set' WHERE id <= 50 AND state IS NULL; COMMIT;
          UPDATE numbers SET state = 'set' WHERE state IS NULL; COMMIT;
        END $$;
        """;
    private static final RevertOptions LAST =
            new RevertOptions(new PlanRequest.Target.Steps(1), false, Optional.empty());

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL_15", "POSTGRESQL_18"})
    void failsWholeWithoutTheLineAndRunsWithIt(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            ProofProject project = project().migration("2_fill.sql", CALL);
            assertThatThrownBy(() -> project.migrator(database).migrate(MigrateOptions.ALL))
                    .isInstanceOf(MigrationException.StatementFailed.class)
                    .hasMessageContaining("invalid transaction termination")
                    .hasMessageContaining("Nothing of 2 was applied");
            assertThat(database.rows("SELECT 1 FROM numbers WHERE state IS NOT NULL"))
                    .isEmpty();

            project.migration("2_fill.sql", ALLOWED + CALL + "UPDATE numbers SET state = 'seen' WHERE id = 1;\n")
                    .migrator(database)
                    .migrate(MigrateOptions.ALL);
            assertThat(database.rows("SELECT DISTINCT state FROM numbers ORDER BY 1"))
                    .containsExactly("seen", "set");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CALL, BLOCK})
    void isSentAgainAfterAKill(String statement) throws Exception {
        try (ProofDatabase database = Engines.POSTGRESQL_18.fresh(folder)) {
            ProofProject project = project().migration("2_fill.sql", ALLOWED + statement);
            for (ProtocolPoint point : List.of(ProtocolPoint.ALONE_SENT, ProtocolPoint.ALONE_DONE)) {
                try (RunnerProcess runner = RunnerProcess.start(database.url(), folder)) {
                    runner.goUntil(point, 1).await("STOPPED");
                    assertThat(runner.kill().code()).isEqualTo(137);
                }
            }
            Migrator migrator = project.migrator(database);
            assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).hasSize(1);
            assertThat(database.rows("SELECT DISTINCT state FROM numbers")).containsExactly("set");
            assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).isEmpty();
        }
    }

    /// Outside a transaction nothing can be tried: what would be lost cannot be told.
    @Test
    void aWayBackOfItsKindIsNotCalledHarmless() {
        try (ProofDatabase database = Engines.POSTGRESQL_18.fresh(folder)) {
            Migrator migrator = project()
                    .migration(
                            "2_fill.sql",
                            ALLOWED + CALL + "-- turnstone:down\n" + ALLOWED
                                    + "DO $$ BEGIN DELETE FROM numbers; COMMIT;" + " END $$;\n")
                    .migrator(database);
            migrator.migrate(MigrateOptions.ALL);
            assertThatThrownBy(() -> migrator.revert(LAST)).isInstanceOf(MigrationException.Refused.class);
            assertThat(database.rows("SELECT id FROM numbers")).hasSize(100);
        }
    }

    @Test
    void sqliteNeedsNoSuchLine() {
        ProofDatabase database = OnSqlite.fresh(folder);
        Migrator migrator = new ProofProject(folder)
                .migration("1_a.sql", "CREATE TABLE a (id int);\n" + ALLOWED + "UPDATE a SET id = 1;\n")
                .migrator(database);
        assertThatThrownBy(() -> migrator.migrate(MigrateOptions.ALL))
                .isInstanceOfSatisfying(
                        MigrationException.Refused.class,
                        refused -> assertThat(refused.diagnostics())
                                .singleElement()
                                .satisfies(found -> assertThat(found.rule()).isEqualTo("needs-no-exception")));
    }

    private ProofProject project() {
        return new ProofProject(folder).migration("1_numbers.sql", """
                        CREATE TABLE numbers (id integer PRIMARY KEY, state text);
                        INSERT INTO numbers SELECT g, NULL FROM generate_series(1, 100) g;
                        CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$ BEGIN
                          UPDATE numbers SET state = 'set' WHERE id <= 50 AND state IS NULL; COMMIT;
                          UPDATE numbers SET state = 'set' WHERE state IS NULL; COMMIT;
                        END $$;
                        """);
    }
}
