package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Places that only one object can take, whatever its kind: names that relations and types share, the primary key of a
/// table, the default of a column. Who leaves a place goes before who takes it.
final class Slots {
    private static final Set<String> WORK = Set.of("built", "validated", "not null");

    private Slots() {}

    /// The places an object takes, as identities that no object has.
    static Set<Id> of(Fact fact) {
        Set<Id> slots = new HashSet<>();
        Id id = fact.id();
        switch (id.kind()) {
            case TABLE, FOREIGN_TABLE, VIEW, MATERIALIZED_VIEW, SEQUENCE, INDEX, ENUM, DOMAIN, COMPOSITE, RANGE ->
                slots.add(name(id, id.name()));
            case FUNCTION, PROCEDURE, AGGREGATE -> slots.add(name(id, Overloads.signature(fact)));
            case IDENTITY -> {
                fact.get(PostgresAttribute.SEQUENCE)
                        .map(Id::parse)
                        .ifPresent(sequence -> slots.add(name(sequence, sequence.name())));
                slots.add(value(id));
            }
            case DEFAULT -> slots.add(value(id));
            case COLUMN -> {
                if (fact.is(Attribute.NOT_NULL)) {
                    Id table = Mention.parent(id);
                    slots.add(slot(table, ConstraintNames.given(fact)));
                }
            }
            case CONSTRAINT -> {
                String type = fact.get(Attribute.TYPE).orElse("");
                slots.add(slot(Mention.parent(id), id.name()));
                if (type.equals("primary key")) {
                    slots.add(slot(Mention.parent(id), ""));
                }
                if (type.equals("primary key") || type.equals("unique") || type.equals("exclusion")) {
                    slots.add(name(id, id.name()));
                }
            }
            default -> {}
        }
        return slots;
    }

    /// The name of a constraint of a table.
    static Id constraint(Id table, String name) {
        return slot(table, name);
    }

    /// The place of being owned by a column, which a table's owner waits for.
    static Id owned(Id sequence) {
        return slot(sequence, "owned");
    }

    /// The moment from which a new table has the rows of the old one.
    static Id copied(Id table) {
        return slot(table, "copied");
    }

    /// The moment from which a table is no partition any more.
    static Id detached(Id table) {
        return slot(table, "detached");
    }

    /// The moment from which a column or key is no more.
    static Id dropped(Id part) {
        return slot(part, "dropped");
    }

    /// A type that is renamed aside until nothing uses it any more.
    static Id aside(Id type) {
        return slot(type, "aside");
    }

    /// An index that is built, maybe under another name than it will have.
    static Id built(Id index) {
        return slot(index, "built");
    }

    /// The moment from which a constraint holds for every row.
    static Id validated(Id constraint) {
        return slot(constraint, "validated");
    }

    /// The moment from which a column takes no NULL.
    static Id notNull(Id column) {
        return slot(column, "not null");
    }

    /// Whether it is a place that has the same name under whatever name its object has.
    static boolean named(Id slot) {
        return slot.kind() != Kind.VIRTUAL_TABLE || WORK.contains(slot.name());
    }

    /// The name that relations and types of a schema share.
    static Id relation(Id id) {
        return name(id, id.name());
    }

    private static Id value(Id satellite) {
        return slot(Mention.parent(satellite), "value");
    }

    private static Id name(Id id, String name) {
        Optional<Id> schema = id.nearest(Kind.SCHEMA);
        return schema.map(above -> slot(above, name)).orElseGet(() -> Id.of(Kind.VIRTUAL_TABLE, name));
    }

    private static Id slot(Id above, String name) {
        return above.child(Kind.VIRTUAL_TABLE, name);
    }
}
