package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.List;
import java.util.Optional;

/// Not-null constraints of tables that join or leave a parent: from version 18 on they are called after the parent, and
/// cannot be renamed while they are inherited.
final class InheritedNotNull {
    private static final int NAMED = 18;

    private InheritedNotNull() {}

    /// The names for a table that is about to join.
    static List<String> join(Fact link, Context context) {
        Id table = Mention.parent(link.id());
        return context.from().children(table, Kind.COLUMN).stream()
                .filter(column -> !column.is(Attribute.INHERITED))
                .flatMap(column -> renamed(column, context).stream())
                .toList();
    }

    /// The names for a table that has just left.
    static List<String> leave(Fact link, Context context) {
        Id table = Mention.parent(link.id());
        return context.from().children(table, Kind.COLUMN).stream()
                .filter(column -> column.is(Attribute.INHERITED) && !held(column.id(), link, context))
                .flatMap(column -> renamed(column, context).stream())
                .toList();
    }

    /// Whether a column goes on to be inherited from another parent, or again from this one.
    private static boolean held(Id column, Fact link, Context context) {
        boolean again = context.to().find(link.id()).flatMap(Family::parent).equals(Family.parent(link));
        boolean inherited = context.to()
                .find(column)
                .filter(fact -> fact.is(Attribute.INHERITED))
                .isPresent();
        return again || (inherited && link.id().kind() == Kind.INHERITANCE);
    }

    private static Optional<String> renamed(Fact column, Context context) {
        Optional<String> before = name(column.id(), context.from());
        Optional<String> after = name(column.id(), context.to());
        boolean other = context.version() >= NAMED && before.isPresent() && after.isPresent() && !before.equals(after);
        return other
                ? Optional.of(Mention.alterAbove(column, context.to()) + " RENAME CONSTRAINT " + Sql.name(before.get())
                        + " TO " + Sql.name(after.get()))
                : Optional.empty();
    }

    /// The name of a constraint that has no fact of its own.
    private static Optional<String> name(Id column, Schema schema) {
        return schema.find(column)
                .filter(fact -> fact.is(Attribute.NOT_NULL) && !NotNull.named(fact, schema))
                .map(ConstraintNames::given);
    }
}
