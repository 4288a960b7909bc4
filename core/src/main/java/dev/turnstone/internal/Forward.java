package dev.turnstone.internal;

import dev.turnstone.MigrateOptions;
import dev.turnstone.RunReport;
import dev.turnstone.history.Direction;
import dev.turnstone.plan.PlanRequest;
import java.util.Set;

/// `migrate`.
public final class Forward {
    private final Project project;

    public Forward(Project project) {
        this.project = project;
    }

    /// Applies what is pending.
    public RunReport run(MigrateOptions options) {
        PlanRequest request = new PlanRequest.Migrate(
                options.to(),
                options.expandOnly(),
                project.settings().outOfOrder(),
                project.settings().missingIsError());
        return new PlannedRun(project, Direction.UP, options.plan(), false, Set.of()).run(request);
    }
}
