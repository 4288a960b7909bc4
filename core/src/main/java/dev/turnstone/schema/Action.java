package dev.turnstone.schema;

import java.util.List;
import java.util.Set;

/// Statements that belong together and stand next to each other in a migration, with what must be there when they run.
///
/// @param label unique among the actions of one plan and stable: ties are broken by it
/// @param weight among actions that could run at the same time, the smaller goes first
/// @param statements without a closing semicolon, in order; may be empty for an action that other statements imply
/// @param makes what exists after it in the form of the schema after
/// @param destroys what is gone, or no longer in its old form, after it
/// @param needs what must exist, in the form of the schema after, when it runs
/// @param releases what it stops needing: an action that destroys one of these comes later
public record Action(
        String label,
        int weight,
        List<String> statements,
        Set<Id> makes,
        Set<Id> destroys,
        Set<Id> needs,
        Set<Id> releases) {
    public Action {
        statements = List.copyOf(statements);
        makes = Set.copyOf(makes);
        destroys = Set.copyOf(destroys);
        needs = Set.copyOf(needs);
        releases = Set.copyOf(releases);
    }
}
