package dev.turnstone.sqlite;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.BusyHandler;

/// Waits for a busy file by looking often. SQLite's own handler soon looks only every 100 ms; beside an
/// application that never pauses, the file is free for moments only, and that handler misses all of them.
final class Patience extends BusyHandler {
    private static final long LONGEST_PAUSE_MICROS = 5_000;
    private final long nanos;
    private long began;

    Patience(int millis) {
        this.nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /// @param tries how often it was called before for the same wait
    @Override
    protected int callback(int tries) {
        long now = System.nanoTime();
        if (tries == 0) {
            began = now;
        }
        if (now - began >= nanos || Thread.currentThread().isInterrupted()) {
            return 0;
        }
        long pause = Math.min(LONGEST_PAUSE_MICROS, 200 + 100L * tries);
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(
                pause / 2 + ThreadLocalRandom.current().nextLong(pause)));
        return 1;
    }
}
