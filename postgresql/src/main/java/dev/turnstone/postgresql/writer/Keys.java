package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What makes columns unique, so that foreign keys can refer to them.
final class Keys {
    private Keys() {}

    /// Whether it is a primary key, a unique constraint or a unique index.
    static boolean unique(Fact fact) {
        return switch (fact.id().kind()) {
            case INDEX -> fact.is(Attribute.UNIQUE);
            case CONSTRAINT ->
                Constraints.type(fact).equals("primary key")
                        || Constraints.type(fact).equals("unique");
            default -> false;
        };
    }

    /// The keys that go while a foreign key is made: of several over the same columns the server takes the oldest.
    static Stream<Id> leaving(Fact foreignKey, Context context, Set<Id> gone) {
        Optional<Id> table = foreignKey.get(Attribute.REFERENCES).map(Id::parse);
        Set<String> columns = names(foreignKey, Attribute.REFERENCED_COLUMNS);
        return table.stream()
                .flatMap(id -> context.from().children(id).stream())
                .filter(Keys::unique)
                .filter(key -> gone.contains(key.id()) && !context.to().has(key.id()))
                .filter(key -> names(key, Attribute.COLUMNS).equals(columns))
                .map(Fact::id);
    }

    /// Whether a foreign key is made that could take the unique index, of which two stand until one is dropped.
    static boolean sought(Fact index, Context context, Set<Id> gone) {
        Id table = Mention.parent(index.id());
        return unique(index)
                && context.to().of(Kind.CONSTRAINT).stream()
                        .filter(key ->
                                key.get(Attribute.REFERENCES).map(Id::parse).equals(Optional.of(table)))
                        .filter(key -> !context.from().has(key.id()) || gone.contains(key.id()))
                        .anyMatch(key ->
                                names(index, Attribute.COLUMNS).containsAll(names(key, Attribute.REFERENCED_COLUMNS)));
    }

    private static Set<String> names(Fact fact, String attribute) {
        return Set.copyOf(fact.get(attribute).map(Names::read).orElse(List.of()));
    }
}
