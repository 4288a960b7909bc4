package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.RevertOptions;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.PlanRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `turnstone revert`: the way back, newest first.
final class RevertCommand implements Command {
    private static final String LOSS = "--allow-data-loss";
    private static final int LONGEST_NUMBER = 9;

    @Override
    public Syntax syntax() {
        return new Syntax(
                "revert",
                "take migrations back, newest first",
                List.of(),
                true,
                false,
                List.of(
                        Option.value("--steps", "N", "the last N migrations; 1 when nothing else is said"),
                        Option.value("--to", "VERSION", "everything above this one, which stays"),
                        Option.flag("--all", "everything"),
                        Option.optional(
                                LOSS, "VERSION,…", "even when rows disappear: with these migrations, or with all"),
                        Option.value("--plan", "FILE", "run exactly the plan that plan --revert --out saved"),
                        Option.flag("--dry-run", "show what would run; the same as turnstone plan --revert"),
                        Option.value("--lock-wait", "DURATION", "how long to wait for another runner, as 60s")),
                List.of("Tries each way back first, in a transaction that is rolled back, and refuses when tables or"
                        + " columns that hold rows would disappear. A file that is gone is no obstacle: the history"
                        + " keeps its way back."),
                List.of(
                        new Syntax.Example("turnstone revert", "the last one"),
                        new Syntax.Example("turnstone revert --to 20261118090000", "all above that")));
    }

    @Override
    public int run(Invocation invocation) {
        PlanRequest.Target target = target(invocation);
        if (invocation.arguments().has("--dry-run")) {
            return PlanCommand.show(invocation, new PlanRequest.Revert(target), "revert");
        }
        Set<Version> lossy = lossy(invocation.arguments());
        RevertOptions options = new RevertOptions(
                target, lossy.isEmpty() && invocation.arguments().has(LOSS), lossy, MigrateCommand.plan(invocation));
        return Runs.run(invocation, "revert", migrator -> migrator.revert(options));
    }

    /// The versions that were named; none when rows may be lost with every migration.
    private static Set<Version> lossy(Arguments arguments) {
        Set<Version> versions = new LinkedHashSet<>();
        for (String list : arguments.values(LOSS)) {
            if (!list.isEmpty()) {
                for (String text : list.split(",", -1)) {
                    versions.add(Invocation.version(LOSS, text.strip()));
                }
            }
        }
        return versions;
    }

    /// How far back.
    static PlanRequest.Target target(Invocation invocation) {
        Arguments arguments = invocation.arguments();
        int given = 0;
        for (String option : List.of("--steps", "--to", "--all")) {
            given += arguments.has(option) ? 1 : 0;
        }
        if (given > 1) {
            throw new Misconfigured("--steps, --to and --all exclude each other: give one of them");
        }
        Optional<Version> to =
                arguments.value("--to").filter(text -> !text.equals("0")).isPresent()
                        ? invocation.version("--to")
                        : Optional.empty();
        if (to.isPresent()) {
            return new PlanRequest.Target.To(to.get());
        }
        if (arguments.has("--all") || arguments.has("--to")) {
            return new PlanRequest.Target.All();
        }
        return new PlanRequest.Target.Steps(
                number("--steps", arguments.value("--steps").orElse("1")));
    }

    /// A whole number from 1.
    static int number(String flag, String text) {
        boolean digits = !text.isEmpty() && text.length() <= LONGEST_NUMBER;
        for (int i = 0; i < text.length(); i++) {
            digits = digits && text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        int number = digits ? Integer.parseInt(text) : 0;
        if (number < 1) {
            throw new Misconfigured(flag + " must be a whole number from 1, not \"" + text + "\"");
        }
        return number;
    }
}
