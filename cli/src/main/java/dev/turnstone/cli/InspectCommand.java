package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Schema;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `turnstone inspect`: read a schema and show it.
final class InspectCommand implements Command {
    private static final String SOURCE = "--source";

    @Override
    public Syntax syntax() {
        List<Option> options = new ArrayList<>(List.of(
                Option.value(SOURCE, "SOURCE", "what to read; live when nothing else is said"),
                new Option("--out", "-o", "FILE", false, "write it there instead of to standard output")));
        options.addAll(Comparison.OPTIONS);
        return new Syntax(
                "inspect",
                "read a schema: as text, SQL, JSON or a diagram",
                List.of(),
                true,
                true,
                options,
                List.of(
                        "Reads only. --format text is for people (with --verbose nothing is cut), sql a script that"
                                + " makes the schema in an empty database, json a file that every command that compares"
                                + " reads back, mermaid and dot entity diagrams for Mermaid and Graphviz.",
                        "What is there and cannot be described is named in each format. sql exits 1 when something is"
                                + " not in the script.",
                        SourceName.HELP),
                List.of(
                        new Syntax.Example("turnstone inspect --env prod", "what is there"),
                        new Syntax.Example("turnstone inspect --format json -o prod.json", "keep it, to compare later"),
                        new Syntax.Example("turnstone inspect --format mermaid", "a picture, for Markdown"),
                        new Syntax.Example(
                                "turnstone inspect --source schema.sql --dialect sqlite", "a file's schema")));
    }

    @Override
    public List<String> formats() {
        return List.of("text", "json", "sql", "mermaid", "dot");
    }

    @Override
    public int run(Invocation invocation) {
        Arguments arguments = invocation.arguments();
        String source = arguments.value(SOURCE).orElse("live");
        Optional<String> out = arguments.value("--out");
        try (Comparison comparison = Comparison.open(invocation, Map.of(SOURCE, source))) {
            List<Diagnostic> notices = new ArrayList<>();
            Schema schema = Busy.during(
                    invocation,
                    "reading " + source,
                    () -> comparison.schemas().inspect(comparison.source(SOURCE, source), notices::add));
            notices.forEach(notice -> Findings.print(notice, invocation.output()::complain, invocation.output()));
            return switch (arguments.value("--format").orElse("text")) {
                case "json" -> json(invocation, schema, out);
                case "sql" -> sql(invocation, comparison, schema, out);
                case "mermaid" -> text(invocation, MermaidDiagram.of(schema), out);
                case "dot" -> text(invocation, DotDiagram.of(schema), out);
                default -> page(invocation, schema, out);
            };
        }
    }

    private static int json(Invocation invocation, Schema schema, Optional<String> out) {
        if (out.isEmpty()) {
            SchemaJson.write(schema, invocation.output().writer(), false);
            return ExitCode.FINE;
        }
        Path file = invocation.surroundings().directory().resolve(out.get());
        try (Writer writer = Files.newBufferedWriter(file)) {
            SchemaJson.write(schema, writer, true);
        } catch (IOException failure) {
            throw cannotWrite(out.get(), failure);
        }
        return ExitCode.FINE;
    }

    private static int sql(Invocation invocation, Comparison comparison, Schema schema, Optional<String> out) {
        Written script = comparison.schemas().script(schema);
        List<String> title = new ArrayList<>();
        title.add(schema.dialect() + " " + schema.version() + ", " + schema.fingerprint());
        schema.unmodelled().forEach(object -> title.add("not in this script, since it cannot be described: " + object));
        int exitCode = text(invocation, SqlScript.of(title, script), out);
        Output output = invocation.output();
        schema.unmodelled()
                .forEach(object -> output.complain("not in the script, since it cannot be described: " + object));
        for (Written.Refusal refusal : script.refusals()) {
            output.complain("not in the script: " + refusal.what() + ": " + refusal.why());
        }
        return script.refusals().isEmpty() && schema.unmodelled().isEmpty() ? exitCode : ExitCode.FOUND;
    }

    private static int page(Invocation invocation, Schema schema, Optional<String> out) {
        StringBuilder page = new StringBuilder();
        boolean plain = out.isPresent();
        Output output = plain ? invocation.output().withoutColour() : invocation.output();
        SchemaText text = new SchemaText(
                schema, output, invocation.verbose(), line -> page.append(line).append('\n'));
        String summary = schema.dialect() + " " + schema.version() + "  " + text.summary();
        page.append(Wrapping.wrap(summary, output.width())).append('\n');
        text.owner().ifPresent(owner -> page.append(owner).append('\n'));
        page.append(output.dim(schema.fingerprint())).append('\n');
        text.print();
        return text(invocation, page.toString(), out);
    }

    private static int text(Invocation invocation, String text, Optional<String> out) {
        if (out.isEmpty()) {
            invocation.output().raw(text);
            return ExitCode.FINE;
        }
        try {
            Files.writeString(invocation.surroundings().directory().resolve(out.get()), text);
        } catch (IOException failure) {
            throw cannotWrite(out.get(), failure);
        }
        return ExitCode.FINE;
    }

    private static Misconfigured cannotWrite(String file, IOException failure) {
        return new Misconfigured("--out " + file + ": cannot be written: " + Reasons.writing(failure));
    }
}
