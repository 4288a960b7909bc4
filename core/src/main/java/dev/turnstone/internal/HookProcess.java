package dev.turnstone.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// The command of a hook while it runs. When the run is to end, it ends too, with all the processes it has started.
final class HookProcess {
    private static final long LOOK_MILLIS = 50;
    private static final long GRACE_MILLIS = 2_000;
    private static final int MOST_SHOWN = 500;

    private final Process process;
    private final AtomicReference<String> output = new AtomicReference<>("");
    private final Thread reader;

    private HookProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().name("turnstone-hook-output").start(() -> read(process.getInputStream()));
    }

    static HookProcess start(ProcessBuilder builder) throws IOException {
        return new HookProcess(builder.start());
    }

    private void read(InputStream stream) {
        try {
            byte[] bytes = stream.readNBytes(8192);
            while (bytes.length > 0) {
                String text = output.get() + new String(bytes, StandardCharsets.UTF_8);
                output.set(text.substring(Math.max(0, text.length() - 8192)));
                bytes = stream.readNBytes(8192);
            }
        } catch (IOException ended) {
            // The process was ended, and what it had said is kept.
            return;
        }
    }

    /// Waits for the end.
    ///
    /// @return why it failed; nothing when all is well
    Optional<String> outcome(Duration longest, Interruption interruption) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (interruption.requested()) {
                    end();
                    return Optional.of("it was ended, because the run was");
                }
                if (System.nanoTime() > deadline) {
                    end();
                    return Optional.of("it ran longer than " + longest.toMinutes() + " minutes and was ended");
                }
            }
        } catch (InterruptedException e) {
            end();
            throw e;
        }
        // What runs on in the background may keep the output open.
        boolean ignored = reader.join(Duration.ofMillis(GRACE_MILLIS));
        return process.exitValue() == 0 ? Optional.empty() : Optional.of("exit code " + process.exitValue() + tail());
    }

    private String tail() {
        String text = output.get().strip();
        return text.isEmpty() ? "" : ", " + text.substring(Math.max(0, text.length() - MOST_SHOWN));
    }

    /// Asks all to end, and ends those that do not.
    private void end() throws InterruptedException {
        List<ProcessHandle> tree = process.descendants().toList();
        tree.forEach(ProcessHandle::destroy);
        process.destroy();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        while (System.nanoTime() < deadline
                && (process.isAlive() || tree.stream().anyMatch(ProcessHandle::isAlive))) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        tree.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
