package dev.turnstone.proof;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationEvent.ProtocolPoint;
import dev.turnstone.MigrationException;
import dev.turnstone.RunReport;
import dev.turnstone.ValidationReport;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.proof.RunnerProcess.Ending;
import dev.turnstone.proof.Scene.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Kills a runner at one moment, lets the next one run at once, and tells everything that is then not as after a run
/// that nobody disturbed.
///
/// @param first a folder of classes that go before those of the build
/// @param undisturbed what a run leaves that is not killed
record KillHarness(Scene scene, Optional<Path> first, Undisturbed undisturbed) {
    private static final int KILLED = 137;

    /// A run that nobody kills.
    ///
    /// @param times how often each point is reached
    /// @param held how long the lock is held
    record Undisturbed(Map<ProtocolPoint, Integer> times, Duration held, List<String> contents, List<String> history) {}

    /// When a runner is killed.
    sealed interface Moment {
        /// Exactly at a point, the `occurrence`th time it is reached.
        record At(ProtocolPoint point, int occurrence) implements Moment {}

        /// Some time after it took the lock.
        record After(Duration time) implements Moment {}

        /// While the server works on a statement that begins so; it goes on when its client is dead.
        record During(String statement) implements Moment {}
    }

    static KillHarness of(Scene scene) {
        return of(scene, Optional.empty());
    }

    static KillHarness of(Scene scene, Optional<Path> first) {
        try (Stage stage = scene.stage();
                RunnerProcess runner = RunnerProcess.start(stage.url(), scene.project())) {
            runner.go().await("AT " + ProtocolPoint.LOCK_TAKEN);
            long began = System.nanoTime();
            runner.await("AT " + ProtocolPoint.LOCK_RELEASED);
            Duration held = Duration.ofNanos(System.nanoTime() - began);
            Ending ending = runner.end();
            if (ending.code() != 0 || stage.running() != 0) {
                throw new IllegalStateException("an undisturbed run failed: " + ending);
            }
            return new KillHarness(
                    scene, first, new Undisturbed(times(ending), held, stage.contents(), stage.history()));
        }
    }

    private static Map<ProtocolPoint, Integer> times(Ending ending) {
        Map<ProtocolPoint, Integer> times = new EnumMap<>(ProtocolPoint.class);
        for (ProtocolPoint point : ProtocolPoint.values()) {
            times.put(point, (int)
                    ending.lines().stream().filter(("AT " + point)::equals).count());
        }
        return times;
    }

    /// What came of it.
    ///
    /// @param kills how many runners were killed; one may have ended before its moment came
    /// @param violations what does not hold
    record Outcome(int kills, List<String> violations) {
        Outcome {
            violations = List.copyOf(violations);
        }
    }

    /// Kills a runner at each of `moments`, one after the other, lets the next one run, and compares.
    Outcome kill(List<Moment> moments) {
        try (Stage stage = scene.stage()) {
            int kills = 0;
            List<String> violations = new ArrayList<>();
            List<RunnerProcess> runners = new ArrayList<>();
            try {
                for (int i = 0; i < moments.size(); i++) {
                    runners.add(start(stage));
                }
                first.ifPresent(classes -> runners.add(start(stage)));
                runners.forEach(RunnerProcess::ready);
                for (int i = 0; i < moments.size(); i++) {
                    Ending ending = kill(stage, runners.get(i), moments.get(i));
                    kills += ending.code() == KILLED ? 1 : 0;
                    if (ending.code() != KILLED && ending.code() != 0) {
                        violations.add("the runner to kill ended with " + ending.code() + ": " + ending.last());
                    }
                }
                next(stage, runners.subList(moments.size(), runners.size())).ifPresent(violations::add);
            } finally {
                runners.forEach(RunnerProcess::close);
            }
            violations.addAll(differences(stage));
            return new Outcome(kills, violations);
        }
    }

    private RunnerProcess start(Stage stage) {
        return RunnerProcess.start(first, "", stage.url(), scene.project());
    }

    /// Runs the next one: in the process of `waiting` when it has classes of its own, else in this one, which costs a
    /// tenth.
    ///
    /// @return how it failed
    private Optional<String> next(Stage stage, List<RunnerProcess> waiting) {
        if (!waiting.isEmpty()) {
            Ending next = waiting.get(0).go().end();
            return next.code() == 0
                    ? Optional.empty()
                    : Optional.of("the next run ended with " + next.code() + ": " + next.last());
        }
        try {
            RunReport ignored =
                    Projects.migrator(stage.url(), scene.project(), event -> {}).migrate(MigrateOptions.ALL);
            return Optional.empty();
        } catch (MigrationException failure) {
            return Optional.of("the next run failed: " + failure.getMessage());
        }
    }

    private static Ending kill(Stage stage, RunnerProcess runner, Moment moment) {
        switch (moment) {
            case Moment.At at -> {
                runner.goUntil(at.point(), at.occurrence()).await("STOPPED");
            }
            case Moment.After after -> {
                runner.go().await("");
                runner.runsFor(after.time());
            }
            case Moment.During during -> {
                runner.go();
                stage.awaitWork(during.statement());
            }
        }
        return runner.kill();
    }

    /// What is not as after an undisturbed run.
    List<String> differences(Stage stage) {
        List<String> differences = new ArrayList<>();
        differences.addAll(differences("contents", undisturbed.contents(), stage.contents()));
        List<String> history = stage.history();
        differences.addAll(differences("history", undisturbed.history(), history));
        if (differences.isEmpty() && !undisturbed.history().equals(history)) {
            differences.add("the history has another order: " + history);
        }
        if (stage.running() != 0) {
            differences.add(stage.running() + " attempts are still called running");
        }
        ValidationReport report =
                Projects.migrator(stage.url(), scene.project(), event -> {}).validate();
        for (Diagnostic diagnostic : report.diagnostics()) {
            if (diagnostic.severity() == Severity.ERROR) {
                differences.add("validate: " + diagnostic.message());
            }
        }
        return differences;
    }

    private static List<String> differences(String what, List<String> expected, List<String> actual) {
        List<String> differences = new ArrayList<>();
        List<String> rest = new ArrayList<>(actual);
        for (String row : expected) {
            if (!rest.remove(row)) {
                differences.add(what + " lacks " + row);
            }
        }
        rest.forEach(row -> differences.add(what + " has " + row));
        return differences;
    }
}
