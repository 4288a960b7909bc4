package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `turnstone new`: a migration from a template.
final class NewCommand implements Command {
    private static final List<String> PLACEHOLDERS = List.of("table", "column", "type", "references");

    @Override
    public Syntax syntax() {
        Templates templates = new Templates();
        StringBuilder list = new StringBuilder("Templates:");
        for (String template : templates.names()) {
            list.append(list.length() > 10 ? "; " : " ")
                    .append(template)
                    .append(" (")
                    .append(templates.summary(template))
                    .append(')');
        }
        return new Syntax(
                "new",
                "write a migration from a template",
                List.of("NAME"),
                false,
                false,
                List.of(
                        Option.value("--template", "TEMPLATE", "empty when nothing else is said"),
                        Option.value("--table", "TABLE", "the table it is about"),
                        Option.value("--column", "COLUMN", "the column it is about"),
                        Option.value("--type", "TYPE", "the column's type; text when nothing else is said"),
                        Option.value("--references", "TABLE", "the table a foreign key refers to")),
                List.of(
                        list.append('.').toString(),
                        "The version is the time in UTC. When the newest migration's version lies in the future, the"
                                + " new one follows it. turnstone.lock is written anew when it is there, or required."),
                List.of(new Syntax.Example("turnstone new add_email --template column", "then edit what it wrote")));
    }

    @Override
    public int run(Invocation invocation) {
        String name = invocation.arguments().parameter(0).orElseThrow();
        Templates templates = new Templates();
        String template = invocation.arguments().value("--template").orElse("empty");
        if (!templates.names().contains(template)) {
            throw new Misconfigured("there is no template \"" + template + "\"."
                    + Guess.of(template, templates.names(), "\"") + " Templates: "
                    + String.join(", ", templates.names()));
        }
        Configuration configuration = invocation.configuration();
        MigrationFolder folder = MigrationFolder.of(configuration);
        MigrationFolder.Next next = folder.next(invocation.surroundings().clock());
        Map<Path, String> files = files(invocation, templates, template, name, folder, next.version());
        MigrationFolder.write(files);
        List<Path> locks = folder.locks(configuration);
        boolean versioned = files.keySet().stream()
                .anyMatch(file -> !file.getFileName().toString().startsWith("R__"));
        say(
                invocation,
                configuration,
                List.copyOf(files.keySet()),
                locks,
                next.follows().filter(newest -> versioned));
        return ExitCode.FINE;
    }

    private static Map<Path, String> files(
            Invocation invocation,
            Templates templates,
            String template,
            String name,
            MigrationFolder folder,
            String first) {
        Map<Path, String> files = new LinkedHashMap<>();
        String version = first;
        for (String part : templates.parts(template)) {
            String base = part.substring(0, part.length() - ".sql".length());
            String snake = NamePattern.DEFAULT.description(name);
            String text = fill(invocation, templates, template, snake, templates.text(part));
            if (base.startsWith("R__")) {
                files.put(folder.path().resolve("R__" + snake + ".sql"), text);
            } else {
                int dot = base.indexOf('.');
                files.putAll(folder.files(version, name + (dot < 0 ? "" : "_" + base.substring(dot + 1)), text));
                version = folder.after(version);
            }
        }
        return files;
    }

    private static String fill(Invocation invocation, Templates templates, String template, String name, String text) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", name);
        for (String placeholder : PLACEHOLDERS) {
            values.put(
                    placeholder,
                    invocation
                            .arguments()
                            .value("--" + placeholder)
                            .orElseGet(() -> templates.otherwise(template, placeholder)));
        }
        return FilledTemplate.of(text, values);
    }

    private static void say(
            Invocation invocation,
            Configuration configuration,
            List<Path> files,
            List<Path> locks,
            Optional<String> future) {
        Output output = invocation.output();
        if (invocation.json()) {
            output.result(Json.document("new", json -> {
                json.writeName("created");
                json.writeStartArray();
                files.forEach(file -> json.writeString(LockCommand.shown(configuration, file)));
                json.writeEndArray();
                json.writeName("locks");
                json.writeStartArray();
                locks.forEach(file -> json.writeString(LockCommand.shown(configuration, file)));
                json.writeEndArray();
            }));
            return;
        }
        files.forEach(file -> output.say("created " + LockCommand.shown(configuration, file)));
        locks.forEach(file -> output.say("wrote " + LockCommand.shown(configuration, file)));
        future.ifPresent(newest -> output.say("The newest migration, " + newest
                + ", is not older than the clock says it is now, so this one follows it."));
    }
}
