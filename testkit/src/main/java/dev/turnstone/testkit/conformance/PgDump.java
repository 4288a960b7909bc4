package dev.turnstone.testkit.conformance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `pg_dump` of this machine.
///
/// @param major of the client; it reads servers up to its own version
record PgDump(Path program, int major) {
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final Pattern URL = Pattern.compile("jdbc:(postgresql://[^/]+/[^?]+)\\?.*");

    /// The program for a server: of its version where there is one, otherwise the oldest that is newer. Looked for on
    /// the
    /// path and where packages put the clients of several versions beside each other.
    static Optional<PgDump> reading(int server) {
        return ofThisMachine().stream()
                .filter(program -> program.major() >= server)
                .min(Comparator.comparingInt(PgDump::major));
    }

    /// Those found.
    static List<PgDump> ofThisMachine() {
        List<Path> places = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (!folder.isEmpty()) {
                places.add(Path.of(folder, "pg_dump"));
            }
        }
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(Path.of("/usr/lib/postgresql"))) {
            versions.forEach(version -> places.add(version.resolve("bin/pg_dump")));
        } catch (IOException absent) {
            // Not a system that keeps them there.
        }
        List<PgDump> programs = new ArrayList<>();
        for (Path place : places) {
            if (Files.isExecutable(place)) {
                Matcher version = VERSION.matcher(output(new ProcessBuilder(place.toString(), "--version")));
                if (version.find()) {
                    programs.add(new PgDump(place, Integer.parseInt(version.group(1))));
                }
            }
        }
        return programs;
    }

    /// The script that recreates a database's schema, one of its schemas aside.
    String schemaOf(String jdbcUrl, String without) {
        Matcher url = URL.matcher(jdbcUrl);
        if (!url.matches()) {
            throw new IllegalArgumentException("pg_dump cannot be told of this URL");
        }
        return output(new ProcessBuilder(List.of(
                program.toString(),
                "--schema-only",
                "-N",
                without,
                "-d",
                url.group(1).replace("//", "//postgres@"))));
    }

    private static String output(ProcessBuilder builder) {
        try {
            Path errors = Files.createTempFile("pg_dump", ".err");
            try {
                Process process = builder.redirectError(errors.toFile()).start();
                process.getOutputStream().close();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int code = process.waitFor();
                if (code != 0) {
                    throw new IllegalStateException("pg_dump ended with " + code + ": "
                            + Files.readString(errors).strip());
                }
                return output;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while pg_dump ran", e);
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
