package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
        return moved(Mention.parent(part), context);
    }

    /// Whether a table joins or leaves a partitioned table meanwhile.
    static boolean moved(Id table, Context context) {
        if (context.copies().leaves(table)) {
            return false;
        }
        Id link = table.satellite(Kind.PARTITION);
        Optional<String> before = context.from().find(link).flatMap(fact -> fact.get(Attribute.PARENT));
        Optional<String> after = context.to().find(link).flatMap(fact -> fact.get(Attribute.PARENT));
        return !before.equals(after);
    }

    /// Whether an index or key of a partition has a name of its own and becomes part of its parent's, so that it is
    /// there
    /// before a parent or an index comes that would make another.
    static boolean takenOver(Fact part, Context context) {
        return part.detail(PostgresAttribute.PART_OF).isPresent()
                || (part.is(Attribute.INHERITED) && !madeAbove(part, context));
    }

    /// The index or key of the parent that it is part of.
    static Optional<Id> above(Fact part) {
        return part.detail(PostgresAttribute.PART_OF)
                .or(() -> part.is(Attribute.INHERITED) ? part.get(Attribute.PARENT) : Optional.empty())
                .map(Id::parse);
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
                .filter(fact -> fact.id().kind() == Kind.INDEX || fact.id().kind() == Kind.CONSTRAINT)
                .filter(fact -> above(fact).isPresent())
                .allMatch(fact -> fact.is(Attribute.INHERITED)
                        && fact.detail(Attribute.SERVER_MADE).isPresent());
    }

    private static boolean alike(Fact above, Fact column, Schema schema) {
        return schema.find(above.id().satellite(Kind.DEFAULT))
                        .flatMap(fact -> fact.get(Attribute.EXPRESSION))
                        .equals(schema.find(column.id().satellite(Kind.DEFAULT))
                                .flatMap(fact -> fact.get(Attribute.EXPRESSION)))
                && above.get(Attribute.EXPRESSION).equals(column.get(Attribute.EXPRESSION));
    }

    /// The indexes of a table's partitions that go: one that the table gets would take them over.
    static Stream<Id> leavingIndexes(Id table, Context context, Set<Id> gone) {
        return context.families().before().getOrDefault(table, List.of()).stream()
                .filter(link -> link.kind() == Kind.PARTITION)
                .map(Mention::parent)
                .flatMap(part -> Stream.concat(
                        context.from().children(part, Kind.INDEX).stream()
                                .filter(index -> gone.contains(index.id()) && !index.is(Attribute.INHERITED))
                                .map(Fact::id),
                        leavingIndexes(part, context, gone)));
    }
}
