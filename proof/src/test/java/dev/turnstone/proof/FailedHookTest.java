package dev.turnstone.proof;

import static dev.turnstone.proof.Situation.MIGRATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.diagnostic.Diagnostic;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A smoke test that failed is not forgotten: it is told, and run again, until it passes.
class FailedHookTest {
    private static final String HOOK = "hooks/after-migrate.sql";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "sqlite"})
    void isToldAndRunAgainUntilItPasses(String engine) {
        try (ProofDatabase database = fresh(engine);
                Situation at = new Situation(database, folder)) {
            at.file(HOOK, "SELECT count(*) FROM nothing_there;");

            assertThat(at.run(MIGRATE).exitCode()).isEqualTo(1);
            assertThat(told(at)).containsExactly("failed-hook", "failed-hook");
            assertThat(at.run(MIGRATE).exitCode()).as("with nothing pending").isEqualTo(1);

            at.file(HOOK, "SELECT 1;");
            assertThat(at.run(MIGRATE).exitCode()).isZero();
            assertThat(told(at)).isEmpty();
            long attempts = at.migrator().history().size();
            assertThat(at.run(MIGRATE).exitCode()).isZero();
            assertThat(at.migrator().history())
                    .as("it does not run for nothing")
                    .hasSize((int) attempts);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "sqlite"})
    void isMootOnceTheMigrationsAreReverted(String engine) {
        try (ProofDatabase database = fresh(engine);
                Situation at = new Situation(database, folder)) {
            at.file("migrations/9_extra.sql", "CREATE TABLE extra (id integer);\n-- turnstone:down\nDROP TABLE extra;")
                    .file(HOOK, "SELECT count(*) FROM nothing_there;");
            assertThat(at.run(MIGRATE).exitCode()).isEqualTo(1);

            assertThat(at.run(Situation.REVERT).exitCode()).isZero();

            assertThat(told(at)).isEmpty();
        }
    }

    private ProofDatabase fresh(String engine) {
        return engine.equals("sqlite") ? OnSqlite.fresh(folder) : OnPostgres.fresh(18);
    }

    /// What `status` and `validate` say.
    private static List<String> told(Situation at) {
        return Stream.concat(
                        at.migrator().status().problems().stream(), at.migrator().validate().diagnostics().stream())
                .map(Diagnostic::rule)
                .filter("failed-hook"::equals)
                .toList();
    }
}
