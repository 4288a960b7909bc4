package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.DiffOptions;
import dev.turnstone.DiffReport;
import dev.turnstone.GenerateOptions;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.MigrateOptions;
import dev.turnstone.Migrator;
import dev.turnstone.SchemaSource;
import dev.turnstone.Schemas;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.migration.Version;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The version of an extension counts where somebody says it; what a server installs by itself is no difference.
/// `pg_trgm` is 1.6 by default on every supported server.
class ExtensionVersionTest {
    private static final String INDEXED = """
        %s
        CREATE TABLE words (id integer PRIMARY KEY, word text);
        CREATE INDEX by_trigram ON words USING gin (word gin_trgm_ops);
        """;
    private static final String OLD = "CREATE EXTENSION pg_trgm WITH VERSION '1.5';";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CREATE EXTENSION pg_trgm WITH VERSION '1.5' | CREATE EXTENSION pg_trgm VERSION '1.6' | 1.5 1.6",
                "CREATE EXTENSION pg_trgm WITH VERSION '1.5'"
                        + " | create extension if not exists \"pg_trgm\" with schema public version \"1.6\" | 1.5 1.6",
                "CREATE EXTENSION pg_trgm VERSION '1.5' | CREATE EXTENSION PG_TRGM VERSION '1.4';"
                        + " ALTER EXTENSION pg_trgm UPDATE | 1.5 1.6",
                "CREATE EXTENSION pg_trgm VERSION '1.6' | CREATE EXTENSION pg_trgm VERSION '1.5' | 1.6 1.5",
                "CREATE EXTENSION pg_trgm | CREATE EXTENSION pg_trgm VERSION '1.5' | 1.6 1.5",
                "CREATE EXTENSION pg_trgm VERSION '1.4' | CREATE EXTENSION pg_trgm VERSION '1.5' | 1.4 1.5",
                "CREATE EXTENSION pg_trgm VERSION '1.5' | CREATE EXTENSION pg_trgm |",
                "CREATE EXTENSION pg_trgm | CREATE EXTENSION pg_trgm VERSION '1.6' |",
                "CREATE EXTENSION pg_trgm VERSION '1.5' | CREATE EXTENSION pg_trgm VERSION '1.5' |",
            })
    void countsWhereTheSchemaAfterSaysIt(String before, String after, String changed) {
        for (Engines engine : Set.of(Engines.POSTGRESQL_15, Engines.POSTGRESQL_18)) {
            try (Schemas schemas = engine.schemas(folder)) {
                GeneratedMigration generated =
                        schemas.generate(file("before.sql", before), file("after.sql", after), options(true));
                if (changed == null) {
                    assertThat(generated).isInstanceOf(GeneratedMigration.Nothing.class);
                    continue;
                }
                assertThat(generated).as(generated::toString).isInstanceOf(GeneratedMigration.Proven.class);
                String text = ((GeneratedMigration.Proven) generated).file().text();
                String[] versions = changed.split(" ", -1);
                boolean updated = versions[0].compareTo(versions[1]) < 0;
                String update = "ALTER EXTENSION pg_trgm UPDATE TO '" + (updated ? versions[1] : versions[0]) + "'";
                assertThat(text.indexOf(update)).isPositive();
                assertThat(text.indexOf(update) < text.indexOf("turnstone:down"))
                        .isEqualTo(updated);
                assertThat(text).contains("DROP EXTENSION pg_trgm", "CREATE INDEX by_trigram");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL_15", "POSTGRESQL_18"})
    void isToldAsNoWayBackWhereColumnsNeedTheExtension(Engines engine) {
        try (Schemas schemas = engine.schemas(folder)) {
            SchemaSource before = file("before.sql", "CREATE EXTENSION hstore VERSION '1.7'", "h hstore");
            SchemaSource after = file("after.sql", "CREATE EXTENSION hstore VERSION '1.8'", "h hstore");
            assertThat(schemas.generate(before, after, options(true)))
                    .isInstanceOfSatisfying(
                            GeneratedMigration.Refused.class,
                            refused -> assertThat(refused.refusals())
                                    .singleElement()
                                    .extracting(Written.Refusal::why)
                                    .asString()
                                    .contains("no update from version 1.8 to 1.7", "column public.words.h"));
            assertThat(schemas.generate(before, after, options(false)))
                    .isInstanceOfSatisfying(
                            GeneratedMigration.Proven.class,
                            proven -> assertThat(proven.file().text())
                                    .contains("ALTER EXTENSION hstore UPDATE TO '1.8'"));
        }
    }

    /// An upgraded server leaves its extensions behind, and nobody is bothered with that.
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL_15", "POSTGRESQL_18"})
    void ofALiveDatabaseIsWhatItIs(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            new ProofProject(folder).migration("1_base.sql", INDEXED.formatted("CREATE EXTENSION pg_trgm;"));
            Migrator migrator = migrator(engine, database);
            migrator.migrate(MigrateOptions.ALL);
            database.execute("DROP EXTENSION pg_trgm CASCADE", OLD);
            database.execute("CREATE INDEX by_trigram ON words USING gin (word gin_trgm_ops)");
            assertThat(migrator.drift().drifted()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL_15", "POSTGRESQL_18"})
    void aBaselineAsksForNone(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            database.execute(OLD);
            assertThat(migrator(engine, database)
                            .generateBaseline(new Version("1"), "adopted")
                            .text())
                    .contains("CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL_15", "POSTGRESQL_18"})
    void thatMigrationsSayIsADriftWhenSomebodyChangesIt(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            new ProofProject(folder).migration("1_base.sql", INDEXED.formatted(OLD));
            Migrator migrator = migrator(engine, database);
            migrator.migrate(MigrateOptions.ALL);
            assertThat(migrator.drift().drifted()).isFalse();
            database.execute("ALTER EXTENSION pg_trgm UPDATE");
            DiffReport drift = migrator.drift().diff().orElseThrow();
            assertThat(drift.changes())
                    .singleElement()
                    .satisfies(change -> assertThat(change.id().words()).isEqualTo("extension pg_trgm"));
        }
    }

    private static GenerateOptions options(boolean down) {
        return new GenerateOptions(
                new Version("2"), "update", Writer.Style.ONLINE, down, DiffOptions.DEFAULTS, false, false, Set.of());
    }

    private SchemaSource file(String name, String extension) {
        new ProofProject(folder).file(name, INDEXED.formatted(extension + ";"));
        return new SchemaSource.Files(folder.resolve(name));
    }

    private SchemaSource file(String name, String extension, String column) {
        new ProofProject(folder)
                .file(name, extension + ";\nCREATE TABLE words (id integer PRIMARY KEY, " + column + ");\n");
        return new SchemaSource.Files(folder.resolve(name));
    }

    private Migrator migrator(Engines engine, ProofDatabase database) {
        return Migrator.builder()
                .url(database.url(), Optional.empty(), Optional.empty())
                .settings(new ProofProject(folder).settings())
                .listener(event -> {})
                .scratch(engine.scratch().orElseThrow(), Optional.empty(), Optional.empty())
                .build();
    }
}
