package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.DiffOptions;
import dev.turnstone.DiffOptions.Renaming;
import dev.turnstone.GenerateOptions;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.MigrateOptions;
import dev.turnstone.Migrator;
import dev.turnstone.RevertOptions;
import dev.turnstone.SchemaSource;
import dev.turnstone.Schemas;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.PlanRequest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The sequence of a serial column goes where the column goes, at its place, without an option of its own.
class OwnedSequenceTest {
    private static final String BEFORE = """
        CREATE SCHEMA b;
        CREATE TABLE public.users (id serial PRIMARY KEY, name text);
        """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POSTGRESQL_15 | CREATE TABLE people (id serial PRIMARY KEY, name text) | users=people | people",
                "POSTGRESQL_18 | CREATE TABLE people (uid serial PRIMARY KEY, name text)"
                        + " | users=people,users.id=people.uid | people",
                "POSTGRESQL_18 | CREATE TABLE users (uid serial PRIMARY KEY, name text) | users.id=users.uid | users",
                "POSTGRESQL_15 | CREATE TABLE b.users (id serial PRIMARY KEY, name text)"
                        + " | public.users=b.users | b.users",
                "POSTGRESQL_18 | CREATE TABLE b.people (id serial PRIMARY KEY, name text)"
                        + " | public.users=b.people | b.people",
                "POSTGRESQL_18 | CREATE SEQUENCE users_id_seq AS integer; CREATE TABLE people (id integer PRIMARY KEY"
                        + " DEFAULT nextval('users_id_seq'), name text); ALTER SEQUENCE users_id_seq OWNED BY people.id"
                        + " | users=people | people",
            })
    void follows(Engines engine, String after, String renamed, String table) {
        try (ProofDatabase database = engine.fresh(folder);
                Schemas schemas = engine.schemas(folder)) {
            ProofProject project = new ProofProject(folder);
            project.migration("1_base.sql", BEFORE);
            project.file("before.sql", BEFORE);
            project.file("after.sql", "CREATE SCHEMA b;\n" + after + ";\n");
            Migrator migrator = migrator(engine, database);
            migrator.migrate(MigrateOptions.ALL);
            database.execute("INSERT INTO users (name) VALUES ('one'), ('two')");

            List<Renaming> renames =
                    Arrays.stream(renamed.split(",", -1)).map(Renaming::parse).toList();
            GeneratedMigration generated = schemas.generate(
                    new SchemaSource.Files(folder.resolve("before.sql")),
                    new SchemaSource.Files(folder.resolve("after.sql")),
                    GenerateOptions.of(new Version("2"), "rename").with(DiffOptions.DEFAULTS.withRenames(renames)));

            assertThat(generated).as(generated::toString).isInstanceOf(GeneratedMigration.Proven.class);
            GeneratedMigration.Proven proven = (GeneratedMigration.Proven) generated;
            assertThat(proven.file().text()).doesNotContain("CREATE", "DROP", "setval");
            project.migration("2_rename.sql", proven.file().text());
            migrator.migrate(MigrateOptions.ALL);
            assertThat(database.rows("INSERT INTO " + table + " (name) VALUES ('x') RETURNING *"))
                    .singleElement()
                    .asString()
                    .startsWith("3");
            migrator.revert(new RevertOptions(new PlanRequest.Target.Steps(1), false, Optional.empty()));
            assertThat(database.rows("INSERT INTO users (name) VALUES ('y') RETURNING id"))
                    .containsExactly("4");
        }
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
