package dev.turnstone.plan;

import dev.turnstone.history.History;
import dev.turnstone.migration.MigrationSet;
import dev.turnstone.migration.Version;
import java.util.Map;

/// Compares files with history and decides what to do. Pure: the same values give the same plan.
public final class Planner {
    private Planner() {}

    /// What `migrate` does.
    ///
    /// @param lost what is gone of repeatables that stand applied, in words
    public static Planned migrate(
            MigrationSet files,
            History history,
            PlanRequest.Migrate request,
            Map<Version, String> lost,
            Contents contents) {
        return new MigratePlanner(files, history, request, lost).plan(contents);
    }

    /// Where every version stands and what would stop `migrate`; the plan holds its notices and no migrations.
    ///
    /// @param lost what is gone of repeatables that stand applied, in words
    public static Planned standings(
            MigrationSet files, History history, PlanRequest.Migrate request, Map<Version, String> lost) {
        return new MigratePlanner(files, history, request, lost).standings();
    }

    /// What `revert` does.
    ///
    /// @param introductions for each applied version, the attempt that first applied it since it was last reverted
    public static Planned revert(
            MigrationSet files,
            History history,
            PlanRequest.Revert request,
            Contents contents,
            Map<Version, Long> introductions) {
        return new RevertPlanner(files, history, request, contents, introductions).plan();
    }
}
