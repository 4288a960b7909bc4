package dev.turnstone.cli;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.plan.SavedPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/// `turnstone migrate`: apply what is pending.
final class MigrateCommand implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "migrate",
                "apply what is pending",
                List.of(),
                true,
                false,
                List.of(
                        Option.value("--to", "VERSION", "stop after this one"),
                        Option.value("--plan", "FILE", "run exactly the plan that plan --out saved, or refuse"),
                        Option.value("--phase", "PHASE", "expand: stop before what old applications cannot live with"),
                        Option.flag("--dry-run", "show what would run; the same as turnstone plan"),
                        Option.value(
                                "--on-existing",
                                "WHAT",
                                "refuse or run on a database that holds tables and has no history"),
                        Option.value("--lock-wait", "DURATION", "how long to wait for another runner, as 60s")),
                List.of("Applies every migration that is not applied, in the order of versions, then the repeatable"
                        + " ones whose text changed. With nothing to do it costs two queries and takes no lock. When it"
                        + " is killed, run it again."),
                List.of(
                        new Syntax.Example("turnstone migrate --env prod", "what the configuration calls prod"),
                        new Syntax.Example("turnstone migrate --url sqlite:app.db", "a file, without configuration")));
    }

    @Override
    public int run(Invocation invocation) {
        MigrateOptions options =
                new MigrateOptions(invocation.version("--to"), expandOnly(invocation), plan(invocation));
        if (invocation.arguments().has("--dry-run")) {
            return PlanCommand.show(invocation, PlanCommand.forward(invocation), "migrate");
        }
        return Runs.run(invocation, "migrate", migrator -> migrator.migrate(options));
    }

    /// Whether `--phase expand` was given.
    static boolean expandOnly(Invocation invocation) {
        Optional<String> phase = invocation.arguments().value("--phase");
        if (phase.isPresent() && !phase.get().equals("expand")) {
            throw new Misconfigured("--phase must be expand, not \"" + phase.get()
                    + "\": without the flag everything runs, what contracts included");
        }
        return phase.isPresent();
    }

    /// The plan of `--plan`.
    static Optional<SavedPlan> plan(Invocation invocation) {
        Optional<String> file = invocation.arguments().value("--plan");
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(SavedPlan.parse(
                    Files.readString(invocation.surroundings().directory().resolve(file.get()))));
        } catch (IOException failure) {
            throw new Misconfigured("--plan " + file.get() + ": cannot be read: " + Reasons.of(failure));
        } catch (IllegalArgumentException noPlan) {
            throw new Misconfigured("--plan " + file.get() + ": " + noPlan.getMessage());
        }
    }
}
