package dev.turnstone;

import dev.turnstone.migration.Version;
import dev.turnstone.plan.SavedPlan;
import java.util.Optional;

/// What `migrate` is asked for.
///
/// @param to the last version to apply; absent for all
/// @param expandOnly whether to stop before what contracts
/// @param plan run exactly this, or refuse
public record MigrateOptions(Optional<Version> to, boolean expandOnly, Optional<SavedPlan> plan) {
    /// Everything that is pending.
    public static final MigrateOptions ALL = new MigrateOptions(Optional.empty(), false, Optional.empty());
}
