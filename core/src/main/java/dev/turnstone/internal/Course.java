package dev.turnstone.internal;

import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationException;
import dev.turnstone.MigrationException.Failure;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.history.History;
import dev.turnstone.history.Status;
import dev.turnstone.plan.Plan;
import dev.turnstone.plan.PlannedMigration;
import java.util.List;

/// What the ways of running a migration share: where it stands in its plan, and what is said when it stops.
final class Course {
    private final Session session;
    private final Composer composer;
    private final Plan plan;
    private final Wording wording;
    private boolean connectionWasLost;

    Course(Session session, Composer composer, Plan plan) {
        this.session = session;
        this.composer = composer;
        this.plan = plan;
        this.wording = new Wording(session.dialect().splitter());
    }

    Session session() {
        return session;
    }

    Composer composer() {
        return composer;
    }

    /// Whether a connection was lost on the way.
    boolean connectionWasLost() {
        return connectionWasLost;
    }

    /// Takes a new connection and the lock, and reads the history again.
    History regain() {
        connectionWasLost = true;
        return session.regain();
    }

    /// The first of the plan's migrations that is not done, looking no further than `index`; `index + 1` when all are.
    /// Commits that were not yet on the disk when a server crashed are gone, with their history.
    int firstUndone(int index, History history) {
        int next = 0;
        while (next <= index
                && isDone(plan.migrations().get(next), history, plan.madeFor().attempt() + 1)) {
            next++;
        }
        return next;
    }

    /// What is true after `failed`, the history as it is now included.
    Failure failure(PlannedMigration planned, int index, EntryFailed failed, int stepsDone) {
        List<String> missing = stepsDone == 0 ? List.of() : new Interim(session.dialect(), planned).missing(stepsDone);
        return wording.failure(planned, failed, stepsDone, doneBefore(index, session.read()), missing);
    }

    /// What is done though a migration could not go on.
    String stays(PlannedMigration planned, int index, int stepsDone) {
        return wording.stopped(planned, stepsDone, doneBefore(index, session.read()))
                .remains();
    }

    /// How many of the plan's migrations before `index` are done, by the history itself.
    private int doneBefore(int index, History history) {
        long before = plan.madeFor().attempt();
        return (int) plan.migrations().subList(0, index).stream()
                .filter(earlier -> isDone(earlier, history, before + 1))
                .count();
    }

    /// Whether an attempt from number `first` on has completed the migration.
    static boolean isDone(PlannedMigration planned, History history, long first) {
        return history.entry(planned.migration().version())
                .flatMap(History.Entry::completed)
                .map(attempt -> attempt.id() >= first && attempt.direction() == planned.direction())
                .orElse(false);
    }

    /// Records a failure. Whoever stands in the way of a step may stand in the way of that too; what is told then is
    /// the step's failure.
    static void remember(EntryFailed e, Runnable record) {
        try {
            record.run();
        } catch (MigrationException second) {
            if (e.kind() != FailureKind.CONTENTION) {
                throw second;
            }
            e.addSuppressed(second);
        }
    }

    /// The exception for a migration that stopped; whoever listens hears of it first.
    MigrationException stopped(PlannedMigration planned, Failure failure, EntryFailed e, Retries retries) {
        session.tell(new MigrationEvent.MigrationStopped(planned, failure));
        return switch (e.kind()) {
            case CANCELLED ->
                new MigrationException.Interrupted(planned.migration().version() + " was stopped and rolled back"
                        + (failure.before() == 0 ? "." : "; the " + failure.before() + " before it in this run stay."));
            case CONTENTION -> new MigrationException.LockNotAcquired(failure.summary() + "\n" + retries.told());
            case OVERTAKEN -> Failures.overtaken(session.database().facts().label(), e);
            case CONNECTION_LOST -> new MigrationException.DatabaseUnavailable(failure.summary(), e);
            case UNSAFE -> new MigrationException.Refused(failure.summary(), List.of());
            case REFUSED -> new MigrationException.StatementFailed(failure, e);
        };
    }

    /// The status that a failure leaves its attempt in.
    static Status statusFor(EntryFailed e) {
        return switch (e.kind()) {
            case CANCELLED -> Status.INTERRUPTED;
            case CONTENTION, CONNECTION_LOST, OVERTAKEN, UNSAFE, REFUSED -> Status.FAILED;
        };
    }
}
