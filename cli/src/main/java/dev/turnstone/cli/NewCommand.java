package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.migration.LockFile;
import dev.turnstone.migration.Version;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `turnstone new`: a migration from a template.
final class NewCommand implements Command {
    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
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
        String name = name(invocation.arguments().parameter(0).orElseThrow());
        Templates templates = new Templates();
        String template = invocation.arguments().value("--template").orElse("empty");
        if (!templates.names().contains(template)) {
            throw new Misconfigured("there is no template \"" + template + "\"."
                    + Guess.of(template, templates.names(), "\"") + " Templates: "
                    + String.join(", ", templates.names()));
        }
        Configuration configuration = invocation.configuration();
        Path folder = folder(configuration);
        List<Path> before = sqlFiles(folder);
        String now = VERSION.format(invocation.surroundings().clock().instant());
        Optional<String> newest = newest(before);
        boolean future = newest.isPresent() && new Version(newest.get()).compareTo(new Version(now)) >= 0;
        Map<Path, String> files =
                files(invocation, templates, template, name, folder, future ? next(newest.get()) : now);
        write(files);
        List<Path> locks = locks(configuration, folder);
        say(invocation, configuration, List.copyOf(files.keySet()), locks, future ? newest : Optional.empty());
        return ExitCode.FINE;
    }

    private static String name(String typed) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < typed.length(); i++) {
            char c = Character.toLowerCase(typed.charAt(i));
            boolean kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (kept) {
                name.append(c);
            } else if (!name.isEmpty() && name.charAt(name.length() - 1) != '_') {
                name.append('_');
            }
        }
        while (!name.isEmpty() && name.charAt(name.length() - 1) == '_') {
            name.deleteCharAt(name.length() - 1);
        }
        if (name.isEmpty()) {
            throw new Misconfigured("NAME needs a letter or a digit, as add_email_to_users, not \"" + typed + "\"");
        }
        return name.toString();
    }

    private static Path folder(Configuration configuration) {
        for (String location : configuration.settings().locations()) {
            if (!location.startsWith("classpath:")) {
                return configuration.settings().project().resolve(location);
            }
        }
        throw new Misconfigured("dir names no folder that a migration could be written to");
    }

    private static List<Path> sqlFiles(Path folder) {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.filter(file -> file.toString().endsWith(".sql")).forEach(files::add);
        } catch (IOException failure) {
            throw new Misconfigured(folder + ": cannot be read: " + Reasons.of(failure));
        }
        return files;
    }

    private static Optional<String> newest(List<Path> files) {
        Optional<String> newest = Optional.empty();
        for (Path file : files) {
            String base = String.valueOf(file.getFileName());
            int start = base.startsWith("V") ? 1 : 0;
            int end = start;
            while (end < base.length() && base.charAt(end) >= '0' && base.charAt(end) <= '9') {
                end++;
            }
            String digits = base.substring(start, end);
            boolean newer =
                    end > start && (newest.isEmpty() || new Version(digits).compareTo(new Version(newest.get())) > 0);
            if (newer) {
                newest = Optional.of(digits);
            }
        }
        return newest;
    }

    /// The whole number after this one, of any length.
    private static String next(String digits) {
        return new BigInteger(digits).add(BigInteger.ONE).toString();
    }

    private static Map<Path, String> files(
            Invocation invocation, Templates templates, String template, String name, Path folder, String first) {
        Map<Path, String> files = new LinkedHashMap<>();
        String version = first;
        for (String part : templates.parts(template)) {
            String base = part.substring(0, part.length() - ".sql".length());
            String file;
            if (base.startsWith("R__")) {
                file = "R__" + name + ".sql";
            } else {
                int dot = base.indexOf('.');
                file = version + "_" + name + (dot < 0 ? "" : "_" + base.substring(dot + 1)) + ".sql";
                version = next(version);
            }
            files.put(folder.resolve(file), fill(invocation, templates, template, name, templates.text(part)));
        }
        return files;
    }

    private static String fill(Invocation invocation, Templates templates, String template, String name, String text) {
        String filled = text.replace("{{name}}", name);
        for (String placeholder : PLACEHOLDERS) {
            String value = invocation
                    .arguments()
                    .value("--" + placeholder)
                    .orElseGet(() -> templates.otherwise(template, placeholder));
            filled = filled.replace("{{" + placeholder + "}}", value);
        }
        return filled;
    }

    private static void write(Map<Path, String> files) {
        for (Path file : files.keySet()) {
            if (Files.exists(file)) {
                throw new Misconfigured(file + " is there already. Nothing was written.");
            }
        }
        for (Map.Entry<Path, String> file : files.entrySet()) {
            try {
                Files.createDirectories(file.getKey().toAbsolutePath().getParent());
                Files.writeString(file.getKey(), file.getValue(), StandardOpenOption.CREATE_NEW);
            } catch (IOException failure) {
                throw new Misconfigured(file.getKey() + ": cannot be written: " + Reasons.of(failure));
            }
        }
    }

    private static List<Path> locks(Configuration configuration, Path folder) {
        boolean wanted = configuration.settings().lockFileRequired() || Files.exists(folder.resolve(LockFile.NAME));
        return wanted ? LockCommand.migrator(configuration).writeLocks() : List.of();
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
