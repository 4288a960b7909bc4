package dev.turnstone.internal;

import dev.turnstone.RevertOptions;
import dev.turnstone.RunReport;
import dev.turnstone.history.Direction;
import dev.turnstone.plan.PlanRequest;

/// `revert`.
public final class Backward {
    private final Project project;

    public Backward(Project project) {
        this.project = project;
    }

    /// Takes migrations back, judging every way back by its effect first unless rows may be lost.
    public RunReport run(RevertOptions options) {
        return new PlannedRun(project, Direction.DOWN, options.plan(), !options.allowDataLoss(), options.lossy())
                .run(new PlanRequest.Revert(options.target()));
    }
}
