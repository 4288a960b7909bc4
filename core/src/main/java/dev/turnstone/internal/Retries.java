package dev.turnstone.internal;

import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationException;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.plan.PlannedMigration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Decides whether a step that met somebody else's lock is tried again, and waits before it is: twice as long each
/// time, with jitter, until the budget is spent.
final class Retries {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int MOST_LOSSES = 3;
    private final Session session;
    private final PlannedMigration planned;
    private long firstFailure;
    private long lastStart = System.nanoTime();
    private int failures;
    private int losses;
    private Duration longestWait = Duration.ZERO;
    private String blockers = "";

    Retries(Session session, PlannedMigration planned) {
        this.session = session;
        this.planned = planned;
    }

    /// The longest try that ended in a timeout.
    Duration longestWait() {
        return longestWait;
    }

    /// Who stood in the way, and what to do, for the message of a step that was given up.
    String told() {
        String times = failures == 1 ? "Tried once" : "Tried " + failures + " times";
        return times + "; " + (blockers.isEmpty() ? "nobody stands in the way now" : "in the way: " + blockers)
                + ". Run the same command again when they are done.";
    }

    /// Whether to try again; when so, the pause is over on return.
    boolean again(EntryFailed failed, List<Entry> entries, boolean repeatable) {
        if (failed.kind() != FailureKind.CONTENTION || !repeatable) {
            return false;
        }
        long now = System.nanoTime();
        Duration tried = Duration.ofNanos(now - lastStart);
        longestWait = tried.compareTo(longestWait) > 0 ? tried : longestWait;
        firstFailure = failures == 0 ? now : firstFailure;
        failures++;
        blockers = session.database().blockers(entries);
        Duration left = session.settings().retryBudget().minusNanos(now - firstFailure);
        if (left.isNegative() || left.isZero() || session.interruption().requested()) {
            return false;
        }
        session.tell(
                new MigrationEvent.Retrying(planned, String.valueOf(failed.getMessage()), blockers, failures, left));
        session.interruption().sleep(pause(left));
        session.mayGoOn();
        lastStart = System.nanoTime();
        return true;
    }

    /// Counts a lost connection; a step that loses it again and again is not tried for ever.
    void countLoss(EntryFailed failed) {
        losses++;
        if (losses >= MOST_LOSSES) {
            throw new MigrationException.DatabaseUnavailable(
                    planned.migration().version() + " lost its connection " + losses
                            + " times and was given up: " + failed.getMessage()
                            + ". It is not applied; those before it are.",
                    failed);
        }
        lastStart = System.nanoTime();
    }

    private Duration pause(Duration left) {
        long base = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures - 1, 6));
        long jittered = base / 2 + ThreadLocalRandom.current().nextLong(base / 2 + 1);
        return Duration.ofMillis(Math.min(jittered, left.toMillis()));
    }
}
