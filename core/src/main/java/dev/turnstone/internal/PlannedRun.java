package dev.turnstone.internal;

import dev.turnstone.MigrationEvent;
import dev.turnstone.RunReport;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.OpenSettings.Absent;
import dev.turnstone.history.Direction;
import dev.turnstone.history.History;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.Plan;
import dev.turnstone.plan.PlanRequest;
import dev.turnstone.plan.SavedPlan;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// One call of `migrate` or `revert`: reads, plans, takes the lock only when there is something to do, plans again
/// under it, lets the loss gate judge, and runs.
final class PlannedRun {
    private final Project project;
    private final Direction direction;
    private final Optional<SavedPlan> saved;
    private final boolean judged;
    private final Set<Version> lossy;

    /// @param saved run exactly this, or refuse
    /// @param judged whether rows that would disappear stop it
    /// @param lossy the migrations whose rows may disappear all the same
    PlannedRun(Project project, Direction direction, Optional<SavedPlan> saved, boolean judged, Set<Version> lossy) {
        this.project = project;
        this.direction = direction;
        this.saved = saved;
        this.judged = judged;
        this.lossy = lossy;
    }

    RunReport run(PlanRequest request) {
        long began = System.nanoTime();
        try (ReadAhead reading = ReadAhead.of(project);
                Session session = project.openToRun(direction == Direction.UP ? Absent.MADE : Absent.REFUSED)) {
            Planning planning = new Planning(project, session, reading.files());
            History history = session.read();
            session.tell(new MigrationEvent.Connected(
                    session.database().facts(), history.applied().size()));
            Plan plan = planning.plan(request, history);
            if (saved.isPresent()) {
                planning.mustBe(saved.get(), plan, saved.get().schema(), direction == Direction.DOWN);
            }
            if (plan.isEmpty() && Hooks.failed(history, project.settings()).isEmpty()) {
                return Reports.run(session, plan, direction, history, List.of(), began);
            }
            if (direction == Direction.UP) {
                new ExistingObjects(session).refuse();
            }
            project.checkLock();
            Hooks.checkNames(project.settings());
            History locked = session.lock();
            plan = planning.plan(request, locked);
            if (saved.isPresent()) {
                planning.mustBe(saved.get(), plan, schema(session, saved.get()), direction == Direction.DOWN);
            }
            if (!plan.notices().isEmpty()) {
                session.tell(new MigrationEvent.Noticed(plan.notices()));
            }
            SchemaWatch watch = new SchemaWatch(project, session);
            List<Diagnostic> notices = List.of();
            if (plan.isEmpty()) {
                new Hooks(session, project.settings()).again(Hooks.failed(locked, project.settings()));
            } else {
                watch.before();
                execute(session, plan);
                plan = withLost(session, plan, planning, request);
                notices = watch.after(plan, direction);
            }
            return Reports.run(session, plan, direction, session.read(), notices, began);
        }
    }

    /// Makes again at once what a migration took with it (`DROP … CASCADE`) of a repeatable that ran before. A saved
    /// plan runs as it was read, and the next run makes it again.
    ///
    /// @return all that ran
    private Plan withLost(Session session, Plan done, Planning planning, PlanRequest request) {
        if (direction == Direction.DOWN || saved.isPresent() || !planning.hasRepeatables()) {
            return done;
        }
        Plan again = planning.plan(request, session.read());
        if (again.isEmpty()) {
            return done;
        }
        session.tell(new MigrationEvent.Noticed(again.notices()));
        execute(session, again);
        return new Plan(
                Stream.concat(done.migrations().stream(), again.migrations().stream())
                        .toList(),
                again.madeFor(),
                done.notices());
    }

    /// The fingerprint as it is now, where the plan knows it.
    private static Optional<String> schema(Session session, SavedPlan saved) {
        try {
            return saved.schema().isPresent() ? Optional.of(session.fingerprint()) : Optional.empty();
        } catch (SQLException e) {
            throw Failures.reading(session.database().facts().label(), e);
        }
    }

    private void execute(Session session, Plan plan) {
        if (judged) {
            new LossGate(session, project.composer(session), lossy).judge(plan);
        }
        project.runner(session).run(plan, direction);
    }
}
