package dev.turnstone.internal;

import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationException;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.history.Direction;
import dev.turnstone.plan.Plan;
import dev.turnstone.plan.PlannedMigration;
import java.time.Duration;

/// Executes a plan, one migration after the other, each step with its history. Holds the lock all the while.
final class Runner {
    private final Session session;
    private final Composer composer;
    private final Hooks hooks;
    private final JavaMigrations javaMigrations;

    Runner(Session session, Composer composer, Hooks hooks, JavaMigrations javaMigrations) {
        this.session = session;
        this.composer = composer;
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
            Course course = new Course(session, composer, plan);
            int next = 0;
            while (next < plan.migrations().size()) {
                next = one(course, plan, next);
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
    private boolean durable(Course course, Plan plan, int index) {
        return course.connectionWasLost()
                || index + 1 == plan.migrations().size()
                || !plan.migrations().get(index + 1).single()
                || hooks.eachMigration(plan.migrations().get(index).direction());
    }

    /// Does the migration at `index`.
    ///
    /// @return which comes next: the one after it, or an earlier one when a crash of the server has undone that
    private int one(Course course, Plan plan, int index) {
        PlannedMigration planned = plan.migrations().get(index);
        long began = System.nanoTime();
        flushIf(planned);
        session.mayGoOn();
        hooks.beforeEach(planned);
        session.tell(new MigrationEvent.MigrationStarted(planned));
        if (planned.single()) {
            int next = new SingleStep(course, planned, index, durable(course, plan, index)).run();
            if (next <= index) {
                return next;
            }
        } else {
            new ManySteps(course, planned, index, javaMigrations).run();
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
}
