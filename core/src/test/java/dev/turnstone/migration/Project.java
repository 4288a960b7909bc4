package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A project in a temporary folder, with its files in `migrations`.
record Project(Path root) {
    Project file(String name, String text) throws IOException {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Project file(String name, byte[] bytes) throws IOException {
        Path path = root.resolve("migrations").resolve(name);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
        return this;
    }

    /// Makes a file look as if it had last changed that long ago.
    Project aged(String name, long seconds) throws IOException {
        Instant then = Instant.now().minusSeconds(seconds);
        Files.setLastModifiedTime(root.resolve("migrations").resolve(name), FileTime.from(then));
        return this;
    }

    MigrationDirectory directory(String dialect) {
        return directory(dialect, Map.of(), Optional.empty());
    }

    MigrationDirectory directory(String dialect, Map<String, String> placeholders, Optional<Path> cache) {
        ClassLoader loader = Project.class.getClassLoader();
        return new MigrationDirectory(
                new MigrationDirectory.Origin(List.of("migrations"), root, loader, cache),
                dialect,
                new PlainSplitter(),
                placeholders);
    }

    /// As a person reads it: place, message, help.
    static String show(Diagnostic diagnostic) {
        return diagnostic.location().map(place -> place + ": ").orElse("")
                + diagnostic.message()
                + diagnostic.help().map(help -> ". " + help).orElse("");
    }

    static List<String> show(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(Project::show).toList();
    }
}
