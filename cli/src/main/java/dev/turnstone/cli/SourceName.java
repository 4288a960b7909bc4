package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.migration.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A schema as a person names it behind `--from`, `--to` or `--source`.
sealed interface SourceName {
    /// What all help pages say.
    String HELP = "SOURCE is live (the database of this call), history (what its history says it should be), migrations"
            + " (or migrations@VERSION: the files up to there), entities, nothing, env:NAME, a URL, a .sql file, a folder"
            + " of them or of migrations, or a .json file that inspect wrote.";

    /// The words that name something.
    List<String> WORDS = List.of("live", "history", "migrations", "entities", "nothing");

    /// Markers and names that only migrations have.
    Pattern MARKER = Pattern.compile("(?m)^--[ \\t]*turnstone:(?:up|down)\\b");

    /// The database of this call.
    record Live() implements SourceName {}

    /// What the history of the database of this call describes.
    record History() implements SourceName {}

    /// Migration files.
    ///
    /// @param folder absent for the configured locations
    /// @param to the last one; absent for all
    record Migrations(Optional<Path> folder, Optional<Version> to) implements SourceName {}

    /// The JPA entities that options or configuration name.
    record Entities() implements SourceName {}

    /// An empty database.
    record Nothing() implements SourceName {}

    /// The database of another environment.
    record Environment(String name) implements SourceName {}

    /// A database by its URL.
    record Url(String url) implements SourceName {}

    /// SQL files.
    record Sql(Path path) implements SourceName {}

    /// What `inspect --format json` wrote.
    ///
    /// @param shown the file as it was typed
    record Saved(Path file, String shown) implements SourceName {}

    /// Whether it cannot be read without the database of this call.
    default boolean asksDatabase() {
        return this instanceof Live || this instanceof History;
    }

    /// Whether it says by itself for which kind of database it is.
    default boolean saysDialect() {
        return asksDatabase() || this instanceof Environment || this instanceof Url || this instanceof Saved;
    }

    /// Reads what was typed.
    ///
    /// @param option behind which it stands, for errors
    /// @param directory where relative paths start
    /// @param locations the folders of the configured migrations
    /// @throws Misconfigured when it is neither a word nor a URL nor a file that is there
    static SourceName parse(String option, String typed, Path directory, List<Path> locations) {
        switch (typed) {
            case "live" -> {
                return new Live();
            }
            case "history" -> {
                return new History();
            }
            case "migrations" -> {
                return new Migrations(Optional.empty(), Optional.empty());
            }
            case "entities" -> {
                return new Entities();
            }
            case "nothing" -> {
                return new Nothing();
            }
            default -> {}
        }
        if (typed.startsWith("migrations@")) {
            String version = typed.substring("migrations@".length());
            return new Migrations(Optional.empty(), Optional.of(Invocation.version(option, version)));
        }
        if (typed.startsWith("env:")) {
            return new Environment(typed.substring("env:".length()));
        }
        if (isUrl(typed)) {
            return new Url(Urls.resolve(typed, directory));
        }
        return file(option, typed, directory.resolve(typed), locations);
    }

    private static boolean isUrl(String typed) {
        int colon = typed.indexOf(':');
        return typed.contains("://")
                || (colon > 1 && typed.substring(0, colon).matches("jdbc|sqlite|embedded|postgres(ql)?"));
    }

    private static SourceName file(String option, String typed, Path path, List<Path> locations) {
        if (Files.isDirectory(path)) {
            boolean migrations = locations.stream().anyMatch(location -> same(location, path)) || holdsMigrations(path);
            return migrations ? new Migrations(Optional.of(path), Optional.empty()) : new Sql(path);
        }
        if (!Files.exists(path)) {
            throw new Misconfigured(option + " " + typed + ": there is no such file, and no source is called so."
                    + guess(typed, path) + " " + HELP);
        }
        if (typed.endsWith(".json")) {
            return new Saved(path, typed);
        }
        if (typed.endsWith(".sql")) {
            return new Sql(path);
        }
        throw new Misconfigured(option + " " + typed
                + ": a source that is a file ends in .sql, or in .json when inspect --format json wrote it");
    }

    private static boolean same(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    /// Whether the `.sql` files of a folder are migrations: a lock file beside them, names that say which way, or a
    /// marker in one of them. Run whole, they would take back what they make.
    private static boolean holdsMigrations(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = String.valueOf(file.getFileName());
                boolean said = name.equals("turnstone.lock") || name.endsWith(".up.sql");
                if (said
                        || (name.endsWith(".sql")
                                && MARKER.matcher(Files.readString(file)).find())) {
                    return true;
                }
            }
            return false;
        } catch (IOException failure) {
            throw new Misconfigured(folder + ": cannot be read: " + Reasons.of(failure));
        }
    }

    private static String guess(String typed, Path path) {
        List<String> names = new ArrayList<>(WORDS);
        Path folder = path.getParent();
        if (folder != null && Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> String.valueOf(file.getFileName()))
                        .filter(name -> name.endsWith(".sql") || name.endsWith(".json"))
                        .forEach(names::add);
            } catch (IOException unreadable) {
                return Guess.of(typed, WORDS, "");
            }
        }
        return Guess.of(typed, names, "");
    }
}
