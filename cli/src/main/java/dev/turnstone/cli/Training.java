package dev.turnstone.cli;

import dev.turnstone.dialect.EmbeddedDatabaseException;
import dev.turnstone.dialect.EmbeddedDatabases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/// What the launcher runs once so that later starts are fast: unpacks SQLite's library, and does what the common
/// commands do, so that the Java machine can archive the classes they load.
public final class Training {
    private static final List<List<String>> SCENES = List.of(
            List.of("--help"),
            List.of("init"),
            List.of("new", "one", "--template", "table", "--table", "one"),
            List.of("new", "two", "--template", "table", "--table", "two"),
            List.of("plan"),
            List.of("migrate"),
            List.of("migrate"),
            List.of("migrate"),
            List.of("status"),
            List.of("history"),
            List.of("validate"),
            List.of("status", "--format", "json"),
            List.of("revert", "--allow-data-loss"),
            List.of("migrate", "--nonsense"));

    private Training() {}

    /// Unpacks and trains.
    ///
    /// @param arguments the folder for SQLite's library
    /// @throws IOException when a file cannot be written
    public static void main(String[] arguments) throws IOException {
        unpack(Path.of(arguments[0]));
        Path folder = Files.createTempDirectory("turnstone-training");
        try {
            Shutdown shutdown = new Shutdown();
            shutdown.listen();
            int ignored = Main.run(List.of("--version"), shutdown);
            play(Files.createDirectory(folder.resolve("sqlite")), Map.of());
            postgresql(Files.createDirectory(folder.resolve("postgresql")));
        } finally {
            remove(folder);
        }
    }

    private static void unpack(Path target) throws IOException {
        String system = System.getProperty("os.name", "");
        String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        boolean musl = Files.exists(Path.of("/etc/alpine-release"));
        String folder = system.startsWith("Windows")
                ? "Windows"
                : system.startsWith("Mac") ? "Mac" : musl ? "Linux-Musl" : system;
        String library = System.mapLibraryName("sqlitejdbc");
        String name = "/org/sqlite/native/" + folder + "/" + (processor.equals("amd64") ? "x86_64" : processor) + "/"
                + library;
        try (InputStream stream = Training.class.getResourceAsStream(name)) {
            if (stream != null) {
                Files.createDirectories(target);
                Files.copy(stream, target.resolve(library), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void play(Path folder, Map<String, String> variables) throws IOException {
        for (List<String> scene : SCENES) {
            call(folder, variables, scene);
            age(folder.resolve("migrations"));
        }
    }

    private static void call(Path folder, Map<String, String> variables, List<String> typed) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        Surroundings surroundings = new Surroundings(
                folder, variables, Clock.system(ZoneId.systemDefault()), nowhere, nowhere, false, 80, new Shutdown());
        int ignored = new Turnstone(surroundings).run(typed);
    }

    /// Files that changed a moment ago are not remembered, and remembering is to be trained too.
    private static void age(Path migrations) throws IOException {
        if (Files.isDirectory(migrations)) {
            try (Stream<Path> files = Files.list(migrations)) {
                for (Path file : files.toList()) {
                    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plus(Duration.ofDays(1))));
                }
            }
        }
    }

    private static void postgresql(Path folder) throws IOException {
        for (EmbeddedDatabases databases : ServiceLoader.load(EmbeddedDatabases.class)) {
            try (EmbeddedDatabases.Running server = databases.start("embedded:postgresql", folder)) {
                play(folder, Map.of("TURNSTONE_URL", server.url()));
                // As people write it: the driver then asks for TLS first.
                call(folder, Map.of("TURNSTONE_URL", server.url().replace("&sslmode=disable", "")), List.of("status"));
            } catch (EmbeddedDatabaseException failure) {
                System.out.println("PostgreSQL's classes are not trained: " + failure.getMessage());
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
