package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationException;
import dev.turnstone.Migrator;
import dev.turnstone.Settings.OnExisting;
import dev.turnstone.migration.Version;
import dev.turnstone.schema.Ignored;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A database that holds tables and has no history is not migrated by mistake.
class ExistingTablesTest {
    private static final String ENGINES = "dev.turnstone.proof.Engines#all";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource(ENGINES)
    void refusesAndLeavesNothingBehind(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            database.execute(
                    "CREATE TABLE users (id integer)",
                    "CREATE TABLE carts (id integer)",
                    "CREATE VIEW buyers AS SELECT id FROM users",
                    "CREATE VIEW fans AS SELECT id FROM users");
            String before = database.schema();
            String path = engine.sqlite() ? "" : "public.";

            assertThatThrownBy(() -> migrator(database, OnExisting.REFUSED).migrate(MigrateOptions.ALL))
                    .hasMessageContaining("holds tables already and has no history. Nothing was changed.")
                    .isInstanceOfSatisfying(MigrationException.Refused.class, refused -> {
                        assertThat(refused.exitCode()).isEqualTo(5);
                        assertThat(refused.toString())
                                .contains(path + "buyers, " + path + "carts, " + path + "fans and 1 more")
                                .contains("turnstone baseline VERSION")
                                .contains("turnstone migrate --on-existing run");
                    });
            assertThat(database.hasHistory()).isFalse();
            assertThat(database.schema()).isEqualTo(before);
            assertThat(migrator(database, OnExisting.REFUSED).status().problems())
                    .anyMatch(problem -> problem.rule().equals("existing-objects"));
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void runsOnTopWhenToldTo(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            database.execute("CREATE TABLE users (id integer)");
            assertThat(migrator(database, OnExisting.RUN)
                            .migrate(MigrateOptions.ALL)
                            .applied())
                    .isEqualTo(1);
            assertThat(migrator(database, OnExisting.REFUSED)
                            .migrate(MigrateOptions.ALL)
                            .migrations())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void goesOnBehindABaseline(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            database.execute("CREATE TABLE users (id integer)");
            migrator(database, OnExisting.REFUSED).baseline(new Version("0.9"), "adopted");
            assertThat(migrator(database, OnExisting.REFUSED)
                            .migrate(MigrateOptions.ALL)
                            .migrations())
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void doesNotCountWhatOthersAnswerFor(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            database.execute(
                    "CREATE TABLE schema_migrations (version varchar(255) PRIMARY KEY)",
                    "CREATE TABLE legacy_users (id integer)");
            Migrator migrator = new ProofProject(folder)
                    .migration("1_orders.sql", "CREATE TABLE orders (id integer);\n")
                    .migrator(
                            database,
                            new ProofProject(folder)
                                    .settings()
                                    .withOnExisting(OnExisting.REFUSED)
                                    .withIgnored(Ignored.parse(List.of("legacy_*"))));
            assertThat(migrator.migrate(MigrateOptions.ALL).migrations()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void countsATableThatIsOnlyCalledLikeAHistory(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            database.execute("CREATE TABLE migrations (id integer, bird varchar(20))");
            assertThatThrownBy(() -> migrator(database, OnExisting.REFUSED).migrate(MigrateOptions.ALL))
                    .isInstanceOf(MigrationException.Refused.class);
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void doesNotCountExtensionsTenantsAndEmptySchemas(Engines engine) {
        assumeThat(engine.sqlite()).isFalse();
        try (ProofDatabase database = engine.fresh(folder)) {
            database.execute(
                    "CREATE TABLE spatial_ref_sys (srid integer PRIMARY KEY)",
                    "ALTER EXTENSION plpgsql ADD TABLE spatial_ref_sys",
                    "CREATE SCHEMA app",
                    "CREATE FUNCTION app.one() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
                    "CREATE SCHEMA tenant",
                    "CREATE TABLE tenant.users (id integer)",
                    "CREATE TABLE tenant.schema_migrations (id integer, checksum_algorithm text)",
                    "CREATE TABLE tenant.schema_steps (seq integer)");
            assertThat(migrator(database, OnExisting.REFUSED)
                            .migrate(MigrateOptions.ALL)
                            .migrations())
                    .hasSize(1);
        }
    }

    private Migrator migrator(ProofDatabase database, OnExisting onExisting) {
        ProofProject project =
                new ProofProject(folder).migration("1_orders.sql", "CREATE TABLE orders (id integer);\n");
        return project.migrator(database, project.settings().withOnExisting(onExisting));
    }
}
