package dev.turnstone.sqlite;

import java.time.Duration;

/// When to write and when to leave the database to others.
///
/// After 100 ms of writing the transaction is committed, and the database then left alone for longer than a waiting
/// writer's next look. SQLite's busy handler looks after 1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50 ms and
/// then every 100 ms: at least every 25 ms during its first 128 ms, every 50 ms until 228 ms.
final class SqliteTurns {
    private static final long MILLI = 1_000_000;
    private static final long TURN = 100 * MILLI;

    private boolean everEnded;
    private long writingSince;
    private long begunAt;
    private long endedAt;
    private long longest;

    /// A transaction has begun.
    void begun() {
        begunAt = System.nanoTime();
    }

    /// It has ended.
    void ended() {
        endedAt = System.nanoTime();
        longest = Math.max(longest, endedAt - begunAt);
        everEnded = true;
    }

    /// Whether the open transaction has lasted for a turn.
    boolean over() {
        return System.nanoTime() - begunAt > TURN;
    }

    /// Waits before the next transaction when the last ones, without a pause between them, have lasted for a turn.
    void await() {
        long now = System.nanoTime();
        if (!everEnded) {
            writingSince = now;
            return;
        }
        long pause = (longest < 128 * MILLI ? 30 : longest < 228 * MILLI ? 55 : 105) * MILLI;
        long left = pause - (now - endedAt);
        if (left > 0 && now - writingSince <= TURN) {
            return;
        }
        if (left > 0) {
            try {
                Thread.sleep(Duration.ofNanos(left));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        writingSince = System.nanoTime();
        longest = 0;
    }
}
