package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.HashSet;
import java.util.Set;

/// The order in which tables become logged or unlogged: a logged one never refers to an unlogged one.
final class Persistence {
    private Persistence() {}

    /// The tables that must change before this one does.
    static Set<Id> first(Fact before, Fact after, Context context) {
        Set<Id> first = new HashSet<>();
        if (before.get(PostgresAttribute.PERSISTENCE).equals(after.get(PostgresAttribute.PERSISTENCE))) {
            return first;
        }
        boolean logged = after.get(PostgresAttribute.PERSISTENCE).isEmpty();
        Id own = after.id();
        if (logged) {
            for (Fact constraint : context.to().children(own, Kind.CONSTRAINT)) {
                constraint.get(Attribute.REFERENCES).map(Id::parse).ifPresent(first::add);
            }
        } else {
            for (Fact constraint : context.to().of(Kind.CONSTRAINT)) {
                if (constraint
                        .get(Attribute.REFERENCES)
                        .map(Id::parse)
                        .filter(own::equals)
                        .isPresent()) {
                    first.add(Mention.parent(constraint.id()));
                }
            }
        }
        first.remove(own);
        return first;
    }
}
