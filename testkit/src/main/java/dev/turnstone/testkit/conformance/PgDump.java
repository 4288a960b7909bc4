package dev.turnstone.testkit.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The machine's own `pg_dump`.
///
/// @param major of the client; it reads servers up to its own version
record PgDump(int major) {
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final Pattern URL = Pattern.compile("jdbc:(postgresql://[^/]+/[^?]+)\\?.*");

    /// The program found on the path, if there is one.
    static Optional<PgDump> ofThisMachine() {
        Path program = Path.of("/usr/bin/pg_dump");
        String found = Files.isExecutable(program) ? program.toString() : "pg_dump";
        try {
            Matcher version = VERSION.matcher(output(new ProcessBuilder(found, "--version")));
            return version.find() ? Optional.of(new PgDump(Integer.parseInt(version.group(1)))) : Optional.empty();
        } catch (UncheckedIOException absent) {
            return Optional.empty();
        }
    }

    /// The script that recreates a database's schema, one of its schemas aside.
    String schemaOf(String jdbcUrl, String without) {
        Matcher url = URL.matcher(jdbcUrl);
        if (!url.matches()) {
            throw new IllegalArgumentException("pg_dump cannot be told of this URL");
        }
        return output(new ProcessBuilder(List.of(
                "pg_dump", "--schema-only", "-N", without, "-d", url.group(1).replace("//", "//postgres@"))));
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
