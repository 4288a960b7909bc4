package dev.turnstone.cli;

import dev.turnstone.MigrationListener;
import dev.turnstone.Migrator;
import dev.turnstone.RunReport;
import dev.turnstone.history.Direction;
import dev.turnstone.migration.Version;
import java.util.List;
import java.util.function.Function;

/// What the commands that run migrations have in common.
final class Runs {
    private static final int SHOWN = 3;

    private Runs() {}

    /// Runs `action` with its progress shown, and says what came of it.
    static int run(Invocation invocation, String command, Function<Migrator, RunReport> action) {
        Configuration configuration = invocation.configuration();
        Output output = invocation.output();
        if (invocation.json()) {
            MigrationListener silent = event -> {};
            try (Engine engine = Engine.open(invocation, configuration, silent)) {
                output.result(JsonRuns.of(command, configuration, engine.call(action)));
                return ExitCode.FINE;
            }
        }
        try (Progress progress = new Progress(output, configuration, invocation.verbose());
                Engine engine = Engine.open(invocation, configuration, progress)) {
            RunReport report = engine.call(action);
            if (report.migrations().isEmpty()) {
                output.say(nothing(configuration.name(), report));
            } else {
                output.say("");
                output.say(summary(invocation, report));
            }
            return ExitCode.FINE;
        }
    }

    private static String nothing(String name, RunReport report) {
        if (report.direction() == Direction.DOWN) {
            return name + ": nothing to revert (" + Output.count(report.applied()) + " applied)";
        }
        return report.newest().isPresent()
                ? name + ": up to date at " + report.newest().map(Version::text).orElseThrow() + " ("
                        + Output.count(report.applied()) + " applied)"
                : name + ": nothing to apply, there are no migrations yet. turnstone new NAME writes one";
    }

    private static String summary(Invocation invocation, RunReport report) {
        int count = report.migrations().size();
        String where = where(invocation.arguments());
        if (report.facts().inMemory()) {
            return Output.count(count) + (report.direction() == Direction.DOWN ? " reverted" : " applied")
                    + ", in memory: nothing of it is kept.";
        }
        if (report.direction() == Direction.DOWN) {
            return Output.count(count) + " reverted, durable. Forth again: turnstone migrate" + where;
        }
        // Steps count versions: a repeatable goes with the version that introduced it.
        long versions = report.migrations().stream()
                .filter(done -> !done.version().isRepeatable())
                .count();
        String applied = Output.count(count) + " applied, durable.";
        if (versions == 0) {
            return applied;
        }
        List<String> oneWay = report.migrations().stream()
                .filter(done -> !done.version().isRepeatable() && !done.wayBack())
                .map(done -> done.version().text())
                .toList();
        if (!oneWay.isEmpty()) {
            String more = oneWay.size() > SHOWN ? " and " + (oneWay.size() - SHOWN) + " more" : "";
            List<String> first = oneWay.subList(0, Math.min(SHOWN, oneWay.size()));
            return applied + " No way back is written for " + String.join(", ", first) + more + ".";
        }
        String back = report.applied() == count ? "--all" : "--steps " + versions;
        return applied + " Back: turnstone revert" + where + " " + back;
    }

    /// The options that chose the database, for a command line that a person may type next.
    static String where(Arguments arguments) {
        StringBuilder where = new StringBuilder();
        for (String option : List.of("--service", "--env")) {
            arguments
                    .value(option)
                    .ifPresent(value ->
                            where.append(' ').append(option).append(' ').append(value));
        }
        return where.toString();
    }
}
