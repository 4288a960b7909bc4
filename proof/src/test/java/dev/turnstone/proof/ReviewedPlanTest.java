package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationException;
import dev.turnstone.Migrator;
import dev.turnstone.RevertOptions;
import dev.turnstone.Settings;
import dev.turnstone.Settings.SchemaCheck;
import dev.turnstone.migration.OutOfOrder;
import dev.turnstone.plan.PlanRequest;
import dev.turnstone.plan.SavedPlan;
import dev.turnstone.plan.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What was reviewed is what runs: a plan that was kept runs as it is, or not at all.
class ReviewedPlanTest {
    private static final String ENGINES = "dev.turnstone.proof.Engines#all";
    private static final PlanRequest.Migrate FORWARD =
            new PlanRequest.Migrate(Optional.empty(), false, OutOfOrder.ERROR, true);
    private static final PlanRequest.Target ALL = new PlanRequest.Target.All();

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource(ENGINES)
    void runsOnceAsItWasReviewed(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            Migrator migrator = migrator(database, SchemaCheck.FINGERPRINT);
            SavedPlan plan = kept(migrator, FORWARD);
            assertThat(plan.schema()).isPresent();
            migrator.migrate(exactly(plan));
            assertThat(versions(database)).containsExactly("1", "2");
            refused(migrator, plan, "the history went on", "1 is in the plan and would not run");

            SavedPlan back = kept(migrator, new PlanRequest.Revert(ALL));
            migrator.revert(new RevertOptions(ALL, true, Optional.of(back)));
            assertThat(migrator.status().standings()).allMatch(standing -> standing.state() == State.PENDING);
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void refusesWhenAFileWasChangedOrAdded(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            Migrator migrator = migrator(database, SchemaCheck.FINGERPRINT);
            SavedPlan plan = kept(migrator, FORWARD);
            new ProofProject(folder)
                    .migration("2_mail.sql", "ALTER TABLE users ADD COLUMN email text;\n")
                    .migration("3_late.sql", "CREATE TABLE late (id integer);\n");
            refused(
                    migrator,
                    plan,
                    "2 has another text than when it was planned",
                    "3 would run and is not in the plan");
            assertThat(database.hasHistory()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void refusesWhenSomebodyChangedTheSchema(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            Migrator migrator = migrator(database, SchemaCheck.FINGERPRINT);
            SavedPlan plan = kept(migrator, FORWARD);
            database.execute("CREATE TABLE beside (id integer)");
            refused(migrator, plan, "the schema is another one than it was");
            assertThat(versions(database)).isEmpty();
            database.execute("DROP TABLE beside");
            migrator.migrate(exactly(plan));
            assertThat(versions(database)).containsExactly("1", "2");
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void doesNotLookAtTheSchemaWhenNobodyWantsThat(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            Migrator migrator = migrator(database, SchemaCheck.NONE);
            SavedPlan plan = kept(migrator, FORWARD);
            assertThat(plan.schema()).isEmpty();
            database.execute("CREATE TABLE beside (id integer)");
            migrator.migrate(exactly(plan));
            assertThat(versions(database)).containsExactly("1", "2");
        }
    }

    private Migrator migrator(ProofDatabase database, SchemaCheck check) {
        ProofProject project = new ProofProject(folder)
                .migration("1_users.sql", "CREATE TABLE users (id integer);\n-- turnstone:down\nDROP TABLE users;\n")
                .migration(
                        "2_mail.sql",
                        "ALTER TABLE users ADD COLUMN mail text;\n-- turnstone:down\nALTER TABLE users DROP COLUMN mail;\n");
        Settings settings = project.settings().withSchemaCheck(check);
        return project.migrator(database, settings);
    }

    /// As it comes back from the file.
    private static SavedPlan kept(Migrator migrator, PlanRequest request) {
        return SavedPlan.parse(migrator.plan(request).saved().text());
    }

    private static MigrateOptions exactly(SavedPlan plan) {
        return new MigrateOptions(Optional.empty(), false, Optional.of(plan));
    }

    private static void refused(Migrator migrator, SavedPlan plan, String... reasons) {
        assertThatThrownBy(() -> migrator.migrate(exactly(plan)))
                .isInstanceOf(MigrationException.Refused.class)
                .hasMessageContaining("the plan no longer fits. Nothing was changed.")
                .hasMessageContainingAll(reasons);
    }

    private static List<String> versions(ProofDatabase database) {
        return database.hasHistory()
                ? database.rows("SELECT version FROM " + database.attempts()
                        + " WHERE status = 'completed' AND direction = 'up' ORDER BY id")
                : List.of();
    }
}
