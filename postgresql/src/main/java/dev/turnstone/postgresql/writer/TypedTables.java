package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.List;
import java.util.Optional;

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
