package dev.turnstone.internal.compare;

import dev.turnstone.migration.Annotated;
import java.util.List;

/// What undoes the part of a migration that is done.
///
/// @param statements those of its way back that have something to undo, in order
/// @param further statements that no way back holds, to be run after them: `DROP INDEX …` of an index that a later
///     step would have renamed
public record Undo(List<Annotated> statements, List<String> further) {
    public Undo {
        statements = List.copyOf(statements);
        further = List.copyOf(further);
    }
}
