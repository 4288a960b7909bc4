package dev.turnstone.schema;

import java.util.List;

/// Two JPA entities that map one table in contradiction, and not as parts of one inheritance.
///
/// @param table the identity of the table
/// @param one the first by name
/// @param other the second by name
/// @param contradictions what cannot be true of one table, for people, one thing each:
///     `column id is bigint in com.acme.User and uuid in com.acme.legacy.User`
public record EntityConflict(Id table, EntityDefinition one, EntityDefinition other, List<String> contradictions) {
    public EntityConflict {
        contradictions = List.copyOf(contradictions);
    }

    /// The conflict and its three ways out, for people, one line each. Which of the two is the legacy class
    /// is for a person to say; the second stands for it here.
    public List<String> ways() {
        return List.of(
                option("rename-aside") + ": the table as it is keeps its rows under another name, a new one is made",
                option("merge=OLD=NEW,…") + ": one table; the columns of the legacy class become those of the other",
                option("drop-legacy") + ": what only the legacy class maps is dropped, with its values");
    }

    private String option(String way) {
        return table.path() + ":" + other.type() + ":" + way;
    }
}
