package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.Optional;

/// What partitions have from the table they are part of.
final class Partitions {
    private Partitions() {}

    /// Whether an index or constraint of a partition comes into being with its parent's: when its name is the one the
    /// server gives to it. One of another name is made first, and then taken over.
    static boolean madeAbove(Fact fact, Context context) {
        return fact.is(Attribute.INHERITED)
                && context.find(fact.id())
                        .flatMap(found -> found.detail(Attribute.SERVER_MADE))
                        .isPresent();
    }

    /// Whether the table of an index or constraint joins or leaves its partitioned table meanwhile.
    static boolean relinked(Id part, Context context) {
        Id link = Mention.parent(part).satellite(Kind.PARTITION);
        Optional<String> before = context.from().find(link).flatMap(fact -> fact.get(Attribute.PARENT));
        Optional<String> after = context.to().find(link).flatMap(fact -> fact.get(Attribute.PARENT));
        return !before.equals(after);
    }

    /// Whether an inherited index or constraint is left behind with a table that is a partition no more.
    static boolean detached(Fact part, Context context) {
        return context.to().has(Mention.parent(part.id())) && relinked(part.id(), context);
    }

    /// Whether a new table can be made as `PARTITION OF`: it has nothing that differs from what it is part of.
    static boolean plain(Id table, Schema schema) {
        Optional<Fact> link = schema.find(table.satellite(Kind.PARTITION));
        Optional<Id> parent = link.flatMap(Family::parent);
        if (parent.isEmpty() || !schema.has(parent.get())) {
            return false;
        }
        for (Fact column : schema.children(table, Kind.COLUMN)) {
            Optional<Fact> above =
                    schema.find(parent.get().child(Kind.COLUMN, column.id().name()));
            if (above.isEmpty() || !alike(above.get(), column, schema)) {
                return false;
            }
        }
        return schema.children(table).stream()
                .filter(fact -> fact.is(Attribute.INHERITED))
                .filter(fact -> fact.id().kind() == Kind.INDEX || fact.id().kind() == Kind.CONSTRAINT)
                .allMatch(fact -> fact.detail(Attribute.SERVER_MADE).isPresent());
    }

    private static boolean alike(Fact above, Fact column, Schema schema) {
        return schema.find(above.id().satellite(Kind.DEFAULT))
                        .flatMap(fact -> fact.get(Attribute.EXPRESSION))
                        .equals(schema.find(column.id().satellite(Kind.DEFAULT))
                                .flatMap(fact -> fact.get(Attribute.EXPRESSION)))
                && above.get(Attribute.EXPRESSION).equals(column.get(Attribute.EXPRESSION));
    }
}
