package dev.turnstone.internal;

import dev.turnstone.MigrationEvent;
import dev.turnstone.RevertOptions;
import dev.turnstone.RunReport;
import dev.turnstone.history.Direction;
import dev.turnstone.history.History;
import dev.turnstone.migration.MigrationSet;
import dev.turnstone.plan.Plan;
import dev.turnstone.plan.PlanRequest;

/// `revert`.
public final class Backward {
    private final Project project;

    public Backward(Project project) {
        this.project = project;
    }

    /// Plans, takes the lock, plans again, judges every way back by its effect, and runs when nothing would be lost.
    public RunReport run(RevertOptions options) {
        long began = System.nanoTime();
        PlanRequest.Revert request = new PlanRequest.Revert(options.target());
        try (Session session = project.open()) {
            MigrationSet files = project.files();
            Planning planning = new Planning(project, session, files);
            History history = session.read();
            session.tell(new MigrationEvent.Connected(
                    session.database().facts(), history.applied().size()));
            Plan plan = planning.plan(request, history);
            if (options.plan().isPresent()) {
                planning.mustBe(options.plan().get(), plan);
            }
            if (plan.isEmpty()) {
                return Reports.run(session, plan, Direction.DOWN, history, began);
            }
            project.checkLock();
            History locked = session.lock();
            plan = new HalfApplied(session, planning.plan(request, locked), locked).onlyWhatIsDone();
            if (options.plan().isPresent()) {
                planning.mustBe(options.plan().get(), plan);
            }
            if (!options.allowDataLoss()) {
                new LossGate(session, project.composer(session)).judge(plan);
            }
            project.runner(session).run(plan, Direction.DOWN);
            return Reports.run(session, plan, Direction.DOWN, session.read(), began);
        }
    }
}
