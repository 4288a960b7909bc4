package dev.turnstone.proof;

import static dev.turnstone.proof.Situation.MIGRATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `schema_applied` answers in SQL what is applied now.
class AppliedViewTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "sqlite"})
    void showsWhatStandsAppliedAndNothingElse(String engine) {
        try (ProofDatabase database = engine.equals("sqlite") ? OnSqlite.fresh(folder) : OnPostgres.fresh(18);
                Situation at = new Situation(database, folder)) {
            at.file("migrations/8_kept.sql", "CREATE TABLE kept (id integer);\n-- turnstone:down\nDROP TABLE kept;")
                    .file(
                            "migrations/9_gone.sql",
                            "CREATE TABLE gone (id integer);\n-- turnstone:down\nDROP TABLE gone;")
                    .file("hooks/after-migrate.sql", "SELECT 1;");
            assertThat(at.run(MIGRATE).exitCode()).isZero();
            assertThat(at.run(Situation.REVERT).exitCode()).isZero();
            at.file("migrations/9_gone.sql", "CREATE TABLE;");
            assertThat(at.run(MIGRATE).exitCode()).isEqualTo(3);

            String view = engine.equals("sqlite") ? "turnstone_schema_applied" : "turnstone.schema_applied";
            assertThat(database.rows("SELECT version FROM " + view + " ORDER BY attempt"))
                    .contains("8")
                    .doesNotContain("9")
                    .noneMatch(version -> version.contains("hooks"));
            assertThat(database.schema()).doesNotContain("schema_applied");
        }
    }
}
