package dev.turnstone.internal;

import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationEvent.ProtocolPoint;
import dev.turnstone.MigrationException;
import dev.turnstone.MigrationException.Failure;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.history.History;
import dev.turnstone.internal.Composer.Body;
import dev.turnstone.internal.Ledger.Began;
import dev.turnstone.internal.Ledger.Extras;
import dev.turnstone.plan.PlannedMigration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A migration that is one transaction, history included.
final class SingleStep {
    private final Course course;
    private final Session session;
    private final PlannedMigration planned;
    private final int index;
    private final boolean durable;
    private final Retries retries;
    private final Instant beganAt = Instant.now();
    private final long began = System.nanoTime();

    SingleStep(Course course, PlannedMigration planned, int index, boolean durable) {
        this.course = course;
        this.session = course.session();
        this.planned = planned;
        this.index = index;
        this.durable = durable;
        this.retries = new Retries(session, planned);
    }

    /// Which migration comes next.
    int run() {
        ShownText shown = new ShownText(session.dialect().splitter(), List.of(planned));
        planned.remaining()
                .forEach(step -> session.tell(new MigrationEvent.StepStarted(planned, step, shown.of(step))));
        while (true) {
            Body body = course.composer().single(planned, session.position(), retries.longestWait());
            try {
                session.reached(ProtocolPoint.STEP_SENT);
                session.database()
                        .transact(
                                body.entries(),
                                session.transaction(
                                                planned.migration().version().text(), durable, !durable)
                                        .atFirst());
                session.committed(body);
                session.reached(ProtocolPoint.STEP_COMMITTED);
                return index + 1;
            } catch (EntryFailed e) {
                if (Session.lost(e)) {
                    int next = afterLoss();
                    if (next != index) {
                        return next;
                    }
                    retries.countLoss(e);
                } else if (e.earlierLost() || !retries.again(e, body.entries(), true)) {
                    throw failed(e);
                }
            }
        }
    }

    private int afterLoss() {
        History history = course.regain();
        int next = course.firstUndone(index, history);
        session.tell(new MigrationEvent.Reconnected(planned, next > index));
        return next;
    }

    private MigrationException failed(EntryFailed e) {
        Failure failure = course.failure(planned, index, e, 0);
        if (e.kind() != FailureKind.OVERTAKEN) {
            Extras extras = new Extras(
                    "nothing",
                    false,
                    retries.longestWait(),
                    new Began.At(beganAt.toEpochMilli(), Duration.ofNanos(System.nanoTime() - began)));
            Composer.Body row = course.composer()
                    .failed(planned, session.position(), Course.statusFor(e), Wording.stored(failure), extras);
            Course.remember(
                    e, () -> session.record(row, planned.migration().version().text()));
        }
        return course.stopped(planned, failure, e, retries);
    }
}
