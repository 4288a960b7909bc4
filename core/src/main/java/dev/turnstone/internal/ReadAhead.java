package dev.turnstone.internal;

import dev.turnstone.MigrationException;
import dev.turnstone.migration.MigrationSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The migrations, read by a thread of its own while the caller connects: when a process starts, the one takes about as
/// long as the other.
final class ReadAhead implements AutoCloseable {
    private final FutureTask<MigrationSet> reading;
    private final Thread thread;

    private ReadAhead(FutureTask<MigrationSet> reading, Thread thread) {
        this.reading = reading;
        this.thread = thread;
    }

    /// Begins to read.
    static ReadAhead of(Project project) {
        FutureTask<MigrationSet> reading = new FutureTask<>(project::files);
        Thread thread = new Thread(reading, "turnstone-files");
        thread.setDaemon(true);
        thread.start();
        return new ReadAhead(reading, thread);
    }

    /// What was read.
    ///
    /// @throws MigrationException.Misconfigured as `Project.files`
    MigrationSet files() {
        try {
            return reading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationException.Interrupted("stopped while the migrations were read; nothing was changed");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException("the migrations could not be read", e);
        }
    }

    /// Returns when nothing is read or remembered any more, also when the caller could not connect.
    @Override
    public void close() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
