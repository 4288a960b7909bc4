package dev.turnstone.cli;

import dev.turnstone.DriftReport;
import dev.turnstone.Migrator;
import dev.turnstone.ValidationReport;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import java.util.List;
import java.util.Optional;

/// `turnstone validate`: files, lock file, history and chain compared.
final class ValidateCommand implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "validate",
                "compare files, lock file and history",
                List.of(),
                true,
                true,
                List.of(
                        Option.flag("--drift", "compare the live schema with what the history says, too"),
                        Comparison.OPTIONS.get(1),
                        Comparison.IGNORE),
                List.of("Reads only. Shows for each changed file the difference between what ran and what is there,"
                        + " and names the first row of the history that was edited or removed. Exits 1 when something is"
                        + " not as it should be."),
                List.of());
    }

    @Override
    public int run(Invocation invocation) {
        Configuration configuration = invocation.configuration();
        ValidationReport report;
        Optional<DriftReport> drift;
        try (Engine engine = Engine.withScratch(invocation, configuration)) {
            report = engine.call(Migrator::validate);
            drift = invocation.arguments().has("--drift")
                    ? Optional.of(engine.call(Migrator::drift))
                    : Optional.empty();
        }
        boolean fine = !drift.map(DriftReport::drifted).orElse(false);
        for (Diagnostic diagnostic : report.diagnostics()) {
            fine = fine && diagnostic.severity() == Severity.NOTICE;
        }
        if (invocation.json()) {
            invocation.output().result(json(configuration, report, drift, fine));
        } else {
            print(invocation.output(), configuration.name(), report);
            drift.ifPresent(compared -> {
                if (!report.diagnostics().isEmpty() || compared.drifted()) {
                    invocation.output().result("");
                }
                DriftCommand.print(invocation, configuration.name(), compared);
            });
        }
        return fine ? ExitCode.FINE : ExitCode.FOUND;
    }

    private static void print(Output output, String name, ValidationReport report) {
        for (Diagnostic diagnostic : report.diagnostics()) {
            Findings.print(diagnostic, output::result, output);
        }
        for (ValidationReport.Changed changed : report.changes()) {
            output.result("");
            output.result(changed.file() + ": what ran (-) and what is there (+)");
            for (String line : changed.diff().stripTrailing().split("\n", -1)) {
                output.result(
                        line.startsWith("+") ? output.good(line) : line.startsWith("-") ? output.bad(line) : line);
            }
        }
        if (report.diagnostics().isEmpty()) {
            output.result(name + ": files, lock file, history and chain agree");
        }
    }

    private static String json(
            Configuration configuration, ValidationReport report, Optional<DriftReport> drift, boolean fine) {
        return Json.document("validate", json -> {
            Json.database(json, configuration, report.facts());
            json.writeBooleanProperty("fine", fine);
            Json.diagnostics(json, "findings", report.diagnostics());
            json.writeName("changes");
            json.writeStartArray();
            for (ValidationReport.Changed changed : report.changes()) {
                json.writeStartObject();
                json.writeStringProperty("version", changed.version().text());
                json.writeStringProperty("file", changed.file());
                json.writeStringProperty("diff", changed.diff());
                json.writeEndObject();
            }
            json.writeEndArray();
            drift.ifPresent(compared -> {
                json.writeName("drift");
                json.writeStartObject();
                DriftCommand.properties(json, compared);
                json.writeEndObject();
            });
        });
    }
}
