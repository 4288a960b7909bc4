package dev.turnstone;

import dev.turnstone.plan.PlanRequest;
import dev.turnstone.plan.SavedPlan;
import java.util.Optional;

/// What `revert` is asked for.
///
/// @param target how far back
/// @param allowDataLoss whether rows may disappear
/// @param plan run exactly this, or refuse
public record RevertOptions(PlanRequest.Target target, boolean allowDataLoss, Optional<SavedPlan> plan) {
    /// The last `count` migrations, when no rows are lost.
    public static RevertOptions steps(int count) {
        return new RevertOptions(new PlanRequest.Target.Steps(count), false, Optional.empty());
    }
}
