package dev.turnstone.internal.compare;

import dev.turnstone.DiffOptions.Fill;
import dev.turnstone.DiffOptions.Renaming;
import dev.turnstone.DiffOptions.Using;
import dev.turnstone.MigrationException;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.schema.Id;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.Script;
import dev.turnstone.sql.Splitter;
import dev.turnstone.sql.Statement;
import dev.turnstone.sql.UnreadableScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `schema.sql`, or a folder of such files, run on a scratch database.
final class SchemaFiles {
    private static final Pattern SAID = Pattern.compile(
            "(?m)^[ \\t]*--[ \\t]*turnstone:(rename|fill|using-down|using)\\b[ \\t:]*(.*?)[ \\t]*\\r?$");
    private final Path project;
    private final Splitter splitter;

    /// What comments of files say.
    private record Hints(List<Renaming> renames, List<Fill> fills, List<Using> usings) {}

    SchemaFiles(Path project, Splitter splitter) {
        this.project = project;
        this.splitter = splitter;
    }

    /// The schema that the files make.
    Reading build(Path path, Workbench bench) {
        List<Piece> pieces = new ArrayList<>();
        Hints hints = new Hints(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Path file : files(project.resolve(path))) {
            read(file, pieces, hints);
        }
        String label = name(project.resolve(path));
        return bench.attempt(label, (scratch, connection) -> {
            Piece.run(connection, pieces);
            Set<Id> said = bench.target()
                    .dialect()
                    .inspector()
                    .saidVersions(pieces.stream().map(Piece::sql).toList());
            return new Reading(
                    ExtensionVersions.said(bench.inspect(connection), said),
                    label,
                    Optional.of(Workbench.owner(connection)),
                    Optional.empty(),
                    false,
                    hints.renames(),
                    hints.fills(),
                    hints.usings(),
                    List.of(),
                    List.of(),
                    () -> Provenance.UNKNOWN);
        });
    }

    private static List<Path> files(Path path) {
        if (!Files.exists(path)) {
            throw new MigrationException.Misconfigured(path + " is not there. Name a .sql file or a folder of them.");
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> files = all.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .endsWith(".sql"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new MigrationException.Misconfigured("there is no .sql file in " + path);
            }
            return files;
        } catch (IOException e) {
            throw new MigrationException.Misconfigured(path + ": cannot be read: " + e.getMessage());
        }
    }

    private void read(Path file, List<Piece> pieces, Hints hints) {
        Location start = Location.startOf(name(file));
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            Script script = splitter.split(text.startsWith("\uFEFF") ? text.substring(1) : text, start);
            for (int i = 0; i <= script.statements().size(); i++) {
                said(script.gap(i), start, hints);
            }
            for (Statement statement : script.statements()) {
                pieces.add(new Piece(statement.text(), Optional.of(statement.location())));
            }
        } catch (UnreadableScript e) {
            throw new MigrationException.Misconfigured(
                    String.valueOf(e.getMessage()),
                    List.of(Diagnostic.error("unreadable-script", e.location(), e.reason(), e.help())));
        } catch (IOException e) {
            throw new MigrationException.Misconfigured(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static void said(String gap, Location file, Hints hints) {
        Matcher matcher = SAID.matcher(gap);
        while (matcher.find()) {
            try {
                String typed = matcher.group(2);
                switch (matcher.group(1)) {
                    case "rename" -> hints.renames().add(Renaming.parse(typed));
                    case "fill" -> hints.fills().add(Fill.parse(typed));
                    default ->
                        hints.usings().add(Using.parse(typed, matcher.group(1).equals("using-down")));
                }
            } catch (IllegalArgumentException e) {
                throw new MigrationException.Misconfigured(file.file() + ": " + e.getMessage());
            }
        }
    }

    /// As a person would write it: relative to the project where it is in there.
    private String name(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path home = project.toAbsolutePath().normalize();
        return (absolute.startsWith(home) ? home.relativize(absolute) : file).toString();
    }
}
