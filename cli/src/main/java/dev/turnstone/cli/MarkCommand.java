package dev.turnstone.cli;

import dev.turnstone.Marking;
import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.migration.Version;
import java.util.List;

/// `turnstone mark`: record what was done by hand.
final class MarkCommand implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "mark",
                "record what was done by hand",
                List.of("VERSION"),
                true,
                false,
                List.of(
                        Option.flag("--applied", "the database is as if the migration had been applied"),
                        Option.flag("--reverted", "the database is as if it had never been applied"),
                        Option.flag(
                                "--accept-change", "it is applied, and the file as it is now is the one that counts"),
                        Option.value("--reason", "TEXT", "why; kept in the history")),
                List.of("Runs nothing. Adds an attempt to the history; what stands there already stays."),
                List.of(new Syntax.Example(
                        "turnstone mark 42 --applied --reason \"by hand\"", "42 counts as applied")));
    }

    @Override
    public int run(Invocation invocation) {
        Arguments arguments = invocation.arguments();
        Version version = Invocation.version("VERSION", arguments.parameter(0).orElseThrow());
        Marking marking = new Marking(version, as(arguments), reason(arguments));
        Configuration configuration = invocation.configuration();
        try (Engine engine = Engine.open(invocation, configuration, event -> {})) {
            engine.call(migrator -> {
                migrator.mark(marking);
                return marking;
            });
        }
        String now = switch (marking.as()) {
            case APPLIED -> "applied";
            case REVERTED -> "reverted";
            case CHANGE_ACCEPTED -> "accepted as it is now";
        };
        if (invocation.json()) {
            invocation.output().result(Json.document("mark", json -> {
                json.writeStringProperty("version", version.text());
                json.writeStringProperty("as", now);
                json.writeStringProperty("reason", marking.reason());
            }));
        } else {
            invocation
                    .output()
                    .say(configuration.name() + ": " + version + " is marked as " + now + ". Nothing was run.");
        }
        return ExitCode.FINE;
    }

    private static Marking.As as(Arguments arguments) {
        int given = 0;
        for (String option : List.of("--applied", "--reverted", "--accept-change")) {
            given += arguments.has(option) ? 1 : 0;
        }
        if (given != 1) {
            throw new Misconfigured("mark needs one of --applied, --reverted, --accept-change: what is true now?");
        }
        if (arguments.has("--applied")) {
            return Marking.As.APPLIED;
        }
        return arguments.has("--reverted") ? Marking.As.REVERTED : Marking.As.CHANGE_ACCEPTED;
    }

    private static String reason(Arguments arguments) {
        return arguments
                .value("--reason")
                .orElseThrow(() -> new Misconfigured(
                        "mark needs --reason TEXT: it is all that the next reader of the history will have"));
    }
}
