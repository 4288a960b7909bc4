package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.DiffReport;
import dev.turnstone.DriftReport;
import dev.turnstone.GenerateOptions;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.MigrateOptions;
import dev.turnstone.Migrator;
import dev.turnstone.SchemaSource;
import dev.turnstone.Schemas;
import dev.turnstone.WrittenFile;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Written;
import dev.turnstone.migration.Version;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Objects of live databases that no migration makes: indexes that failed to build, connections with a password.
class HandMadeTest {
    private static final String CONNECTED = """
        CREATE EXTENSION postgres_fdw;
        CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'h', dbname 'd');
        CREATE USER MAPPING FOR PUBLIC SERVER elsewhere OPTIONS (user 'u', password 'hush');
        CREATE FOREIGN TABLE far (id integer) SERVER elsewhere OPTIONS (table_name 'x');
        CREATE FOREIGN DATA WRAPPER metered OPTIONS (token 'hush');
        CREATE SERVER metered FOREIGN DATA WRAPPER metered;
        CREATE FOREIGN TABLE farther (id integer) SERVER metered;
        """;
    private static final String TABLES = """
        CREATE TABLE parents (id integer PRIMARY KEY, a integer, CONSTRAINT a_known CHECK (a < 9));
        CREATE TABLE children (id integer PRIMARY KEY, parent integer);
        INSERT INTO parents VALUES (1, 1), (2, 1);
        INSERT INTO children VALUES (1, 7);
        ALTER TABLE parents ADD CONSTRAINT a_large CHECK (a > 5) NOT VALID;
        ALTER TABLE children ADD CONSTRAINT known FOREIGN KEY (parent) REFERENCES parents NOT VALID;
        CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'begin end';
        CREATE EVENT TRIGGER watching ON ddl_command_end EXECUTE FUNCTION watch();
        """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL_15", "POSTGRESQL_18"})
    void aBaselineLeavesItOutAndSaysSo(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder);
                ProofDatabase other = engine.fresh(folder)) {
            database.execute(CONNECTED, TABLES);
            failToBuild(database, "CREATE UNIQUE INDEX CONCURRENTLY once ON parents (a)");
            database.execute("CREATE SUBSCRIPTION s CONNECTION 'host=nowhere password=hush' PUBLICATION p WITH"
                    + " (connect = false)");
            Migrator migrator = migrator(engine, database);
            WrittenFile file = migrator.generateBaseline(new Version("1"), "initial");
            assertThat(file.text())
                    .contains("CREATE SERVER elsewhere", "NOT VALID", "CREATE EVENT TRIGGER watching")
                    .doesNotContain("once", "hush", "SUBSCRIPTION", "metered", "farther");
            assertThat(file.notices())
                    .anySatisfy(notice -> assertThat(notice)
                            .contains("index public.parents.once", "invalid", "REINDEX INDEX CONCURRENTLY public.once"))
                    .anySatisfy(notice -> assertThat(notice)
                            .contains(
                                    "foreign-data wrapper metered",
                                    "with it server metered, foreign table public.farther"))
                    .anySatisfy(notice -> assertThat(notice).contains("user mapping elsewhere.public"))
                    .anySatisfy(notice -> assertThat(notice).contains("subscription s"))
                    .noneSatisfy(notice -> assertThat(notice).contains("--"));
            assertThat(migrator.drift().drifted()).isFalse();
            database.execute("CREATE TABLE more (id integer)");
            DriftReport drift = migrator.drift();
            assertThat(drift.diff().orElseThrow().changes())
                    .allSatisfy(change -> assertThat(change.id().words()).contains("more"));
            assertThat(drift.diff().orElseThrow().notices())
                    .extracting(Diagnostic::rule)
                    .contains("by-hand");
            migrator(engine, other).migrate(MigrateOptions.ALL);
            assertThat(other.rows("SELECT count(*) FROM children")).containsExactly("0");
            database.execute("ALTER SUBSCRIPTION s SET (slot_name = NONE)", "DROP SUBSCRIPTION s");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL_15", "POSTGRESQL_18"})
    void anInvalidIndexThatIsKnownIsADifferenceAndRepaired(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder);
                Schemas schemas = engine.schemas(folder)) {
            new ProofProject(folder).migration("1_base.sql", """
                            CREATE TABLE parents (id integer PRIMARY KEY, a integer);
                            CREATE UNIQUE INDEX once ON parents (a);
                            """);
            Migrator migrator = migrator(engine, database);
            migrator.migrate(MigrateOptions.ALL);
            database.execute("DROP INDEX once", "INSERT INTO parents VALUES (1, 1), (2, 1)");
            failToBuild(database, "CREATE UNIQUE INDEX CONCURRENTLY once ON parents (a)");
            DiffReport drift = migrator.drift().diff().orElseThrow();
            assertThat(drift.changes())
                    .singleElement()
                    .satisfies(change -> assertThat(change.id().name()).isEqualTo("once"));
            SchemaSource history = new SchemaSource.Given(drift.diff().from(), "the history");
            SchemaSource live = new SchemaSource.Given(drift.diff().to(), "the database");
            assertThat(schemas.generate(history, live, GenerateOptions.of(new Version("2"), "keep")))
                    .isInstanceOfSatisfying(GeneratedMigration.Refused.class, refused -> {
                        assertThat(refused.failures()).isEmpty();
                        assertThat(refused.refusals())
                                .singleElement()
                                .extracting(Written.Refusal::why)
                                .asString()
                                .contains("invalid", "REINDEX INDEX CONCURRENTLY public.once");
                    });
            GeneratedMigration undone = schemas.generate(live, history, GenerateOptions.of(new Version("2"), "repair"));
            assertThat(undone).isInstanceOf(GeneratedMigration.Proven.class);
            new ProofProject(folder)
                    .migration(
                            "2_repair.sql",
                            ((GeneratedMigration.Proven) undone).file().text());
            assertThatThrownBy(() -> migrator.migrate(MigrateOptions.ALL)).hasMessageContaining("unique index");
            database.execute("DELETE FROM parents WHERE id = 2");
            migrator.migrate(MigrateOptions.ALL);
            assertThat(migrator.drift().drifted()).isFalse();
            assertThat(database.rows("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                    .containsExactly("0");
        }
    }

    /// A script that makes one wants it: it is refused, and what is said to do about it can be done.
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL_15", "POSTGRESQL_18"})
    void whatAScriptMakesIsWantedAndRefused(Engines engine) {
        try (Schemas schemas = engine.schemas(folder)) {
            new ProofProject(folder).file("schema.sql", CONNECTED);
            GeneratedMigration generated = schemas.generate(
                    new SchemaSource.Nothing(),
                    new SchemaSource.Files(folder.resolve("schema.sql")),
                    GenerateOptions.of(new Version("1"), "connect"));
            assertThat(generated)
                    .isInstanceOfSatisfying(
                            GeneratedMigration.Refused.class,
                            refused -> assertThat(refused.refusals()).anySatisfy(refusal -> {
                                assertThat(refusal.what()).isEqualTo("user mapping elsewhere.public");
                                assertThat(refusal.why())
                                        .contains("in a migration of your own, with placeholders")
                                        .doesNotContain("--");
                            }));
        }
    }

    /// A migration with the secret as a placeholder makes the mapping known, so that it counts from then on.
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL_15", "POSTGRESQL_18"})
    void aMappingThatAMigrationMakesIsCompared(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            new ProofProject(folder).migration("1_connect.sql", CONNECTED);
            Migrator migrator = migrator(engine, database);
            migrator.migrate(MigrateOptions.ALL);
            database.execute("ALTER USER MAPPING FOR PUBLIC SERVER elsewhere OPTIONS (SET user 'other')");
            assertThat(migrator.drift().diff().orElseThrow().changes())
                    .singleElement()
                    .satisfies(change -> assertThat(change.id().words()).isEqualTo("user mapping elsewhere.public"));
            database.execute("DROP USER MAPPING FOR PUBLIC SERVER elsewhere");
            assertThat(migrator.drift().diff().orElseThrow().changes())
                    .singleElement()
                    .satisfies(change -> assertThat(change.id().words()).isEqualTo("user mapping elsewhere.public"));
        }
    }

    private static void failToBuild(ProofDatabase database, String index) {
        assertThatThrownBy(() -> database.execute(index)).hasMessageContaining("could not create unique index");
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
