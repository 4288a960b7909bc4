package dev.turnstone.internal;

import dev.turnstone.MigrationException;
import dev.turnstone.Settings;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.history.Attempt;
import dev.turnstone.history.Direction;
import dev.turnstone.history.History;
import dev.turnstone.migration.Kind;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.sql.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the user wants to happen around a run: `hooks/NAME.sql`, or commands from `[hooks]`.
/// NAME is one of [Settings#HOOK_NAMES].
final class Hooks {
    private static final Duration LONGEST_COMMAND = Duration.ofMinutes(30);
    private final Session session;
    private final ScriptRunner scripts;
    private final Path project;
    private final Path folder;
    private final Map<String, String> commands;
    private final boolean enabled;

    Hooks(Session session, Settings settings) {
        this.session = session;
        this.scripts = new ScriptRunner(session);
        this.project = settings.project();
        this.folder = project.resolve("hooks");
        this.commands = settings.hookCommands();
        this.enabled = settings.hooks();
    }

    /// A file that no hook is called after would never run, and nobody would notice.
    static void checkNames(Settings settings) {
        Path folder = settings.project().resolve("hooks");
        if (!settings.hooks() || !Files.isDirectory(folder)) {
            return;
        }
        List<Diagnostic> misnamed = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".sql") && !name.startsWith("_") && !name.startsWith("."))
                    .filter(name -> !Settings.HOOK_NAMES.contains(name.substring(0, name.length() - ".sql".length())))
                    .sorted()
                    .forEach(name -> misnamed.add(Diagnostic.error(
                            "misnamed-hook",
                            Location.startOf("hooks/" + name),
                            "no hook is called so, and it would never run",
                            "Hooks are " + String.join(", ", Settings.HOOK_NAMES)
                                    + ". A file that is none begins with _")));
        } catch (IOException e) {
            throw new MigrationException.Misconfigured(folder + ": cannot be read: " + e.getMessage());
        }
        if (!misnamed.isEmpty()) {
            throw new MigrationException.Misconfigured(
                    "the hooks cannot be run as they are. Nothing was run.", misnamed);
        }
    }

    /// The smoke tests that have not passed: their last attempt failed, and they are still there.
    static List<Attempt> failed(History history, Settings settings) {
        if (!settings.hooks()) {
            return List.of();
        }
        Path folder = settings.project().resolve("hooks");
        return history.failedHooks().stream()
                .filter(attempt -> name(attempt).startsWith("after-")
                        && (attempt.name().endsWith(".sql")
                                ? Files.exists(folder.resolve(name(attempt) + ".sql"))
                                : settings.hookCommands().containsKey(name(attempt))))
                .toList();
    }

    /// Which runs a hook belongs to.
    static Direction direction(Attempt attempt) {
        return name(attempt).endsWith("-revert") ? Direction.DOWN : Direction.UP;
    }

    /// One of [Settings#HOOK_NAMES], of an attempt called `hooks/NAME` or `hooks/NAME.sql`.
    private static String name(Attempt attempt) {
        String file = attempt.name().substring(attempt.name().lastIndexOf('/') + 1);
        return file.endsWith(".sql") ? file.substring(0, file.length() - ".sql".length()) : file;
    }

    /// Runs once more what has not passed.
    void again(List<Attempt> failed) {
        failed.stream().map(Hooks::name).distinct().forEach(name -> smokeTest(name, Optional.empty()));
    }

    /// What is wrong, for `status` and `validate`.
    static Diagnostic finding(Attempt failed, Optional<String> error) {
        return new Diagnostic(
                Severity.ERROR,
                "failed-hook",
                "the hook " + name(failed) + " failed and has not passed since"
                        + error.flatMap(said -> said.lines().findFirst())
                                .map(said -> ": " + said)
                                .orElse(""),
                failed.name().endsWith(".sql") ? Optional.of(Location.startOf(failed.name())) : Optional.empty(),
                Optional.of("Mend what it found, or the hook. turnstone migrate runs it again, even when nothing is"
                        + " pending"));
    }

    /// Whether something runs between two migrations, so that each must be committed by itself.
    boolean eachMigration(Direction direction) {
        return exists(beforeEachName(direction)) || exists(afterEachName(direction));
    }

    void before(Direction direction) {
        run(direction == Direction.UP ? "before-migrate" : "before-revert", Optional.empty(), Optional.empty());
    }

    /// A smoke test that fails does not undo what was done; it says that things are not as they should be.
    void after(Direction direction) {
        smokeTest(direction == Direction.UP ? "after-migrate" : "after-revert", Optional.empty());
    }

    void beforeEach(PlannedMigration planned) {
        run(beforeEachName(planned.direction()), Optional.of(planned), Optional.empty());
    }

    void afterEach(PlannedMigration planned) {
        smokeTest(afterEachName(planned.direction()), Optional.of(planned));
    }

    /// Runs the failure hook; should it fail too, that is added to what is thrown already.
    void failed(Direction direction, MigrationException failure) {
        try {
            run(
                    direction == Direction.UP ? "on-failure" : "on-failure-revert",
                    Optional.empty(),
                    Optional.of(String.valueOf(failure.getMessage())));
        } catch (MigrationException second) {
            failure.addSuppressed(second);
        }
    }

    private static String beforeEachName(Direction direction) {
        return direction == Direction.UP ? "before-each" : "before-each-revert";
    }

    private static String afterEachName(Direction direction) {
        return direction == Direction.UP ? "after-each" : "after-each-revert";
    }

    private boolean exists(String name) {
        return enabled && (commands.containsKey(name) || Files.exists(folder.resolve(name + ".sql")));
    }

    /// What holds although a hook failed behind it.
    private static String done(String name) {
        return name.endsWith("-revert") ? "the migrations are reverted" : "the migrations are applied";
    }

    private void smokeTest(String name, Optional<PlannedMigration> planned) {
        try {
            run(name, planned, Optional.empty());
        } catch (MigrationException.StatementFailed e) {
            throw new MigrationException.HistoryConflict(
                    done(name) + ", but the hook " + name + " says that something is wrong:\n" + e.getMessage(),
                    List.of());
        }
    }

    private void run(String name, Optional<PlannedMigration> planned, Optional<String> error) {
        if (!enabled) {
            return;
        }
        Path file = folder.resolve(name + ".sql");
        if (Files.exists(file)) {
            scripts.run(Kind.HOOK, "hooks/" + name + ".sql", ScriptRunner.read(file));
        }
        String command = commands.get(name);
        if (command != null) {
            command(name, command, planned, error);
        }
    }

    private void command(String name, String command, Optional<PlannedMigration> planned, Optional<String> error) {
        Instant beganAt = Instant.now();
        long began = System.nanoTime();
        Optional<String> failure = execute(name, command, planned, error);
        scripts.record("hooks/" + name, command, failure, beganAt, Duration.ofNanos(System.nanoTime() - began));
        if (failure.isPresent() && session.interruption().requested()) {
            throw new MigrationException.Interrupted(
                    "the hook " + name + " was ended; what is done before it is recorded");
        }
        if (failure.isPresent()) {
            String message = "the hook " + name + " failed: " + failure.get();
            throw name.startsWith("after-")
                    ? new MigrationException.HistoryConflict(done(name) + ", but " + message, List.of())
                    : new MigrationException.Refused(message + ". Nothing further was run.", List.of());
        }
    }

    private Optional<String> execute(
            String name, String command, Optional<PlannedMigration> planned, Optional<String> error) {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        ProcessBuilder builder =
                windows ? new ProcessBuilder("cmd", "/c", command) : new ProcessBuilder("sh", "-c", command);
        builder.directory(project.toAbsolutePath().toFile()).redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File(windows ? "NUL" : "/dev/null")));
        builder.environment().put("TURNSTONE_HOOK", name);
        builder.environment()
                .put("TURNSTONE_DATABASE", session.database().facts().label());
        planned.ifPresent(migration -> builder.environment()
                .put("TURNSTONE_VERSION", migration.migration().version().text()));
        error.ifPresent(message -> builder.environment().put("TURNSTONE_ERROR", message));
        try {
            return HookProcess.start(builder)
                    .outcome(LONGEST_COMMAND, session.interruption())
                    .map(session.dialect().splitter()::maskPasswords);
        } catch (IOException e) {
            return Optional.of("it could not be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("it was interrupted");
        }
    }
}
