package dev.turnstone.proof;

import dev.turnstone.MigrationEvent.ProtocolPoint;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A `RunnerMain` in a process of its own, from the side of the test that starts and kills it.
final class RunnerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String END = "END";
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();
    private boolean ready;

    private RunnerProcess(Process process) {
        this.process = process;
        Thread.ofPlatform().daemon().name("runner-output").start(this::read);
    }

    /// How a process ended.
    ///
    /// @param code its exit code, 137 when it was killed
    /// @param lines what it said since it was started
    record Ending(int code, List<String> lines) {
        Ending {
            lines = List.copyOf(lines);
        }

        /// Its last word.
        String last() {
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        }
    }

    /// Starts a process that will wait to be told to begin.
    ///
    /// @param first a folder of classes that go before those of the build
    /// @param shell a prefix in the shell's words, as `ulimit -f 1000;`
    static RunnerProcess start(Optional<Path> first, String shell, String url, Path project) {
        List<String> command = new ArrayList<>();
        if (!shell.isEmpty()) {
            command.addAll(List.of("sh", "-c", shell + " exec \"$0\" \"$@\""));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                first.map(path -> path + File.pathSeparator).orElse("") + classPath(),
                RunnerMain.class.getName(),
                url,
                project.toString()));
        try {
            return new RunnerProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RunnerProcess start(String url, Path project) {
        return start(Optional.empty(), "", url, project);
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException killed) {
            lines.add(String.valueOf(killed.getMessage()));
        } finally {
            lines.add(END);
        }
    }

    /// Waits until it can begin at once.
    RunnerProcess ready() {
        if (!ready) {
            await("READY");
            ready = true;
        }
        return this;
    }

    /// Begins the run.
    RunnerProcess go() {
        return tell("run");
    }

    /// Begins the run, which will stop at the `occurrence`th `point`.
    RunnerProcess goUntil(ProtocolPoint point, int occurrence) {
        return tell("stop " + point + " " + occurrence);
    }

    /// Begins a run back, which will stop at the `occurrence`th `point`.
    RunnerProcess goBackUntil(ProtocolPoint point, int occurrence) {
        return tell(RunnerMain.BACK + "stop " + point + " " + occurrence);
    }

    /// Lets it go on from where it stopped.
    RunnerProcess goOn() {
        return tell("go on");
    }

    private RunnerProcess tell(String order) {
        ready();
        try {
            process.getOutputStream().write((order + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("the runner took no order, it had ended: " + end(), e);
        }
    }

    /// Waits for a line that begins with `beginning`.
    String await(String beginning) {
        String line = next();
        while (!line.startsWith(beginning)) {
            if (line.equals(END)) {
                throw new IllegalStateException("the runner ended before it said " + beginning + ": " + seen);
            }
            line = next();
        }
        return line;
    }

    /// Waits until it stopped where it was told to.
    ///
    /// @return whether it did; it may have ended before it came there
    boolean stopped() {
        String line = next();
        while (!line.equals("STOPPED") && !line.equals(END)) {
            line = next();
        }
        return line.equals("STOPPED");
    }

    /// The next line it says; `END` when it has ended.
    private String next() {
        try {
            String line = lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (line == null) {
                throw new IllegalStateException("the runner said nothing for " + PATIENCE + " after " + seen);
            }
            if (!line.equals(END)) {
                seen.add(line);
            }
            return line;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Lets it run on for a while.
    ///
    /// @return whether it is still alive then
    boolean runsFor(Duration time) {
        try {
            return !process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Kills it, which it cannot notice, and waits for its end.
    Ending kill() {
        Process ignored = process.destroyForcibly();
        return end();
    }

    /// Waits for its end.
    Ending end() {
        String line = next();
        while (!line.equals(END)) {
            line = next();
        }
        try {
            return new Ending(process.waitFor(), seen);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        Process ignored = process.destroyForcibly();
    }
}
