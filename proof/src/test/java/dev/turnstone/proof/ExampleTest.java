package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.MigrateOptions;
import dev.turnstone.Migrator;
import dev.turnstone.RevertOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the demo shows: the example goes forwards, three migrations back, and forwards again on both databases.
class ExampleTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "sqlite"})
    void goesForthAndBackAndForth(String engine) {
        ProofProject project = new ProofProject(folder);
        ForeignProject.list(Guide.repository().resolve("examples/compliance/migrations"), Files::isRegularFile)
                .forEach(file -> project.migration(file.getFileName().toString(), ForeignProject.read(file)));
        try (ProofDatabase database = engine.equals("sqlite") ? OnSqlite.fresh(folder) : OnPostgres.fresh(18)) {
            Migrator migrator = project.migrator(database);
            migrator.migrate(MigrateOptions.ALL);
            String schema = database.schema();
            assertThat(migrator.revert(RevertOptions.steps(3)).migrations()).hasSize(3);
            assertThat(database.schema()).isNotEqualTo(schema);
            migrator.migrate(MigrateOptions.ALL);
            assertThat(database.schema()).isEqualTo(schema);
        }
    }
}
