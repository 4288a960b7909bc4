package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.proof.Situation.Command;
import dev.turnstone.proof.Situation.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Databases in a bad state: what Turnstone says, its exit code, and that it left alone what it should.
class DatabaseStatesTest {
    @TempDir
    Path folder;

    /// What may have changed.
    enum Left {
        /// Neither schema nor history.
        ALL_AS_IT_WAS,
        /// The history has gained an attempt that says what happened; the schema is as it was.
        ONE_MORE_ATTEMPT,
        /// The file, which is no database.
        FILE_AS_IT_WAS,
        /// The schema is as it was; the history is not whole.
        SCHEMA_AS_IT_WAS,
        /// The command did its work.
        DONE,
        /// The command did its work, and a hook has not passed.
        DONE_BUT_FOR_A_HOOK
    }

    /// One row of the table.
    record Row(
            String engine,
            String name,
            Consumer<Situation> given,
            Command command,
            int exitCode,
            String message,
            Left left) {
        @Override
        public String toString() {
            return engine + ": " + name;
        }
    }

    static Stream<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String engine : List.of("postgresql", "sqlite")) {
            new StatesOfHistories(engine, rows).add();
            new StatesOfFiles(engine, rows).add();
            new StatesOfWaysBack(engine, rows).add();
            new StatesOfScripts(engine, rows).add();
        }
        new StatesOfServers("postgresql", rows).add();
        new StatesOfDatabaseFiles("sqlite", rows).add();
        return rows.stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void saysWhatIsWrongAndLeavesItAlone(Row row) {
        try (ProofDatabase database = fresh(row.engine());
                Situation situation = new Situation(database, folder)) {
            row.given().accept(situation);
            List<String> before = state(database, row.left());
            Outcome outcome = situation.run(row.command());
            assertThat(outcome)
                    .isEqualTo(new Outcome(row.exitCode(), row.message().strip()));
            List<String> after = state(database, row.left());
            switch (row.left()) {
                case ALL_AS_IT_WAS, FILE_AS_IT_WAS, SCHEMA_AS_IT_WAS ->
                    assertThat(after).isEqualTo(before);
                case ONE_MORE_ATTEMPT -> {
                    assertThat(after.get(0)).isEqualTo(before.get(0));
                    assertThat(after).containsAll(before).hasSize(before.size() + 2);
                }
                case DONE ->
                    assertThat(situation.migrator().validate().diagnostics()).isEmpty();
                case DONE_BUT_FOR_A_HOOK ->
                    assertThat(situation.migrator().validate().diagnostics())
                            .extracting(Diagnostic::rule)
                            .containsExactly("failed-hook");
            }
        }
    }

    private ProofDatabase fresh(String engine) {
        return engine.equals("sqlite") ? OnSqlite.fresh(folder) : OnPostgres.fresh(18);
    }

    private static List<String> state(ProofDatabase database, Left left) {
        if (left == Left.FILE_AS_IT_WAS && database instanceof OnSqlite sqlite) {
            return List.of(sqlite.bytes());
        }
        List<String> state = new ArrayList<>(List.of(database.schema()));
        if (left != Left.SCHEMA_AS_IT_WAS && database.hasHistory()) {
            state.addAll(database.effectiveHistory());
        }
        return state;
    }
}
