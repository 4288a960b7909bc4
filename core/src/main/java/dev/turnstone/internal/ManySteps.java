package dev.turnstone.internal;

import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationEvent.ProtocolPoint;
import dev.turnstone.MigrationException;
import dev.turnstone.MigrationException.Failure;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.dialect.LockUnavailable;
import dev.turnstone.dialect.Recovery;
import dev.turnstone.dialect.Waiting;
import dev.turnstone.dialect.Watch;
import dev.turnstone.history.Chain.Covered;
import dev.turnstone.history.Event;
import dev.turnstone.history.History;
import dev.turnstone.history.JournalEntry;
import dev.turnstone.history.Status;
import dev.turnstone.internal.Composer.Body;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A migration of several steps, of a statement that stands alone, or in Java: its attempt is visible before it
/// does anything, and the journal says of each step what is done.
final class ManySteps {
    private final Course course;
    private final Session session;
    private final Composer composer;
    private final JavaMigrations javaMigrations;
    private final PlannedMigration planned;
    private final int index;
    private final Retries retries;
    private int done;
    private long stepBegan = System.nanoTime();

    ManySteps(Course course, PlannedMigration planned, int index, JavaMigrations javaMigrations) {
        this.course = course;
        this.session = course.session();
        this.composer = course.composer();
        this.javaMigrations = javaMigrations;
        this.planned = planned;
        this.index = index;
        this.retries = new Retries(session, planned);
        this.done = planned.steps().size() - planned.remaining().size();
    }

    void run() {
        new EditedAfterFailure(session, planned).check();
        Covered attempt = composer.attempt(planned, session.position(), Status.RUNNING, Optional.empty());
        session.begin(composer.open(planned, attempt, session.position()), label());
        session.reached(ProtocolPoint.ATTEMPT_OPENED);
        List<Step> remaining = planned.remaining();
        try {
            if (remaining.isEmpty()) {
                Step last = planned.steps().get(planned.steps().size() - 1);
                session.record(composer.done(planned, last, attempt, session.position(), true, Duration.ZERO), label());
            }
            for (Step step : remaining) {
                session.mayGoOn();
                boolean last = step.equals(remaining.get(remaining.size() - 1));
                session.tell(new MigrationEvent.StepStarted(
                        planned, step, new ShownText(session.dialect().splitter(), List.of(planned)).of(step)));
                stepBegan = System.nanoTime();
                attempt = step(step, attempt, last);
                done++;
            }
        } catch (EntryFailed e) {
            throw failed(e, attempt);
        } catch (LockUnavailable e) {
            throw blocked(e, attempt);
        } catch (MigrationException.Interrupted e) {
            end(attempt, Status.INTERRUPTED, String.valueOf(e.getMessage()));
            throw e;
        }
        session.reached(ProtocolPoint.ATTEMPT_CLOSED);
    }

    private Covered step(Step step, Covered attempt, boolean last) throws EntryFailed, LockUnavailable {
        return switch (step) {
            case Step.Alone alone -> alone(alone, attempt, last);
            case Step.Transaction transaction -> together(transaction, attempt, last, true);
            case Step.Code code ->
                together(
                        code,
                        attempt,
                        last,
                        javaMigrations.repeatable(planned.migration().version()));
        };
    }

    private Covered together(Step step, Covered attempt, boolean last, boolean repeatable) throws EntryFailed {
        Covered current = attempt;
        while (true) {
            Body body = composer.step(planned, step, current, session.position(), last, retries.longestWait());
            try {
                session.reached(ProtocolPoint.STEP_SENT);
                session.database()
                        .transact(
                                body.entries(),
                                session.transaction(label(), true, false).before(planned.after(step)));
                session.committed(body);
                session.reached(ProtocolPoint.STEP_COMMITTED);
                return current;
            } catch (EntryFailed e) {
                if (Session.lost(e)) {
                    Regained regained = afterLoss(step, last, current, e);
                    current = regained.attempt();
                    if (regained.done()) {
                        return current;
                    }
                } else if (!retries.again(e, body.entries(), repeatable)) {
                    throw e;
                }
            }
        }
    }

    /// How to go on after a lost connection.
    ///
    /// @param attempt the attempt to go on with
    /// @param done whether the step was committed after all
    private record Regained(Covered attempt, boolean done) {}

    private Regained afterLoss(Step step, boolean last, Covered lost, EntryFailed e) {
        History history = course.regain();
        boolean complete = last && Course.isDone(planned, history, lost.id());
        boolean stepDone = complete
                || history.entry(planned.migration().version())
                        .map(entry -> isDone(entry, step))
                        .orElse(false);
        session.tell(new MigrationEvent.Reconnected(planned, stepDone));
        if (complete) {
            return new Regained(lost, true);
        }
        if (!stepDone) {
            retries.countLoss(e);
        }
        Covered next = composer.attempt(planned, session.position(), Status.RUNNING, Optional.empty());
        session.record(composer.open(planned, next, session.position()), label());
        return new Regained(next, stepDone);
    }

    private boolean isDone(History.Entry entry, Step step) {
        return entry.steps().stream()
                .anyMatch(row -> row.event() == Event.DONE
                        && row.direction() == planned.direction()
                        && row.step() == step.number());
    }

    private Covered alone(Step.Alone step, Covered attempt, boolean last) throws EntryFailed, LockUnavailable {
        String marker = Composer.marker(session.settings().schema(), planned, step);
        Optional<JournalEntry> intent = planned.intent(step);
        Recovery found = new Recovery.NotDone();
        if (intent.isPresent()) {
            found = session.database()
                    .recover(
                            step,
                            intent.get().cursor().orElse(""),
                            marker,
                            session.settings().lockWait(),
                            session::waiting);
        }
        switch (found) {
            case Recovery.Done ignored -> {}
            case Recovery.NotDone ignored -> send(step, attempt, marker);
            case Recovery.Foreign foreign -> throw foreign(step, attempt, foreign);
        }
        session.record(composer.done(planned, step, attempt, session.position(), last, retries.longestWait()), label());
        session.reached(ProtocolPoint.DONE_WRITTEN);
        return attempt;
    }

    private void send(Step.Alone step, Covered attempt, String marker) throws EntryFailed, LockUnavailable {
        while (true) {
            String note = session.database().note(step);
            session.record(composer.intent(step, attempt, session.position(), note), label());
            session.reached(ProtocolPoint.INTENT_WRITTEN);
            try {
                session.reached(ProtocolPoint.ALONE_SENT);
                session.database().alone(step, marker, session.settings().retryBudget(), watch());
                session.reached(ProtocolPoint.ALONE_DONE);
                return;
            } catch (EntryFailed e) {
                if (Session.lost(e)) {
                    course.regain();
                    throw new MigrationException.DatabaseUnavailable(
                            "the connection was lost while step " + step.number() + " of migration "
                                    + planned.migration().version() + " ("
                                    + step.statement().statement().head()
                                    + ") was running. Run the same command again: it finds out whether the server"
                                    + " finished it, and goes on.",
                            e);
                }
                if (!retries.again(e, composer.work(planned, step), true)) {
                    throw e;
                }
                session.database()
                        .recover(step, note, marker, session.settings().lockWait(), session::waiting);
            }
        }
    }

    private Watch watch() {
        return new Watch() {
            @Override
            public void accept(Waiting waiting) {
                session.waiting(waiting);
            }

            @Override
            public void progress(String phase) {
                session.tell(new MigrationEvent.Progressed(planned, phase));
            }
        };
    }

    private MigrationException foreign(Step.Alone step, Covered attempt, Recovery.Foreign foreign) {
        String message = step.statement().statement().location() + ": " + foreign.reason()
                + " It was not touched. Rename or drop it, or record by hand what is true: turnstone mark "
                + planned.migration().version() + " --applied --reason …";
        end(attempt, Status.FAILED, message);
        return new MigrationException.Refused(message, List.of());
    }

    private MigrationException failed(EntryFailed e, Covered attempt) {
        Failure failure = course.failure(planned, index, e, done);
        if (e.kind() != FailureKind.OVERTAKEN) {
            Course.remember(e, () -> end(attempt, Course.statusFor(e), Wording.stored(failure)));
        }
        return course.stopped(planned, failure, e, retries);
    }

    private MigrationException blocked(LockUnavailable e, Covered attempt) {
        end(attempt, Status.FAILED, e.getMessage() + ": " + e.holder());
        Duration waited = Duration.ofNanos(System.nanoTime() - stepBegan);
        return Failures.blocked(e, waited, course.stays(planned, index, done));
    }

    private void end(Covered attempt, Status status, String error) {
        session.record(
                Composer.close(
                        session.ledger(),
                        attempt.with(status, Optional.of(error)),
                        session.position(),
                        retries.longestWait()),
                label());
    }

    private String label() {
        Version version = planned.migration().version();
        return version.text();
    }
}
