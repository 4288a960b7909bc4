package dev.turnstone.cli;

import dev.turnstone.DiffReport;
import dev.turnstone.DriftReport;
import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.Migrator;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// `turnstone drift`: the live schema against what its history says.
final class DriftCommand implements Command {
    @Override
    public Syntax syntax() {
        List<Option> options = new ArrayList<>(List.of(
                Option.flag("--accept", "the live schema, as it is, is the right one"),
                Option.value("--reason", "TEXT", "with --accept: why; kept in the history")));
        options.add(Comparison.OPTIONS.get(1));
        options.add(Comparison.IGNORE);
        return new Syntax(
                "drift",
                "compare the live schema with its history",
                List.of(),
                true,
                true,
                options,
                List.of(
                        "Exits 1 when somebody changed the schema besides the migrations. Fingerprints are compared"
                                + " first; only when they differ, the history's texts are replayed on a scratch database.",
                        "Keep what was done: generate NAME --from-drift. Undo it: generate NAME --from-drift --undo."
                                + " Live with it: --accept --reason TEXT, which writes to the history and to nothing"
                                + " else."),
                List.of(
                        new Syntax.Example("turnstone drift --env prod", "every night"),
                        new Syntax.Example("turnstone drift --accept --reason \"ticket 42\"", "it is meant to be so")));
    }

    @Override
    public int run(Invocation invocation) {
        Arguments arguments = invocation.arguments();
        if (arguments.has("--accept") != arguments.has("--reason")) {
            throw new Misconfigured(
                    arguments.has("--accept")
                            ? "--accept needs --reason TEXT: it is all that the next reader of the history will have"
                            : "--reason belongs to --accept");
        }
        Configuration configuration = invocation.configuration();
        DriftReport report;
        try (Engine engine = Engine.withScratch(invocation, configuration)) {
            report = Busy.during(invocation, "comparing with the history", () -> engine.call(Migrator::drift));
            if (arguments.has("--accept") && report.drifted()) {
                String reason = arguments.value("--reason").orElseThrow();
                engine.call(migrator -> {
                    migrator.acceptDrift(reason);
                    return reason;
                });
            }
        }
        boolean accepted = arguments.has("--accept") && report.drifted();
        if (invocation.json()) {
            invocation.output().result(json(configuration, report, accepted));
        } else {
            print(invocation, configuration.name(), report);
            if (accepted) {
                invocation.output().say("");
                invocation.output().say("Accepted. From now on this is what " + configuration.name() + " should be.");
            }
        }
        return report.drifted() && !accepted ? ExitCode.FOUND : ExitCode.FINE;
    }

    /// The report for people.
    static void print(Invocation invocation, String name, DriftReport report) {
        Output output = invocation.output();
        if (!report.drifted()) {
            output.result(name + ": the schema is what its history says");
            report.diff().ifPresent(diff -> {
                new DiffText(diff, output, false, output::result).aside();
                diff.notices().forEach(notice -> Findings.print(notice, output::result, output));
            });
            return;
        }
        DiffReport diff = report.diff().orElseThrow();
        Differences differences = Differences.of(diff);
        output.result(
                Output.count(differences.count(), "difference") + " between " + name + " and what its history says:");
        DiffText text = new DiffText(diff, output, invocation.verbose(), output::result);
        text.print(differences);
        text.aside();
        diff.notices().forEach(notice -> Findings.print(notice, output::result, output));
        if (!invocation.arguments().has("--accept")) {
            String where = Runs.where(invocation.arguments());
            output.say("");
            output.say("Keep it: turnstone generate NAME --from-drift" + where);
            output.say("Undo it: turnstone generate NAME --from-drift --undo" + where);
        }
    }

    private static String json(Configuration configuration, DriftReport report, boolean accepted) {
        return Json.document("drift", json -> {
            Json.database(json, configuration, report.facts());
            json.writeBooleanProperty("accepted", accepted);
            properties(json, report);
        });
    }

    /// What a report says, as properties of the object that `json` is writing.
    static void properties(JsonGenerator json, DriftReport report) {
        json.writeBooleanProperty("drifted", report.drifted());
        json.writeStringProperty("fingerprint", report.live().fingerprint());
        Json.text(json, "stored", report.stored());
        report.diff().ifPresent(diff -> {
            json.writeName("diff");
            json.writeStartObject();
            DiffJson.write(json, diff);
            json.writeEndObject();
        });
    }
}
