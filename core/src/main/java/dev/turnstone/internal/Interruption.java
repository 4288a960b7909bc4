package dev.turnstone.internal;

import dev.turnstone.dialect.Database;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Lets another thread end a run: the statement that is running is cancelled, and nothing further begins.
public final class Interruption {
    private final CountDownLatch requested = new CountDownLatch(1);
    private final AtomicReference<@Nullable Database> running = new AtomicReference<>();

    /// Ends the run soon. From any thread; more calls change nothing.
    public void request() {
        requested.countDown();
        Database database = running.get();
        if (database != null) {
            database.interrupt();
        }
    }

    /// Whether the end was asked for.
    boolean requested() {
        return requested.getCount() == 0;
    }

    /// Waits, but not once the end was asked for.
    void sleep(Duration duration) {
        try {
            boolean ignored = requested.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            request();
        }
    }

    void watch(@Nullable Database database) {
        running.set(database);
    }
}
