package dev.turnstone;

import dev.turnstone.migration.Version;
import dev.turnstone.plan.PlanRequest;
import dev.turnstone.plan.SavedPlan;
import java.util.Optional;
import java.util.Set;

/// What `revert` is asked for.
///
/// @param target how far back
/// @param allowDataLoss whether rows may disappear, whichever migration takes them
/// @param lossy the migrations whose down may lose rows
/// @param plan run exactly this, or refuse
public record RevertOptions(
        PlanRequest.Target target, boolean allowDataLoss, Set<Version> lossy, Optional<SavedPlan> plan) {
    public RevertOptions {
        lossy = Set.copyOf(lossy);
    }

    /// Rows may disappear with every migration, or with none.
    public RevertOptions(PlanRequest.Target target, boolean allowDataLoss, Optional<SavedPlan> plan) {
        this(target, allowDataLoss, Set.of(), plan);
    }

    /// The last `count` migrations, when no rows are lost.
    public static RevertOptions steps(int count) {
        return new RevertOptions(new PlanRequest.Target.Steps(count), false, Optional.empty());
    }
}
