package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Routines that take or return rows of a type: their bodies are checked against it, so it must be what it should be.
final class RowTypes {
    private static final Set<Kind> ROWS = Set.of(Kind.COMPOSITE, Kind.TABLE, Kind.VIEW, Kind.FOREIGN_TABLE);

    private RowTypes() {}

    /// What must have happened to the columns of such types before a routine is made or replaced.
    static Set<Id> settled(Fact routine, Context context, Set<Id> gone) {
        Set<Id> settled = new HashSet<>();
        Set<Id> used = context.from().find(routine.id()).map(Fact::needs).orElse(Set.of());
        for (Id type : routine.needs()) {
            if (ROWS.contains(type.kind())
                    && context.from().has(type)
                    && context.to().has(type)) {
                columns(context.from().children(type, Kind.COLUMN)).stream()
                        .filter(column -> gone.contains(column) && !used.contains(column))
                        .filter(column -> !context.to().has(column))
                        .map(Slots::dropped)
                        .forEach(settled::add);
                columns(context.to().children(type, Kind.COLUMN)).stream()
                        .filter(column -> !context.from().has(column))
                        .forEach(settled::add);
            }
        }
        return settled;
    }

    private static List<Id> columns(List<Fact> facts) {
        return facts.stream().map(Fact::id).toList();
    }

    /// The same for a routine that may not be one.
    static Set<Id> settled(Optional<Fact> routine, Context context, Set<Id> gone) {
        return routine.filter(
                        fact -> fact.id().kind() == Kind.FUNCTION || fact.id().kind() == Kind.PROCEDURE)
                .map(fact -> settled(fact, context, gone))
                .orElse(Set.of());
    }
}
