package dev.turnstone.plan;

import dev.turnstone.history.Attempt;
import dev.turnstone.migration.Annotated;
import dev.turnstone.migration.Content;
import dev.turnstone.migration.Migration;
import java.util.Optional;

/// Where the planner gets statements from, only for what it plans.
public interface Contents {
    /// The statements of a file.
    Content of(Migration migration);

    /// The statements that the history stored with an attempt, for a file that is gone.
    Optional<Stored> stored(Attempt attempt);

    /// Whether a statement sets something for the session that later steps need too.
    boolean carried(Annotated statement);

    /// A migration as the history remembers it.
    record Stored(Migration migration, Content content) {}
}
