package dev.turnstone.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waiting for what another process does: nothing tells us, so we look every few milliseconds.
final class Waiting {
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private Waiting() {}

    /// A question that may have to read a file.
    interface Condition {
        boolean holds() throws IOException;
    }

    static void untilTrue(Condition condition) throws IOException {
        atMost(FOR_EVER, condition);
    }

    /// Waits until the condition holds, or the limit is over; says whether it holds. Interruption does not
    /// shorten the
    /// wait (an interrupted thread's file channels are closed under it), it is kept for the caller.
    static boolean atMost(Duration limit, Condition condition) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = Thread.interrupted();
        try {
            while (!condition.holds()) {
                if (System.nanoTime() - end > 0) {
                    return false;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
                interrupted |= Thread.interrupted();
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
