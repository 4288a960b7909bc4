package dev.turnstone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Several processes and one data directory.
class ProcessesTest {
    @TempDir
    private Path folder;

    @AfterEach
    void leavesNoServerBehind() {
        assertThat(EmbeddedPostgres.discard(folder.resolve("server"))).isTrue();
    }

    @Test
    void shareOneServerThoughTheyStartAtOnce() throws Exception {
        try (User one = new User();
                User two = new User()) {
            String line = one.output.readLine();
            assertThat(line).startsWith("port ");
            assertThat(two.output.readLine()).isEqualTo(line);
            ProcessHandle server = server();
            one.says("close");
            assertThat(server.isAlive()).isTrue();
            two.says("close");
            assertThat(ended(server)).isTrue();
        }
    }

    @Test
    void leaveTheServerOfAKilledOneToTheNextWhoStopsIt() throws Exception {
        ProcessHandle server;
        try (User killed = new User()) {
            assertThat(killed.output.readLine()).startsWith("port ");
            server = server();
            killed.process.destroyForcibly().waitFor();
        }
        assertThat(server.isAlive()).isTrue();
        try (EmbeddedPostgres next = EmbeddedPostgres.start(18, folder.resolve("server"), Map.of())) {
            assertThat(server()).isEqualTo(server);
            assertThat(next.port()).isPositive();
        }
        assertThat(ended(server)).isTrue();
    }

    @Test
    void takeTheServerWithThemWhenTheyExitWithoutClosing() throws Exception {
        try (User user = new User()) {
            assertThat(user.output.readLine()).startsWith("port ");
            ProcessHandle server = server();
            user.says("exit");
            assertThat(ended(server)).isTrue();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no process groups")
    void keepTheServerFromCtrlC() throws Exception {
        try (User user = new User()) {
            assertThat(user.output.readLine()).startsWith("port ");
            String ownGroup = group(ProcessHandle.current());
            assertThat(group(user.process.toHandle())).isEqualTo(ownGroup);
            assertThat(group(server())).isNotEqualTo(ownGroup);
            user.says("close");
        }
    }

    private static String group(ProcessHandle process) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "pgid=", "-p", Long.toString(process.pid())).start();
        return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private ProcessHandle server() throws IOException {
        return PidFile.read(folder.resolve("server/data"))
                .flatMap(PidFile::server)
                .orElseThrow();
    }

    private static boolean ended(ProcessHandle server) throws IOException {
        return Waiting.atMost(Duration.ofSeconds(20), () -> !PidFile.runs(server));
    }

    private final class User implements AutoCloseable {
        private final Process process;
        private final BufferedReader output;

        User() throws IOException {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            String classPath = Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                    .orElse(System.getProperty("java.class.path"));
            process = new ProcessBuilder(
                            java,
                            "-Xmx64m",
                            "-cp",
                            classPath,
                            ServerUser.class.getName(),
                            folder.resolve("server").toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            output = process.inputReader();
        }

        void says(String word) throws IOException, InterruptedException {
            process.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /// It may end by itself between the look and the signal.
    @Test
    void signalsAServerThatHasEnded() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Binaries binaries = Binaries.ofThisMachine();
        new Programs(binaries.unpacked(18), binaries.platform()).signal("INT", ended.toHandle());
        assertThat(ended.isAlive()).isFalse();
    }
}
