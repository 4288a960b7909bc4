package dev.turnstone.cli;

import dev.turnstone.DiffOptions;
import dev.turnstone.DiffOptions.Renaming;
import dev.turnstone.DiffReport;
import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.SchemaSource;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `turnstone diff`: what distinguishes any two schemas.
final class DiffCommand implements Command {
    /// The options of what compares two sources.
    static final List<Option> OPTIONS = List.of(
            Renames.OPTION,
            Option.values("--fill", "T.C=SQL", "what rows without a value get where NULL is forbidden: users.level=0"),
            Option.values("--using", "T.C=SQL", "what values become where no cast does it: users.tags=to_jsonb(tags)"),
            Option.values("--using-down", "T.C=SQL", "the same for the down migration"),
            Option.value("--rights", "WHAT", "compared or ignored: whether owners and grants count"),
            Option.flag("--drop-undeclared", "with entities: tables that none of them maps are to go"),
            Option.value("--style", "STYLE", "how SQL is written: online (nobody waits long) or direct (shortest)"));

    @Override
    public Syntax syntax() {
        List<Option> options = new ArrayList<>(List.of(
                Option.value("--from", "SOURCE", "the schema before; migrations when nothing else is said"),
                Option.value("--to", "SOURCE", "the schema after; live when nothing else is said"),
                Option.flag("--check", "exit 1 when there is any difference")));
        options.addAll(OPTIONS);
        options.addAll(Comparison.OPTIONS);
        return new Syntax(
                "diff",
                "compare any two schemas",
                List.of(),
                true,
                true,
                options,
                List.of(
                        "Reads only. Shows what must happen to the first schema for it to become the second: + made, -"
                                + " gone, ~ different, > renamed; what loses rows or values first. --verbose cuts nothing"
                                + " and shows how texts differ. --format sql writes the statements, not proven: generate"
                                + " proves them.",
                        "The order of columns, and what cannot be described, is told and is no difference. Nothing is"
                                + " taken for renamed unless somebody says so: with --rename, with -- turnstone:rename old"
                                + " -> new in a .sql file, or at the terminal, which asks.",
                        SourceName.HELP),
                List.of(
                        new Syntax.Example("turnstone diff", "what the database has that the files do not say"),
                        new Syntax.Example("turnstone diff --to schema.sql", "what a migration would have to do"),
                        new Syntax.Example("turnstone diff --from env:staging --to env:prod", "two databases"),
                        new Syntax.Example(
                                "turnstone diff --to entities --check --dialect postgresql:16",
                                "in CI: is a migration missing?")));
    }

    @Override
    public List<String> formats() {
        return List.of("text", "json", "sql");
    }

    @Override
    public int run(Invocation invocation) {
        Arguments arguments = invocation.arguments();
        Map<String, String> names = Map.of(
                "--from", arguments.value("--from").orElse("migrations"),
                "--to", arguments.value("--to").orElse("live"));
        DiffOptions options = options(arguments);
        Writer.Style style = style(arguments);
        try (Comparison comparison = Comparison.open(invocation, names)) {
            DiffReport report = compare(invocation, comparison, names, options);
            switch (arguments.value("--format").orElse("text")) {
                case "json" -> invocation.output().result(json(report));
                case "sql" -> sql(invocation, comparison.schemas().statements(report, style), report);
                default -> {
                    text(invocation, report);
                    missing(invocation, names, report);
                }
            }
            return report.empty() || !arguments.has("--check") ? ExitCode.FINE : ExitCode.FOUND;
        }
    }

    private static DiffReport compare(
            Invocation invocation, Comparison comparison, Map<String, String> names, DiffOptions options) {
        SchemaSource from = comparison.source("--from", names.getOrDefault("--from", ""));
        SchemaSource to = comparison.source("--to", names.getOrDefault("--to", ""));
        String words = "comparing " + names.get("--from") + " with " + names.get("--to");
        DiffReport report =
                Busy.during(invocation, words, () -> comparison.schemas().diff(from, to, options));
        boolean ask = !report.suggestions().isEmpty()
                && invocation.arguments().value("--format").orElse("text").equals("text")
                && options.renames().isEmpty();
        Optional<List<Renaming>> answers = ask ? Renames.asked(invocation, report) : Optional.empty();
        return answers.isPresent() && !answers.get().isEmpty()
                ? Busy.during(
                        invocation,
                        words,
                        () -> comparison.schemas().diff(from, to, options.withRenames(answers.get())))
                : report;
    }

    /// How schemas are compared, as the options say.
    static DiffOptions options(Arguments arguments) {
        String rights = arguments.value("--rights").orElse("auto");
        return new DiffOptions(
                switch (rights) {
                    case "auto" -> DiffOptions.Rights.AUTO;
                    case "compared" -> DiffOptions.Rights.COMPARED;
                    case "ignored" -> DiffOptions.Rights.IGNORED;
                    default ->
                        throw new Misconfigured("--rights must be compared or ignored, not \"" + rights + "\"."
                                + Guess.of(rights, List.of("compared", "ignored"), ""));
                },
                Renames.typed(arguments),
                arguments.has("--drop-undeclared") ? DiffOptions.Undeclared.DROPPED : DiffOptions.Undeclared.KEPT,
                arguments.parsed("--fill", DiffOptions.Fill::parse),
                usings(arguments));
    }

    private static List<DiffOptions.Using> usings(Arguments arguments) {
        List<DiffOptions.Using> usings = new ArrayList<>();
        usings.addAll(arguments.parsed("--using", typed -> DiffOptions.Using.parse(typed, false)));
        usings.addAll(arguments.parsed("--using-down", typed -> DiffOptions.Using.parse(typed, true)));
        return usings;
    }

    /// How statements are written, as the options say.
    static Writer.Style style(Arguments arguments) {
        String style = arguments.value("--style").orElse("online");
        return switch (style) {
            case "online" -> Writer.Style.ONLINE;
            case "direct" -> Writer.Style.DIRECT;
            default ->
                throw new Misconfigured("--style must be online or direct, not \"" + style + "\"."
                        + Guess.of(style, List.of("online", "direct"), ""));
        };
    }

    /// The comparison for people.
    static void text(Invocation invocation, DiffReport report) {
        Output output = invocation.output();
        Differences differences = Differences.of(report);
        int count = differences.count();
        int losses = differences.losses();
        String lose = losses == 0
                ? ""
                : ", "
                        + output.bad(
                                losses == count
                                        ? (count == 1 ? "which loses data" : "all lose data")
                                        : losses + (losses == 1 ? " of them loses data" : " of them lose data"));
        output.result(shown(invocation, report.from()) + " → " + shown(invocation, report.to()) + ": "
                + (count == 0 ? "no difference" : Output.count(count, "difference") + lose)
                + undecided(report.undecided().size()));
        DiffText text = new DiffText(report, output, invocation.verbose(), output::result);
        text.print(differences);
        text.aside();
        Renames.suggest(output, report.suggestions());
        report.notices().forEach(notice -> Findings.print(notice, output::result, output));
    }

    private static String undecided(int count) {
        return count == 0 ? "" : ", and " + count + " that no entity declares";
    }

    /// What a schema is called: a file below this folder by its path from here.
    static String shown(Invocation invocation, String label) {
        Path directory = invocation.surroundings().directory();
        String folder = directory + directory.getFileSystem().getSeparator();
        return label.startsWith(folder) ? label.substring(folder.length()) : label;
    }

    private static void missing(Invocation invocation, Map<String, String> names, DiffReport report) {
        boolean entities = "entities".equals(names.get("--to")) && "migrations".equals(names.get("--from"));
        if (!report.empty() && entities && invocation.arguments().has("--check")) {
            invocation.output().result("");
            invocation.output().result("A migration is missing. Write it: turnstone generate NAME --to entities");
        }
    }

    private static void sql(Invocation invocation, Written written, DiffReport report) {
        invocation
                .output()
                .raw(SqlScript.of(
                        List.of(shown(invocation, report.from()) + " → " + shown(invocation, report.to())), written));
        for (Written.Refusal refusal : written.refusals()) {
            invocation.output().complain("not in the script: " + refusal.what() + ": " + refusal.why());
        }
    }

    private static String json(DiffReport report) {
        return Json.document("diff", json -> DiffJson.write(json, report));
    }
}
