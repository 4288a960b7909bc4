package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a change of a table must wait for, since it reaches the tables that inherit from it.
final class Kin {
    private final Context context;
    private final Fates fates;

    Kin(Context context, Fates fates) {
        this.context = context;
        this.fates = fates;
    }

    /// A change of a column or constraint waits until those that leave the family have left.
    void left(Id part, Draft draft) {
        if (part.kind() != Kind.COLUMN && part.kind() != Kind.CONSTRAINT) {
            return;
        }
        for (Id link : context.families().before().getOrDefault(Mention.parent(part), List.of())) {
            boolean leaves = fates.gone().contains(link) && context.to().has(Mention.parent(link));
            if (leaves) {
                draft.needs(stays(link) ? link : Slots.detached(Mention.parent(link)));
            }
        }
    }

    /// Whether a link leads to the same parent afterwards: its partition gets other bounds.
    boolean stays(Id link) {
        Optional<Id> before = context.from().find(link).flatMap(Family::parent);
        return before.isPresent()
                && context.to().find(link).flatMap(Family::parent).equals(before);
    }

    /// The checks of the same name that go from the tables whose a table's own one is as well: theirs go first.
    Stream<Id> goesAbove(Id check) {
        Id table = Mention.parent(check);
        return Family.links(table, context.from()).stream()
                .filter(link -> !fates.gone().contains(link))
                .flatMap(link -> context.from().find(link).flatMap(Family::parent).stream())
                .map(parent -> parent.child(Kind.CONSTRAINT, check.name()))
                .filter(fates.gone()::contains);
    }

    /// A table leaves a parent when it has joined the others, so that what it inherits goes on to be inherited.
    void joinedFirst(Id link, Draft draft) {
        if (link.kind() == Kind.INHERITANCE) {
            Family.links(Mention.parent(link), context.to()).stream()
                    .filter(other -> !context.from().has(other))
                    .forEach(draft::needs);
        }
    }

    /// A new partition waits until those have left whose rows could be its own.
    void room(Id link, Draft draft) {
        Optional<Id> above = context.to().find(link).flatMap(Family::parent);
        for (Id other : above.map(parent -> context.families().before().getOrDefault(parent, List.of()))
                .orElse(List.of())) {
            if (link.kind() == Kind.PARTITION && fates.gone().contains(other)) {
                draft.needs(Slots.detached(Mention.parent(other)));
            }
        }
    }

    /// A new table takes columns and defaults from those it inherits from as they are then: they are what they should
    /// be.
    Set<Id> settledAbove(Set<Id> made) {
        Set<Id> settled = new HashSet<>();
        for (Id id : made) {
            Optional<Id> above = Optional.of(id)
                    .filter(part -> part.kind() == Kind.COLUMN)
                    .flatMap(column -> Family.parentColumn(column, context.to()))
                    .map(Fact::id);
            if (above.isPresent() && context.from().has(above.get())) {
                Id value = above.get().satellite(Kind.DEFAULT);
                settled.add(above.get());
                settled.add(value);
                if (fates.gone().contains(value) && !context.to().has(value)) {
                    settled.add(Slots.dropped(value));
                }
            }
        }
        return settled;
    }

    /// A new column waits for those that join the family and do not have it, and comes before those that do.
    void joined(Id column, Draft draft) {
        for (Id link : context.families().after().getOrDefault(Mention.parent(column), List.of())) {
            Id child = Mention.parent(link);
            boolean joins = !context.from().has(link) && context.from().has(child);
            if (joins && !context.from().has(child.child(Kind.COLUMN, column.name()))) {
                draft.needs(link);
            }
        }
    }

    /// A table joins when its columns and its new parent's are what they should be, as far as either has them already.
    void columns(Id link, Draft draft) {
        Id child = Mention.parent(link);
        Optional<Id> above = context.to().find(link).flatMap(Family::parent);
        if (above.isEmpty() || !context.from().has(child) || stays(link)) {
            return;
        }
        for (Fact column : context.to().children(above.get(), Kind.COLUMN)) {
            Id own = child.child(Kind.COLUMN, column.id().name());
            boolean added = context.to()
                    .find(own)
                    .filter(fact -> Columns.joining(fact, context))
                    .isPresent();
            if (context.from().has(own) || added) {
                draft.needs(own).needs(column.id());
            }
        }
        for (Fact column : context.from().children(child, Kind.COLUMN)) {
            // What a table inherits goes when it leaves, after it has joined; a partition leaves first.
            boolean before = link.kind() == Kind.PARTITION || !column.is(Attribute.INHERITED);
            if (before && fates.gone().contains(column.id()) && !context.to().has(column.id())) {
                draft.needs(Slots.dropped(column.id()));
            }
        }
        for (Fact column : context.from().children(above.get(), Kind.COLUMN)) {
            if (fates.gone().contains(column.id()) && !context.to().has(column.id())) {
                draft.needs(Slots.dropped(column.id()));
            }
        }
    }
}
