package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.PlanReport;
import dev.turnstone.dialect.Entry;
import dev.turnstone.history.Direction;
import dev.turnstone.plan.PlanRequest;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.plan.TableLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// `turnstone plan`: what would be sent, by the code that would send it.
final class PlanCommand implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "plan",
                "show what migrate or revert would send",
                List.of(),
                true,
                true,
                List.of(
                        Option.flag("--revert", "the way back instead of the way forward"),
                        Option.value("--to", "VERSION", "as with migrate, or with revert"),
                        Option.value("--steps", "N", "with --revert: the last N migrations"),
                        Option.flag("--all", "with --revert: everything"),
                        Option.value("--phase", "PHASE", "expand, as with migrate"),
                        Option.value("--on-existing", "WHAT", "refuse or run, as with migrate"),
                        Option.value("--out", "FILE", "keep the plan: migrate --plan FILE runs exactly that")),
                List.of(
                        "Reads only. The text shows the statements of the files; with --verbose also the bookkeeping"
                                + " that surrounds them.",
                        "--format sql writes all of it as a script for psql or sqlite3 that leaves the same history"
                                + " and stops at the first statement that fails. Nothing in it checks the assertions of"
                                + " the files, and Java migrations are not in it.",
                        "A plan that is kept names its files' checksums, the history and the schema it was made for:"
                                + " when one of them has moved, it is refused.",
                        "Where turnstone.lock and the files do not agree, nothing would run, and the plan says so.",
                        "Passwords in statements show as *** in text and JSON; the script that --format sql writes has"
                                + " them, since it is to run."),
                List.of(
                        new Syntax.Example("turnstone plan --format sql > up.sql", "for somebody who runs SQL by hand"),
                        new Syntax.Example(
                                "turnstone plan --out up.plan", "for a review; then migrate --plan up.plan")));
    }

    @Override
    public List<String> formats() {
        return List.of("text", "sql", "json");
    }

    @Override
    public int run(Invocation invocation) {
        Arguments arguments = invocation.arguments();
        if (!arguments.has("--revert") && (arguments.has("--steps") || arguments.has("--all"))) {
            throw new Misconfigured("--steps and --all belong to the way back: add --revert");
        }
        PlanRequest request = arguments.has("--revert")
                ? new PlanRequest.Revert(RevertCommand.target(invocation))
                : forward(invocation);
        return show(invocation, request, arguments.has("--revert") ? "revert" : "migrate");
    }

    /// What `migrate` would be asked for.
    static PlanRequest.Migrate forward(Invocation invocation) {
        Configuration configuration = invocation.configuration();
        return new PlanRequest.Migrate(
                invocation.version("--to"),
                MigrateCommand.expandOnly(invocation),
                configuration.settings().outOfOrder(),
                configuration.settings().missingIsError());
    }

    /// Shows the plan for a request, in the format that was asked for.
    ///
    /// @param runs the command that would run it
    static int show(Invocation invocation, PlanRequest request, String runs) {
        Configuration configuration = invocation.configuration();
        PlanReport report;
        try (Engine engine = Engine.open(invocation, configuration, event -> {})) {
            report = engine.call(migrator -> migrator.plan(request));
        }
        Optional<String> out = invocation.arguments().value("--out");
        out.ifPresent(file -> save(invocation.surroundings().directory().resolve(file), file, report));
        String format = invocation.arguments().value("--format").orElse("text");
        switch (format) {
            case "json" -> invocation.output().result(json(configuration, report, out));
            case "sql" -> invocation.output().raw(sql(configuration.name(), report));
            default -> text(invocation, configuration, report, runs, out);
        }
        return ExitCode.FINE;
    }

    private static void save(Path file, String shown, PlanReport report) {
        try {
            Files.writeString(file, report.saved().text());
        } catch (IOException failure) {
            throw new Misconfigured("--out " + shown + ": cannot be written: " + Reasons.writing(failure));
        }
    }

    private static void text(
            Invocation invocation, Configuration configuration, PlanReport report, String runs, Optional<String> out) {
        Output output = invocation.output();
        int migrations = report.plan().migrations().size();
        if (migrations == 0) {
            output.result("Nothing to " + runs + " on " + report.facts().version() + ", "
                    + configuration.label(report.facts()) + ".");
        } else {
            output.result(Output.count(migrations, "migration") + ", "
                    + Output.count(report.plan().steps(), "step") + ", on "
                    + report.facts().version() + ". Nothing has been changed.");
        }
        Optional<PlannedMigration> before = Optional.empty();
        for (PlanReport.Part part : report.script()) {
            if (!part.migration().equals(before) || part.migration().isEmpty()) {
                before = part.migration();
                part.migration().ifPresent(planned -> {
                    output.result("");
                    output.result(title(planned));
                });
            }
            part(output, report, part, invocation.verbose());
        }
        report.plan().notices().forEach(notice -> Findings.print(notice, output::result, output));
        out.ifPresent(file -> {
            output.result("");
            output.result("Kept in " + file + ". Run exactly this: turnstone " + runs
                    + Runs.where(invocation.arguments()) + " --plan " + file);
        });
    }

    private static String title(PlannedMigration planned) {
        String left = planned.migration().version().text() + "  "
                + planned.migration().description();
        int steps = planned.remaining().size();
        String right =
                planned.single() ? "one transaction" : planned.resumed().isPresent() ? "goes on" : steps + " steps";
        String back = planned.direction() == Direction.DOWN ? "back, " + right : right;
        return Output.aligned(left, back, back.length(), 76);
    }

    private static void part(Output output, PlanReport report, PlanReport.Part part, boolean verbose) {
        if (part.migration().isEmpty() && !verbose) {
            return;
        }
        boolean several = part.migration().map(planned -> !planned.single()).orElse(true);
        if (verbose || (several && hasSource(part))) {
            output.result("  " + output.dim("-- " + part.title()));
        }
        for (Entry entry : part.entries()) {
            switch (entry) {
                case Entry.Sql sql -> {
                    if (sql.source().isPresent()) {
                        part.locks(entry).forEach(lock -> indented(output, "-- locks " + lock.words(), true));
                        indented(output, report.shown(sql.sql()) + ";", false);
                    } else if (verbose) {
                        indented(output, report.shown(sql.sql()) + ";", true);
                    }
                }
                case Entry.Assertion assertion -> {
                    indented(output, "-- must be true, or 0", true);
                    indented(output, report.shown(assertion.source().text()) + ";", false);
                }
                case Entry.Call call -> indented(output, "-- Java: " + call.name(), false);
            }
        }
    }

    private static boolean hasSource(PlanReport.Part part) {
        for (Entry entry : part.entries()) {
            if (!(entry instanceof Entry.Sql sql) || sql.source().isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static void indented(Output output, String text, boolean dim) {
        for (String line : text.split("\n", -1)) {
            output.result("    " + (dim ? output.dim(line) : line));
        }
    }

    private static String sql(String name, PlanReport report) {
        StringBuilder script = new StringBuilder("-- turnstone plan for ")
                .append(name)
                .append(", ")
                .append(report.facts().version())
                .append('\n')
                .append(report.opening())
                .append('\n');
        for (PlanReport.Part part : report.script()) {
            script.append("\n-- ");
            part.migration()
                    .ifPresent(planned -> script.append(planned.migration())
                            .append(planned.direction() == Direction.DOWN ? ", back: " : ": "));
            script.append(part.title()).append('\n');
            for (Entry entry : part.entries()) {
                script.append(
                        switch (entry) {
                            case Entry.Sql sql -> sql.sql() + ";\n";
                            case Entry.Assertion assertion ->
                                "-- must be true, or 0:\n" + assertion.source().text() + ";\n";
                            case Entry.Call call -> "-- Java, not in this script: " + call.name() + "\n";
                        });
            }
        }
        return script.toString();
    }

    private static String json(Configuration configuration, PlanReport report, Optional<String> out) {
        return Json.document("plan", json -> {
            Json.database(json, configuration, report.facts());
            json.writeNumberProperty("migrations", report.plan().migrations().size());
            json.writeNumberProperty("steps", report.plan().steps());
            json.writeName("parts");
            json.writeStartArray();
            for (PlanReport.Part part : report.script()) {
                json.writeStartObject();
                json.writeStringProperty("title", part.title());
                part.migration().ifPresent(planned -> {
                    json.writeStringProperty(
                            "version", planned.migration().version().text());
                    json.writeStringProperty("description", planned.migration().description());
                    json.writeStringProperty("direction", planned.direction().text());
                });
                json.writeName("entries");
                json.writeStartArray();
                for (Entry entry : part.entries()) {
                    json.writeStartObject();
                    json.writeStringProperty("kind", kind(entry));
                    json.writeStringProperty("text", report.shown(words(entry)));
                    locks(json, part.locks(entry));
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            Json.diagnostics(json, "notices", report.plan().notices());
            Json.text(json, "savedTo", out);
        });
    }

    private static void locks(JsonGenerator json, List<TableLock> locks) {
        if (locks.isEmpty()) {
            return;
        }
        json.writeName("locks");
        json.writeStartArray();
        for (TableLock lock : locks) {
            json.writeStartObject();
            json.writeStringProperty("on", lock.on());
            if (!lock.mode().isEmpty()) {
                json.writeStringProperty("mode", lock.mode());
            }
            json.writeStringProperty("waits", word(lock.waits()));
            json.writeStringProperty("rewrites", word(lock.rewrites()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String kind(Entry entry) {
        return switch (entry) {
            case Entry.Sql sql -> sql.source().isPresent() ? "statement" : "bookkeeping";
            case Entry.Assertion ignored -> "assertion";
            case Entry.Call ignored -> "java";
        };
    }

    private static String words(Entry entry) {
        return switch (entry) {
            case Entry.Sql sql -> sql.sql();
            case Entry.Assertion assertion -> assertion.source().text();
            case Entry.Call call -> call.name();
        };
    }
}
