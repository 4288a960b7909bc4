package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.Context;
import dev.turnstone.JavaMigration;
import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationException;
import dev.turnstone.Migrator;
import dev.turnstone.RevertOptions;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.PlanRequest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A way back in Java is judged by its effect where the migration says that it may run twice, and run once where not.
class JavaWayBackTest {
    private static final String ENGINES = "dev.turnstone.proof.Engines#all";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource(ENGINES)
    void passesWhenNothingIsLost(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            V2__Java code = new V2__Java(true, "UPDATE people SET name = 'b'", "UPDATE people SET name = 'a'");
            Migrator migrator = migrated(database, code);
            migrator.revert(last(Set.of()));
            assertThat(code.wentBack).isEqualTo(2);
            assertThat(database.rows("SELECT name FROM people")).containsExactly("a");
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void isRefusedWhenRowsAreLost(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            V2__Java code = new V2__Java(true, "UPDATE people SET name = 'b'", "DROP TABLE people");
            Migrator migrator = migrated(database, code);
            assertThatThrownBy(() -> migrator.revert(last(Set.of())))
                    .isInstanceOfSatisfying(
                            MigrationException.Refused.class,
                            refused -> assertThat(refused.diagnostics())
                                    .anyMatch(found -> found.rule().equals("data-loss")));
            assertThat(database.rows("SELECT name FROM people")).containsExactly("b");
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void isNotTriedWhenItMayDoSomethingElsewhere(Engines engine) {
        try (ProofDatabase database = engine.fresh(folder)) {
            V2__Java code = new V2__Java(false, "UPDATE people SET name = 'b'", "UPDATE people SET name = 'a'");
            Migrator migrator = migrated(database, code);
            assertThatThrownBy(() -> migrator.revert(last(Set.of())))
                    .isInstanceOfSatisfying(
                            MigrationException.Refused.class,
                            refused -> assertThat(refused.diagnostics())
                                    .singleElement()
                                    .satisfies(found -> assertThat(found.message())
                                            .contains("does not say that it may be run again")));
            assertThat(code.wentBack).isZero();
            migrator.revert(last(Set.of(new Version("2"))));
            assertThat(code.wentBack).isEqualTo(1);
            assertThat(database.rows("SELECT name FROM people")).containsExactly("a");
        }
    }

    private Migrator migrated(ProofDatabase database, JavaMigration code) {
        ProofProject project = new ProofProject(folder).migration("1_people.sql", """
                        CREATE TABLE people (id integer PRIMARY KEY, name text);
                        INSERT INTO people VALUES (1, 'a');
                        """);
        Migrator migrator = Migrator.builder()
                .url(database.url(), Optional.empty(), Optional.empty())
                .settings(project.settings())
                .javaMigrations(List.of(code))
                .listener(event -> {})
                .build();
        migrator.migrate(MigrateOptions.ALL);
        return migrator;
    }

    private static RevertOptions last(Set<Version> lossy) {
        return new RevertOptions(new PlanRequest.Target.Steps(1), false, lossy, Optional.empty());
    }

    /// What it sends, and how often its way back was taken.
    @SuppressWarnings("checkstyle:TypeName")
    private static final class V2__Java implements JavaMigration {
        private final boolean repeatable;
        private final String up;
        private final String down;
        private int wentBack;

        V2__Java(boolean repeatable, String up, String down) {
            this.repeatable = repeatable;
            this.up = up;
            this.down = down;
        }

        @Override
        public void up(Context context) throws SQLException {
            run(context, up);
        }

        @Override
        public void down(Context context) throws SQLException {
            wentBack++;
            run(context, down);
        }

        @Override
        public boolean repeatable() {
            return repeatable;
        }

        private static void run(Context context, String sql) throws SQLException {
            try (Statement statement = context.connection().createStatement()) {
                boolean ignored = statement.execute(sql);
            }
        }
    }
}
