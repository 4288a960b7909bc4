package dev.turnstone.plan;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.history.Position;
import java.util.List;

/// What will be done, and for which history. A value: printed, saved, or run.
///
/// @param migrations in order of execution
/// @param madeFor where the journal ended when the plan was made
/// @param notices what a person should know and what does not stop the plan
public record Plan(List<PlannedMigration> migrations, Position madeFor, List<Diagnostic> notices) {
    public Plan {
        migrations = List.copyOf(migrations);
        notices = List.copyOf(notices);
    }

    /// Whether there is nothing to do.
    public boolean isEmpty() {
        return migrations.isEmpty();
    }

    /// The number of steps not yet done.
    public int steps() {
        return migrations.stream()
                .mapToInt(migration -> migration.remaining().size())
                .sum();
    }
}
