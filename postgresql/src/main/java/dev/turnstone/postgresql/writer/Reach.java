package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// Whether something can only be made when a table already is: a default that calls a function that takes a row of it.
///
/// @param to the schema after
record Reach(Schema to) {
    /// Whether any of `needs` needs `table`, itself or through others.
    boolean reaches(Collection<Id> needs, Id table) {
        Deque<Id> open = new ArrayDeque<>();
        Set<Id> seen = new HashSet<>();
        for (Id need : needs) {
            if (follows(need) && !need.within(table)) {
                open.add(need);
            }
        }
        while (!open.isEmpty()) {
            Id at = open.remove();
            if (at.within(table)) {
                return true;
            }
            if (!seen.add(at)) {
                continue;
            }
            to.find(at).ifPresent(fact -> open.addAll(next(fact)));
        }
        return false;
    }

    /// Kinds that may lead to a table again.
    private static boolean follows(Id id) {
        return switch (id.kind()) {
            case FUNCTION, PROCEDURE, AGGREGATE, OPERATOR, OPERATOR_CLASS, CAST, TABLE, VIEW, DOMAIN, COMPOSITE -> true;
            default -> false;
        };
    }

    private Set<Id> next(Fact fact) {
        Set<Id> next = new HashSet<>(fact.needs());
        fact.id().parent().filter(parent -> parent.kind() != Kind.SCHEMA).ifPresent(next::add);
        if (fact.id().kind() == Kind.TABLE
                || fact.id().kind() == Kind.COMPOSITE
                || fact.id().kind() == Kind.DOMAIN) {
            for (Fact child : to.children(fact.id())) {
                if (!child.get(Attribute.TYPE).orElse("").equals("foreign key")) {
                    next.addAll(child.needs());
                    to.children(child.id(), Kind.DEFAULT).forEach(value -> next.addAll(value.needs()));
                }
            }
        }
        return next;
    }
}
