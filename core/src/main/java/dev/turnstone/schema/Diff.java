package dev.turnstone.schema;

import java.util.List;

/// What distinguishes two schemas.
///
/// @param from the schema before, as it was given
/// @param renamed the schema before, with the renames among the changes carried out: alterations and drops speak of its
///     facts
/// @param to the schema after
/// @param changes renames first, then by identity; empty when the schemas are equal
/// @param reordered tables and composite types whose columns are the same in another order: reported, and no change
public record Diff(Schema from, Schema renamed, Schema to, List<Change> changes, List<Id> reordered) {
    public Diff {
        changes = List.copyOf(changes);
        reordered = List.copyOf(reordered);
    }

    /// Whether there is nothing to do.
    public boolean empty() {
        return changes.isEmpty();
    }
}
