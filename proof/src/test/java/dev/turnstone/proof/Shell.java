package dev.turnstone.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// The databases' own command line programs, as judges that know nothing of Turnstone.
final class Shell {
    private static final int LONGEST_MINUTES = 5;

    private Shell() {}

    /// What a program said, both streams in the order they were written.
    record Output(int exitCode, String text) {
        /// The same, when it ended well.
        Output succeeded() {
            if (exitCode != 0) {
                throw new AssertionError("exit code " + exitCode + ":\n" + text);
            }
            return this;
        }
    }

    /// Feeds `script` to psql; the first error ends it when `stop` is set.
    static Output psql(int port, String database, String script, boolean stop) {
        require("psql");
        List<String> command = new ArrayList<>(List.of("psql", "-X", "-q", "-h", "127.0.0.1", "-p", "" + port));
        command.addAll(List.of("-U", "postgres", "-d", database, "-v", "ON_ERROR_STOP=" + (stop ? "1" : "0")));
        return run(command, "-f", script);
    }

    /// Feeds `script` to sqlite3; the first error ends it when `stop` is set.
    static Output sqlite3(Path database, String script, boolean stop) {
        require("sqlite3");
        List<String> command = new ArrayList<>(List.of("sqlite3", "-batch"));
        if (stop) {
            command.add("-bail");
        }
        command.add(database.toString());
        return run(command, "", script);
    }

    private static void require(String program) {
        boolean found = List.of(System.getenv("PATH").split(java.io.File.pathSeparator)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        Assumptions.assumeTrue(found, "needs the program " + program + ", which is not on the PATH");
    }

    private static Output run(List<String> command, String fileOption, String script) {
        try {
            Path file = Files.createTempFile("turnstone-proof", ".sql");
            try {
                Files.writeString(file, script);
                List<String> whole = new ArrayList<>(command);
                ProcessBuilder builder = new ProcessBuilder(whole).redirectErrorStream(true);
                if (fileOption.isEmpty()) {
                    builder.redirectInput(file.toFile());
                } else {
                    whole.addAll(List.of(fileOption, file.toString()));
                }
                return output(builder.start());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Output output(Process process) throws IOException {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("still running after " + LONGEST_MINUTES + " minutes:\n" + text);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return new Output(process.exitValue(), text);
    }
}
