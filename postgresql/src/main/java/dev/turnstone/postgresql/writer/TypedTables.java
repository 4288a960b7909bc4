package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tables `OF` a composite type, whose columns come and go with the type's attributes.
final class TypedTables {
    private TypedTables() {}

    /// The tables that are of a type before and after.
    static List<Id> of(Id composite, Context context) {
        return context.from().of(Kind.TABLE).stream()
                .map(Fact::id)
                .filter(table -> type(table, context).equals(Optional.of(composite)))
                .toList();
    }

    /// ` CASCADE` where a change of a type's attribute reaches tables.
    static String cascade(Id composite, Context context) {
        return of(composite, context).isEmpty() ? "" : " CASCADE";
    }

    /// The attribute that a column of such a table follows.
    static Optional<Id> attribute(Id column, Context context) {
        return type(Mention.parent(column), context).map(type -> type.child(Kind.COLUMN, column.name()));
    }

    /// What makes a table that stands one of a type: when it has the type's columns, no others, and no parent.
    static Optional<Draft> become(Fact before, Fact after, Context context, Set<Id> gone) {
        Optional<String> type = after.get(PostgresAttribute.OF_TYPE);
        if (type.isEmpty() || type.equals(before.get(PostgresAttribute.OF_TYPE))) {
            return Optional.empty();
        }
        Id table = after.id();
        Draft draft = new Draft("type " + table.text(), Weight.make(Kind.COLUMN))
                .says(List.of(Mention.alter(table, context.to()) + " OF " + type.get()))
                .needs(after)
                .needs(table);
        context.to().children(table, Kind.COLUMN).forEach(column -> draft.needs(column.id()));
        for (Fact part : context.from().children(table)) {
            boolean leaves = gone.contains(part.id());
            boolean link = part.id().kind() == Kind.PARTITION || part.id().kind() == Kind.INHERITANCE;
            if (leaves && part.id().kind() == Kind.COLUMN) {
                draft.needs(Slots.dropped(part.id()));
            } else if (leaves && link) {
                draft.needs(Slots.detached(table));
            }
        }
        return Optional.of(draft);
    }

    private static Optional<Id> type(Id table, Context context) {
        Optional<Id> before = type(table, context.from());
        return before.filter(type -> type(table, context.to()).equals(before));
    }

    private static Optional<Id> type(Id table, Schema schema) {
        Optional<Fact> fact = schema.find(table);
        return fact.flatMap(found -> found.get(PostgresAttribute.OF_TYPE))
                .flatMap(name -> fact.get().needs().stream()
                        .filter(need ->
                                need.kind() == Kind.COMPOSITE && Sql.name(need).equals(name))
                        .findFirst());
    }
}
