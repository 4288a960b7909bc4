package dev.turnstone.internal;

import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationEvent.ProtocolPoint;
import dev.turnstone.MigrationException;
import dev.turnstone.MigrationException.Failure;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.LockUnavailable;
import dev.turnstone.dialect.Recovery;
import dev.turnstone.dialect.Waiting;
import dev.turnstone.dialect.Watch;
import dev.turnstone.history.Chain.Covered;
import dev.turnstone.history.Direction;
import dev.turnstone.history.History;
import dev.turnstone.history.JournalEntry;
import dev.turnstone.history.Status;
import dev.turnstone.internal.Composer.Body;
import dev.turnstone.internal.Ledger.Began;
import dev.turnstone.internal.Ledger.Extras;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.Plan;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Executes a plan, one migration after the other, each step with its history. Holds the lock all the while.
final class Runner {
    private final Session session;
    private final Composer composer;
    private final Wording wording;
    private final Hooks hooks;
    private final JavaMigrations javaMigrations;
    private boolean connectionWasLost;

    Runner(Session session, Composer composer, Hooks hooks, JavaMigrations javaMigrations) {
        this.session = session;
        this.composer = composer;
        this.wording = new Wording(session.dialect().splitter());
        this.hooks = hooks;
        this.javaMigrations = javaMigrations;
    }

    /// Runs all of `plan`.
    ///
    /// @throws MigrationException where it stopped; the history says how far it came
    void run(Plan plan, Direction direction) {
        long began = System.nanoTime();
        session.tell(new MigrationEvent.Started(plan));
        hooks.before(direction);
        try {
            int next = 0;
            while (next < plan.migrations().size()) {
                next = one(plan, next, durable(plan, next, direction));
            }
            session.flush();
        } catch (EntryFailed e) {
            throw Failures.flushing(session.database().facts(), e);
        } catch (MigrationException e) {
            keepWhatIsDone(e);
            hooks.failed(direction, e);
            throw e;
        }
        hooks.after(direction);
        session.tell(new MigrationEvent.Completed(direction, plan.migrations().size(), since(began)));
    }

    /// What was reported as applied before the stop is committed and on the disk before anybody hears of the stop.
    private void keepWhatIsDone(MigrationException stopped) {
        try {
            session.database().flush();
        } catch (EntryFailed e) {
            stopped.addSuppressed(e);
        }
    }

    /// What others build on must be on the disk: the last commit, and any before a migration of several steps. After a
    /// lost connection nothing is left to chance any more.
    private boolean durable(Plan plan, int index, Direction direction) {
        return connectionWasLost
                || index + 1 == plan.migrations().size()
                || !plan.migrations().get(index + 1).single()
                || hooks.eachMigration(direction);
    }

    /// Does the migration at `index`.
    ///
    /// @return which comes next: the one after it, or an earlier one when a crash of the server has undone that
    private int one(Plan plan, int index, boolean durable) {
        PlannedMigration planned = plan.migrations().get(index);
        long began = System.nanoTime();
        flushIf(planned);
        session.mayGoOn();
        hooks.beforeEach(planned);
        session.tell(new MigrationEvent.MigrationStarted(planned));
        if (planned.single()) {
            int next = new SingleStep(planned, plan, index, durable).run();
            if (next <= index) {
                return next;
            }
        } else {
            new ManySteps(planned, plan, index).run();
        }
        session.tell(new MigrationEvent.MigrationCompleted(planned, since(began)));
        hooks.afterEach(planned);
        return index + 1;
    }

    /// What comes before a migration of several steps must be on the disk before that begins.
    private void flushIf(PlannedMigration planned) {
        if (!planned.single()) {
            try {
                session.database().flush();
            } catch (EntryFailed e) {
                throw Failures.flushing(session.database().facts(), e);
            }
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /// How many of the plan's migrations before `index` are done, by the history itself.
    private static int doneBefore(Plan plan, int index, History history) {
        int done = 0;
        for (PlannedMigration earlier : plan.migrations().subList(0, index)) {
            if (isDone(earlier, history)) {
                done++;
            }
        }
        return done;
    }

    private static boolean isDone(PlannedMigration planned, History history) {
        boolean applied = history.isApplied(planned.migration().version());
        return applied == (planned.direction() == Direction.UP);
    }

    private MigrationException stopped(PlannedMigration planned, Failure failure, EntryFailed e) {
        session.tell(new MigrationEvent.MigrationStopped(planned, failure));
        return switch (e.kind()) {
            case CANCELLED ->
                new MigrationException.Interrupted(planned.migration().version() + " was stopped and rolled back; the "
                        + failure.before() + " before it in this run stay");
            case CONTENTION -> new MigrationException.LockNotAcquired(failure.summary());
            case OVERTAKEN -> Failures.overtaken(session.database().facts().label(), e);
            case CONNECTION_LOST -> new MigrationException.DatabaseUnavailable(failure.summary(), e);
            case UNSAFE -> new MigrationException.Refused(failure.summary(), List.of());
            case REFUSED -> new MigrationException.StatementFailed(failure, e);
        };
    }

    private static Status statusFor(EntryFailed e) {
        return switch (e.kind()) {
            case CANCELLED -> Status.INTERRUPTED;
            case CONTENTION, CONNECTION_LOST, OVERTAKEN, UNSAFE, REFUSED -> Status.FAILED;
        };
    }

    /// A migration that is one transaction, history included.
    private final class SingleStep {
        private final PlannedMigration planned;
        private final Plan plan;
        private final int index;
        private final boolean durable;
        private final Retries retries;
        private final Instant beganAt = Instant.now();
        private final long began = System.nanoTime();

        SingleStep(PlannedMigration planned, Plan plan, int index, boolean durable) {
            this.planned = planned;
            this.plan = plan;
            this.index = index;
            this.durable = durable;
            this.retries = new Retries(session, planned);
        }

        /// Which migration comes next.
        int run() {
            while (true) {
                Body body = composer.single(planned, session.position(), retries.longestWait());
                try {
                    session.reached(ProtocolPoint.STEP_SENT);
                    session.database()
                            .transact(
                                    body.entries(),
                                    session.transaction(
                                            planned.migration().version().text(), durable, !durable));
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

        /// Commits that were not yet on the disk when the server crashed are gone, with their history: the first of
        /// them comes next.
        private int afterLoss() {
            History history = session.regain();
            connectionWasLost = true;
            boolean applied = isDone(planned, history);
            session.tell(new MigrationEvent.Reconnected(planned, applied));
            int next = 0;
            while (next <= index && isDone(plan.migrations().get(next), history)) {
                next++;
            }
            return applied ? index + 1 : next;
        }

        private MigrationException failed(EntryFailed e) {
            History history = session.read();
            Failure failure = wording.failure(planned, e, 0, doneBefore(plan, index, history));
            if (e.kind() != dev.turnstone.dialect.FailureKind.OVERTAKEN) {
                Extras extras = new Extras(
                        "nothing", false, retries.longestWait(), new Began.At(beganAt.toEpochMilli(), since(began)));
                session.record(
                        composer.failed(planned, session.position(), statusFor(e), Wording.stored(failure), extras),
                        planned.migration().version().text());
            }
            return stopped(planned, failure, e);
        }
    }

    /// A migration of several steps, of a statement that stands alone, or in Java: its attempt is visible before it
    /// does anything, and the journal says of each step what is done.
    private final class ManySteps {
        private final PlannedMigration planned;
        private final Plan plan;
        private final int index;
        private final Retries retries;
        private int done;

        ManySteps(PlannedMigration planned, Plan plan, int index) {
            this.planned = planned;
            this.plan = plan;
            this.index = index;
            this.retries = new Retries(session, planned);
            this.done = planned.steps().size() - planned.remaining().size();
        }

        void run() {
            new EditedAfterFailure(session, planned).check();
            Covered attempt = composer.attempt(planned, session.position(), Status.RUNNING, Optional.empty());
            session.record(composer.open(planned, attempt, session.position()), label());
            session.reached(ProtocolPoint.ATTEMPT_OPENED);
            List<Step> remaining = planned.remaining();
            try {
                if (remaining.isEmpty()) {
                    Step last = planned.steps().get(planned.steps().size() - 1);
                    session.record(
                            composer.done(planned, last, attempt, session.position(), true, Duration.ZERO), label());
                }
                for (Step step : remaining) {
                    session.mayGoOn();
                    boolean last = step.equals(remaining.get(remaining.size() - 1));
                    session.tell(new MigrationEvent.StepStarted(planned, step));
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
                    session.database().transact(body.entries(), session.transaction(label(), true, false));
                    session.committed(body);
                    session.reached(ProtocolPoint.STEP_COMMITTED);
                    return current;
                } catch (EntryFailed e) {
                    if (Session.lost(e)) {
                        Optional<Covered> again = afterLoss(step, last, e);
                        if (again.isEmpty()) {
                            return current;
                        }
                        current = again.get();
                    } else if (!retries.again(e, body.entries(), repeatable)) {
                        throw e;
                    }
                }
            }
        }

        /// A new attempt to go on with; none when the step, and with it the migration, turned out to be done.
        private Optional<Covered> afterLoss(Step step, boolean last, EntryFailed e) {
            History history = session.regain();
            boolean stepDone = history.entry(planned.migration().version())
                    .map(entry -> isDone(entry, step))
                    .orElse(false);
            boolean applied = history.isApplied(planned.migration().version()) == (planned.direction() == Direction.UP);
            session.tell(new MigrationEvent.Reconnected(planned, stepDone || (last && applied)));
            if (last && applied && history.partial().get(planned.migration().version()) == null) {
                return Optional.empty();
            }
            retries.countLoss(e);
            if (stepDone) {
                throw new MigrationException.DatabaseUnavailable(
                        "the connection was lost after step " + step.number() + " of "
                                + planned.migration().version()
                                + " was committed. The step is recorded; run the same command again and it goes on.",
                        e);
            }
            Covered next = composer.attempt(planned, session.position(), Status.RUNNING, Optional.empty());
            session.record(composer.open(planned, next, session.position()), label());
            return Optional.of(next);
        }

        private boolean isDone(History.Entry entry, Step step) {
            return entry.steps().stream()
                    .anyMatch(row -> row.event() == dev.turnstone.history.Event.DONE
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
            session.record(
                    composer.done(planned, step, attempt, session.position(), last, retries.longestWait()), label());
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
                        session.regain();
                        throw new MigrationException.DatabaseUnavailable(
                                "the connection was lost while step " + step.number() + " of "
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
            History history = session.read();
            Failure failure = wording.failure(planned, e, done, doneBefore(plan, index, history));
            if (e.kind() != dev.turnstone.dialect.FailureKind.OVERTAKEN) {
                end(attempt, statusFor(e), Wording.stored(failure));
            }
            return stopped(planned, failure, e);
        }

        private MigrationException blocked(LockUnavailable e, Covered attempt) {
            end(attempt, Status.FAILED, e.getMessage() + ": " + e.holder());
            return Failures.locked(e, session.settings().lockWait());
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
}
