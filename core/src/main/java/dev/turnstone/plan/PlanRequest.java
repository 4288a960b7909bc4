package dev.turnstone.plan;

import dev.turnstone.migration.OutOfOrder;
import dev.turnstone.migration.Version;
import java.util.Optional;

/// What somebody asks for.
public sealed interface PlanRequest {
    /// The way forward.
    ///
    /// @param to the last version to apply; absent for all
    /// @param expandOnly whether to stop before what contracts
    /// @param outOfOrder what to do with a pending version below an applied one, unless its file says otherwise
    /// @param missingIsError whether an applied version without a file, older than the newest file, stops the run
    record Migrate(Optional<Version> to, boolean expandOnly, OutOfOrder outOfOrder, boolean missingIsError)
            implements PlanRequest {}

    /// The way back, newest first.
    record Revert(Target target) implements PlanRequest {}

    /// How far back.
    sealed interface Target {
        /// The last `count` applied versions.
        record Steps(int count) implements Target {
            public Steps {
                if (count < 1) {
                    throw new IllegalArgumentException("cannot revert " + count + " migrations: give a number from 1");
                }
            }
        }

        /// Everything above a version, which itself stays.
        record To(Version version) implements Target {}

        /// Everything.
        record All() implements Target {}
    }
}
