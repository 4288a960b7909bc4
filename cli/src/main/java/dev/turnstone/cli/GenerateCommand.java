package dev.turnstone.cli;

import dev.turnstone.DiffOptions;
import dev.turnstone.DiffOptions.Renaming;
import dev.turnstone.DiffReport;
import dev.turnstone.DriftReport;
import dev.turnstone.GenerateOptions;
import dev.turnstone.GeneratedMigration;
import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.Migrator;
import dev.turnstone.SchemaSource;
import dev.turnstone.migration.Version;
import dev.turnstone.schema.Diff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `turnstone generate`: write the migration between two schemas, proven on scratch.
final class GenerateCommand implements Command {
    private static final List<String> DIALECTS = List.of("postgresql", "sqlite");

    @Override
    public Syntax syntax() {
        List<Option> options = new ArrayList<>(List.of(
                Option.value("--to", "SOURCE", "the schema that the migration is to reach"),
                Option.value("--from", "SOURCE", "the schema before; migrations when nothing else is said"),
                Option.flag("--from-drift", "what the live schema has besides its history becomes a migration"),
                Option.flag("--undo", "with --from-drift: the migration takes it back instead"),
                Option.flag("--dry-run", "prove it and print it, and write nothing"),
                Option.flag("--no-down", "without a way back"),
                Option.flag("--no-renames", "what looks renamed is dropped and made anew"),
                Option.flag("--partial", "when something cannot be written: prove and write the rest"),
                Option.value("--dialects", "NAMES", "postgresql,sqlite: a section for each")));
        options.addAll(DiffCommand.OPTIONS);
        options.addAll(Comparison.OPTIONS);
        return new Syntax(
                "generate",
                "write the migration between two schemas",
                List.of("NAME"),
                true,
                false,
                options,
                List.of(
                        "Before the file is written it is tried on scratch databases: up reaches the schema, down"
                                + " returns, rows that should survive do, and a second comparison is empty. What loses"
                                + " data says so in the file. When anything of this fails, or something cannot be written"
                                + " exactly, nothing is written and the exit code is 5; --format json, or the terminal,"
                                + " shows what there was.",
                        "The version is the time in UTC, as with new. No live database is changed.",
                        SourceName.HELP),
                List.of(
                        new Syntax.Example(
                                "turnstone generate add_email --to schema.sql", "from the files to a schema.sql"),
                        new Syntax.Example("turnstone generate sync --to entities", "to what the JPA entities map"),
                        new Syntax.Example("turnstone generate hotfix --from-drift", "keep what was done by hand"),
                        new Syntax.Example("turnstone generate x --to schema.sql --dry-run -q", "only look at it")));
    }

    @Override
    public int run(Invocation invocation) {
        Arguments arguments = invocation.arguments();
        String typed = arguments.parameter(0).orElseThrow();
        String name = NamePattern.DEFAULT.description(typed);
        Map<String, String> names = names(arguments);
        Set<String> dialects = dialects(arguments);
        MigrationFolder.of(Configuration.withoutDatabase(arguments, invocation.surroundings()))
                .create();
        try (Comparison comparison = Comparison.open(invocation, names)) {
            MigrationFolder folder = MigrationFolder.of(comparison.configuration());
            MigrationFolder.Next next = folder.next(invocation.surroundings().clock());
            GenerateOptions options = options(arguments, new Version(next.version()), name, dialects);
            GeneratedMigration generated = arguments.has("--from-drift")
                    ? drift(invocation, comparison, options)
                    : generate(invocation, comparison, names, options);
            return new GeneratedPage(invocation, comparison.configuration(), folder, next, typed).show(generated);
        }
    }

    private static Map<String, String> names(Arguments arguments) {
        if (arguments.has("--from-drift")) {
            if (arguments.has("--from") || arguments.has("--to")) {
                throw new Misconfigured("--from-drift says both schemas: leave --from and --to out");
            }
            return Map.of("--from-drift", "live");
        }
        if (arguments.has("--undo")) {
            throw new Misconfigured("--undo belongs to --from-drift");
        }
        String to = arguments
                .value("--to")
                .orElseThrow(
                        () -> new Misconfigured("generate needs --to SOURCE: which schema is the migration to reach?"
                                + " As --to schema.sql, --to entities, --to live; or --from-drift"));
        Map<String, String> names = new LinkedHashMap<>();
        names.put("--from", arguments.value("--from").orElse("migrations"));
        names.put("--to", to);
        return names;
    }

    private static Set<String> dialects(Arguments arguments) {
        Set<String> dialects = new LinkedHashSet<>();
        arguments.value("--dialects").ifPresent(typed -> {
            for (String dialect : typed.split(",", -1)) {
                if (!DIALECTS.contains(dialect.strip())) {
                    throw new Misconfigured("--dialects: there is no dialect \"" + dialect.strip() + "\"."
                            + Guess.of(dialect.strip(), DIALECTS, "")
                            + " Write postgresql, sqlite or postgresql,sqlite");
                }
                dialects.add(dialect.strip());
            }
        });
        return dialects;
    }

    private static GenerateOptions options(Arguments arguments, Version version, String name, Set<String> dialects) {
        return new GenerateOptions(
                version,
                name,
                DiffCommand.style(arguments),
                !arguments.has("--no-down"),
                DiffCommand.options(arguments),
                arguments.has("--no-renames"),
                arguments.has("--partial"),
                dialects);
    }

    private static GeneratedMigration generate(
            Invocation invocation, Comparison comparison, Map<String, String> names, GenerateOptions options) {
        return decided(
                invocation,
                comparison,
                comparison.source("--from", names.getOrDefault("--from", "")),
                comparison.source("--to", names.getOrDefault("--to", "")),
                options);
    }

    private static GeneratedMigration drift(Invocation invocation, Comparison comparison, GenerateOptions options) {
        Configuration configuration = comparison.configuration();
        DriftReport report;
        try (Engine engine = Engine.withScratch(invocation, configuration)) {
            report = Busy.during(invocation, "comparing with the history", () -> engine.call(Migrator::drift));
        }
        // As they were compared: without the owners that a replay knows nothing of.
        Optional<Diff> compared = report.diff().map(DiffReport::diff);
        SchemaSource history = new SchemaSource.Given(
                compared.map(Diff::from).orElse(report.expected()), "history of " + configuration.name());
        SchemaSource live = new SchemaSource.Given(compared.map(Diff::to).orElse(report.live()), configuration.name());
        GenerateOptions exact = options.with(options.diff()
                .withRights(
                        options.diff().rights() == DiffOptions.Rights.AUTO
                                ? DiffOptions.Rights.COMPARED
                                : options.diff().rights()));
        return invocation.arguments().has("--undo")
                ? decided(invocation, comparison, live, history, exact)
                : decided(invocation, comparison, history, live, exact);
    }

    /// Generates; when something may have been renamed and a person sits there, asks and generates again.
    private static GeneratedMigration decided(
            Invocation invocation, Comparison comparison, SchemaSource from, SchemaSource to, GenerateOptions options) {
        GeneratedMigration generated = Busy.during(
                invocation, "writing and proving", () -> comparison.schemas().generate(from, to, options));
        boolean text = !invocation.json();
        Optional<List<Renaming>> answers = text && generated instanceof GeneratedMigration.Undecided undecided
                ? Renames.asked(invocation, undecided.diff())
                : Optional.empty();
        if (answers.isEmpty()) {
            return generated;
        }
        List<Renaming> renames = new ArrayList<>(options.diff().renames());
        renames.addAll(answers.get());
        DiffOptions diff = options.diff().withRenames(renames);
        GenerateOptions decided = new GenerateOptions(
                options.version(),
                options.name(),
                options.style(),
                options.down(),
                diff,
                true,
                options.partial(),
                options.dialects());
        return Busy.during(
                invocation, "writing and proving", () -> comparison.schemas().generate(from, to, decided));
    }
}
