package dev.turnstone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What was asked for has arrived, or the exit code says that it has not.
class PrintedTest {
    private static final Path FULL = Path.of("/dev/full");

    @Test
    void aFullDiskIsNoSuccess() throws IOException, InterruptedException {
        assumeTrue(Files.exists(FULL), "needs /dev/full");
        Process process = help(ProcessBuilder.Redirect.to(FULL.toFile()));
        String complaint = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(complaint).isEqualTo(ExitCode.USAGE);
        assertThat(complaint).startsWith("standard output could not be written: ");
    }

    @Test
    void aReaderWhoHasHadEnoughIsNoFailure() throws IOException, InterruptedException {
        Process process = help(ProcessBuilder.Redirect.PIPE);
        process.getInputStream().close();
        String complaint = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(complaint).isEqualTo(ExitCode.FINE);
        assertThat(complaint).isEmpty();
    }

    private static Process help(ProcessBuilder.Redirect output) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String path = Optional.ofNullable(System.getProperty("java.class.path")).orElse("");
        return new ProcessBuilder(java, "-cp", path, Main.class.getName(), "help", "migrate")
                .redirectOutput(output)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
    }
}
