package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationException;
import dev.turnstone.Migrator;
import dev.turnstone.migration.OutOfOrder;
import dev.turnstone.plan.PlanRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A migration that ended between two of its steps goes on, and goes back, from each of them.
class HalfAppliedTest {
    @TempDir
    Path folder;

    private final OnPostgres database = OnPostgres.fresh(18);

    static Stream<HalfAppliedCase> cases() {
        return HalfAppliedCase.all().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void goesBackFromEachStep(HalfAppliedCase example) {
        String before = begin(example);
        int steps = stepsOf("2");
        assertThat(steps).as("its steps").isGreaterThan(1);
        for (int step = 1; step < steps; step++) {
            stopAfter(step, migrator -> migrator.migrate(MigrateOptions.ALL));
            migrator().revert(example.back());
            assertThat(database.schema())
                    .as("back from step %s of %s", step, steps)
                    .isEqualTo(before);
        }
        migrator().migrate(MigrateOptions.ALL);
        assertThat(database.schema()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void goesOnFromEachStep(HalfAppliedCase example) {
        begin(example);
        int steps = stepsOf("2");
        migrator().migrate(MigrateOptions.ALL);
        String after = database.schema();
        for (int step = 1; step < steps; step++) {
            migrator().revert(HalfAppliedCase.back(true));
            stopAfter(step, migrator -> migrator.migrate(MigrateOptions.ALL));
            migrator().migrate(MigrateOptions.ALL);
            assertThat(database.schema())
                    .as("on from step %s of %s", step, steps)
                    .isEqualTo(after);
        }
    }

    /// A revert of a half-applied migration that is cut short itself is finished by the next one, and by a migrate,
    /// which then begins again.
    @Test
    void finishesAWayBackThatWasCutShort() {
        HalfAppliedCase example = HalfAppliedCase.all().get(0);
        String before = begin(example);
        stopAfter(2, migrator -> migrator.migrate(MigrateOptions.ALL));
        stopAfter(1, migrator -> migrator.revert(example.back()));
        migrator().revert(example.back());
        assertThat(database.schema()).isEqualTo(before);
        stopAfter(2, migrator -> migrator.migrate(MigrateOptions.ALL));
        stopAfter(1, migrator -> migrator.revert(example.back()));
        migrator().migrate(MigrateOptions.ALL);
        String after = database.schema();
        migrator().revert(HalfAppliedCase.back(true));
        migrator().migrate(MigrateOptions.ALL);
        assertThat(database.schema()).isEqualTo(after);
    }

    /// Applies what comes before, and puts the rows in.
    private String begin(HalfAppliedCase example) {
        ProofProject project = new ProofProject(folder).migration("1_base.sql", example.base());
        migrator().migrate(MigrateOptions.ALL);
        database.execute(example.rows().split(";\\s*\\n"));
        project.migration("2_change.sql", example.change());
        return database.schema();
    }

    private int stepsOf(String version) {
        return migrator()
                .plan(new PlanRequest.Migrate(Optional.empty(), false, OutOfOrder.ERROR, false))
                .plan()
                .migrations()
                .stream()
                .filter(planned -> planned.migration().version().text().equals(version))
                .findFirst()
                .orElseThrow()
                .steps()
                .size();
    }

    private void stopAfter(int step, Consumer<Migrator> command) {
        assertThat(stoppedAfter(step, command))
                .as("stopped after step %s", step)
                .isTrue();
    }

    /// Ends a command when a step of its migration is done, if there is a further one.
    private boolean stoppedAfter(int step, Consumer<Migrator> command) {
        AtomicReference<Migrator> running = new AtomicReference<>();
        Migrator migrator = builder()
                .listener(event -> {
                    if (event instanceof MigrationEvent.StepStarted started
                            && started.step().number() == step) {
                        running.get().interrupt();
                    }
                })
                .build();
        running.set(migrator);
        try {
            command.accept(migrator);
            return false;
        } catch (MigrationException.Interrupted stopped) {
            return true;
        }
    }

    private Migrator migrator() {
        return builder().listener(event -> {}).build();
    }

    private Migrator.Builder builder() {
        return Migrator.builder()
                .url(database.url(), Optional.empty(), Optional.empty())
                .settings(new ProofProject(folder).settings())
                .scratch(database.server().jdbcUrl("postgres"), Optional.empty(), Optional.empty());
    }
}
