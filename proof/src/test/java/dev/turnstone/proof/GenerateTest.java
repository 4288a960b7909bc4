package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.DiffOptions;
import dev.turnstone.DiffReport;
import dev.turnstone.GenerateOptions;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.SchemaSource;
import dev.turnstone.Schemas;
import dev.turnstone.migration.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Schemas of every source, compared, and the migrations between them.
class GenerateTest {
    private static final String ENGINES = "dev.turnstone.proof.Engines#all";
    private static final String BEFORE = """
            CREATE TABLE users (id integer PRIMARY KEY, mail varchar(100) NOT NULL, state varchar(10) NOT NULL,
                CONSTRAINT known CHECK (state IN ('NEW', 'DONE')));
            CREATE TABLE orders (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES users (id), note text);
            """;
    private static final String AFTER = """
            CREATE TABLE users (id integer PRIMARY KEY, mail varchar(100) NOT NULL, state varchar(10) NOT NULL,
                age integer, CONSTRAINT known CHECK (state IN ('NEW', 'DONE', 'GONE')));
            CREATE TABLE orders (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES users (id));
            CREATE TABLE tags (id integer PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE INDEX orders_user ON orders (user_id);
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource(ENGINES)
    void provesAMigrationWithItsWayBack(Engines engine) throws IOException {
        try (Schemas schemas = engine.schemas(folder)) {
            GeneratedMigration generated = schemas.generate(
                    files("before", BEFORE), files("after", AFTER), GenerateOptions.of(new Version("7"), "change"));
            assertThat(generated).isInstanceOf(GeneratedMigration.Proven.class);
            GeneratedMigration.Proven proven = (GeneratedMigration.Proven) generated;
            assertThat(proven.file().name()).isEqualTo("7_change.sql");
            assertThat(proven.file().text()).contains("tags", "-- turnstone:down", "note");
            assertThat(proven.losses()).hasSize(1);
            assertThat(proven.proof().rows()).isPositive();
            assertThat(proven.proof().unseeded()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void findsNothingBetweenEqualSchemas(Engines engine) throws IOException {
        try (Schemas schemas = engine.schemas(folder);
                ProofDatabase database = engine.fresh(folder)) {
            database.execute(BEFORE.split(";\n"));
            DiffReport report = schemas.diff(
                    new SchemaSource.Database(database.url(), Optional.empty(), Optional.empty()),
                    files("before", BEFORE),
                    DiffOptions.DEFAULTS);
            assertThat(report.changes()).isEmpty();
        }
    }

    private SchemaSource files(String name, String sql) throws IOException {
        Path file = folder.resolve(name + ".sql");
        Files.writeString(file, sql);
        return new SchemaSource.Files(file);
    }
}
