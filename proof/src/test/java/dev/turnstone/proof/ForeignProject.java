package dev.turnstone.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Another project's migrations for one engine, as that project keeps them. Files that are not migrations are passed
/// over.
///
/// @param migrations in the project's own order
record ForeignProject(String name, List<ForeignMigration> migrations) {
    private static final int DIESEL_TIMESTAMP = 14;

    ForeignProject {
        migrations = List.copyOf(migrations);
    }

    /// One migration of another project.
    ///
    /// @param version in Turnstone's form
    /// @param ownTransaction whether the project's own tool begins a transaction for it
    record ForeignMigration(String version, String name, Path up, Path down, boolean ownTransaction) {
        /// Both files in one, nothing edited. The markers make an empty way, which the project has on purpose, one
        /// that does nothing on purpose here too. Only where both ways are empty is a statement added, since a
        /// migration without any is taken for a mistake.
        String inTurnstonesLayout() {
            String added = isEmpty(up) && isEmpty(down) ? "SELECT 1;\n" : "";
            return "-- turnstone:up\n" + added + read(up) + "\n-- turnstone:down\n" + read(down) + "\n";
        }

        private static boolean isEmpty(Path file) {
            return read(file)
                    .lines()
                    .allMatch(line -> line.isBlank() || line.strip().startsWith("--"));
        }

        String fileName() {
            return version + "_" + name.replaceAll("[^A-Za-z0-9-]+", "_") + ".sql";
        }
    }

    /// crates.io, in Diesel's layout: a folder for each migration with `up.sql` and `down.sql`, ordered by the text
    /// before `_` without hyphens.
    static ForeignProject cratesIo(Path folder) {
        List<ForeignMigration> migrations = list(folder.resolve("migrations"), Files::isDirectory).stream()
                .sorted(Comparator.comparing(ForeignProject::dieselVersion))
                .map(ForeignProject::diesel)
                .toList();
        return new ForeignProject("crates.io", migrations);
    }

    private static ForeignMigration diesel(Path folder) {
        String version = dieselVersion(folder);
        // Diesel compares versions as text, Turnstone their numbers. All have 14 digits, a few a counter behind them:
        // it becomes a second number, never 0, so that it comes after a namesake without one.
        String numbered = version.length() == DIESEL_TIMESTAMP
                ? version
                : version.substring(0, DIESEL_TIMESTAMP) + ".1" + version.substring(DIESEL_TIMESTAMP);
        String name = folder.getFileName().toString();
        Path metadata = folder.resolve("metadata.toml");
        boolean transaction = !Files.exists(metadata) || !read(metadata).contains("run_in_transaction = false");
        return new ForeignMigration(
                numbered,
                name.substring(name.indexOf('_') + 1),
                folder.resolve("up.sql"),
                folder.resolve("down.sql"),
                transaction);
    }

    private static String dieselVersion(Path folder) {
        String name = folder.getFileName().toString();
        return name.substring(0, name.indexOf('_')).replace("-", "");
    }

    /// Authelia: `V0001.Name.up.sql` and `V0001.Name.down.sql`.
    static ForeignProject authelia(Path folder, String engine) {
        Path files = folder.resolve(engine);
        List<ForeignMigration> migrations = list(files, file -> file.toString().endsWith(".up.sql")).stream()
                .map(ForeignProject::numbered)
                .toList();
        return new ForeignProject("authelia", migrations);
    }

    private static ForeignMigration numbered(Path up) {
        String[] parts = up.getFileName().toString().split("\\.", 3);
        Path down = up.resolveSibling(parts[0] + "." + parts[1] + ".down.sql");
        return new ForeignMigration(parts[0].substring(1), parts[1], up, down, false);
    }

    /// Writes all of it as a project of Turnstone.
    void layOut(Path folder) {
        migrations.forEach(migration -> write(folder.resolve(migration.fileName()), migration.inTurnstonesLayout()));
    }

    /// One part of each migration, as the project's own tool would feed it to psql.
    String script(Function<ForeignMigration, Path> part, List<ForeignMigration> order) {
        StringBuilder script = new StringBuilder();
        for (ForeignMigration migration : order) {
            Path file = part.apply(migration);
            String include = "\\i '" + file + "'\n;\n";
            // One file holds a statement that must stand alone, and was forgotten to say so: Diesel could not run it.
            boolean together = migration.ownTransaction() && !read(file).contains("create index concurrently");
            script.append(together ? "BEGIN;\n" + include + "COMMIT;\n" : include);
        }
        return script.toString();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> list(Path folder, java.util.function.Predicate<Path> wanted) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
