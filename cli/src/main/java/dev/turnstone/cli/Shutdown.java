package dev.turnstone.cli;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Lets Ctrl-C end a run cleanly: the run is told, and the process lives until it has recorded and said what is true,
/// though not longer than ten seconds.
final class Shutdown {
    private static final long PATIENCE_SECONDS = 10;
    private final AtomicReference<Optional<Runnable>> running = new AtomicReference<>(Optional.empty());
    private final CountDownLatch finished = new CountDownLatch(1);

    /// Has the Java machine call `requested` when the process is asked to end.
    void listen() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::requested, "turnstone-shutdown"));
    }

    /// What ends the run that begins now.
    void during(Runnable interrupt) {
        running.set(Optional.of(interrupt));
    }

    /// Everything is said.
    void finished() {
        running.set(Optional.empty());
        finished.countDown();
    }

    private void requested() {
        Optional<Runnable> interrupt = running.get();
        if (interrupt.isEmpty()) {
            return;
        }
        interrupt.get().run();
        try {
            boolean ignored = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
