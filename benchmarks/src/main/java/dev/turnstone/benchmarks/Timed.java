package dev.turnstone.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One process, from its start to its end.
///
/// @param seconds on the wall
/// @param peakMebibytes the most memory that it, or the largest process below it, had; 0 when nobody asked
/// @param output what it printed
record Timed(double seconds, double peakMebibytes, String output) {
    private static final Path TIME = Path.of("/usr/bin/time");

    /// Runs a command in a folder.
    ///
    /// @throws IOException when it does not end with exit code 0; the message has its output
    static Timed run(List<String> command, Path folder) throws IOException, InterruptedException {
        Path output = Files.createTempFile("turnstone-benchmark", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("LIQUIBASE_ANALYTICS_ENABLED", "false");
            builder.environment().put("REDGATE_DISABLE_TELEMETRY", "true");
            long began = System.nanoTime();
            int code = builder.start().waitFor();
            double seconds = (System.nanoTime() - began) / 1e9;
            String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
            if (code != 0) {
                throw new IOException("exit code " + code + ": " + String.join(" ", command) + "\n" + text);
            }
            return new Timed(seconds, 0, text);
        } finally {
            Files.delete(output);
        }
    }

    /// The same, weighed by GNU time.
    static Timed weighed(List<String> command, Path folder) throws IOException, InterruptedException {
        Path weight = Files.createTempFile("turnstone-benchmark", ".kib");
        try {
            List<String> wrapped = new ArrayList<>(List.of(TIME.toString(), "-f", "%M", "-o", weight.toString()));
            wrapped.addAll(command);
            Timed timed = run(wrapped, folder);
            return new Timed(
                    timed.seconds, Long.parseLong(Files.readString(weight).strip()) / 1024.0, timed.output);
        } finally {
            Files.delete(weight);
        }
    }
}
