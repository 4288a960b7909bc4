package dev.turnstone.internal;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationEvent;
import dev.turnstone.RunReport;
import dev.turnstone.history.Direction;
import dev.turnstone.history.History;
import dev.turnstone.migration.MigrationSet;
import dev.turnstone.plan.Plan;
import dev.turnstone.plan.PlanRequest;

/// `migrate`.
public final class Forward {
    private final Project project;

    public Forward(Project project) {
        this.project = project;
    }

    /// Reads, plans, takes the lock only when there is something to do, plans again under it, and runs.
    public RunReport run(MigrateOptions options) {
        long began = System.nanoTime();
        PlanRequest.Migrate request = new PlanRequest.Migrate(
                options.to(),
                options.expandOnly(),
                project.settings().outOfOrder(),
                project.settings().missingIsError());
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
                return Reports.run(session, plan, Direction.UP, history, began);
            }
            project.checkLock();
            History locked = session.lock();
            plan = new HalfApplied(session, planning.plan(request, locked), locked).onlyWhatIsDone();
            if (options.plan().isPresent()) {
                planning.mustBe(options.plan().get(), plan);
            }
            if (!plan.notices().isEmpty()) {
                session.tell(new MigrationEvent.Noticed(plan.notices()));
            }
            if (!plan.isEmpty()) {
                project.runner(session).run(plan, Direction.UP);
            }
            return Reports.run(session, plan, Direction.UP, session.read(), began);
        }
    }
}
