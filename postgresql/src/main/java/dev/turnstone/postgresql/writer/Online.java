package dev.turnstone.postgresql.writer;

import dev.turnstone.dialect.Writer.Style;
import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.HashSet;
import java.util.Set;

/// What is done while tables are in use, and what would leave something missing in between and is therefore done inside
/// the transaction of the rest.
final class Online {
    private final Context context;
    private final Fates fates;
    private final Set<Id> names = new HashSet<>();
    private final Set<Id> inTransaction = new HashSet<>();
    private final Set<Id> inPlace = new HashSet<>();

    Online(Context context, Fates fates) {
        this.context = context;
        this.fates = fates;
        for (Fact fact : context.before().facts()) {
            names.addAll(Slots.of(fact));
        }
        for (Fact fact : context.from().facts()) {
            names.addAll(Slots.of(fact));
        }
    }

    /// Takes the work on an object back by one degree: what was made beside its old self replaces it where it stands,
    /// and then is done inside the transaction.
    void giveUp(Id object) {
        boolean first = context.from().has(object) && inPlace.add(object);
        boolean besides = object.kind() == Kind.CONSTRAINT
                && context.find(object).filter(this::quick).isPresent();
        if (!first || !besides) {
            inTransaction.add(object);
        }
    }

    /// Whether work on an object is done inside the transaction of the rest.
    boolean givenUp(Id object) {
        return inTransaction.contains(object);
    }

    /// Whether an index, or the index of a key, is built before the object is made.
    boolean builds(Fact fact) {
        boolean went = context.from()
                .find(fact.id())
                .filter(before -> before.is(Attribute.INHERITED))
                .isPresent();
        boolean index = fact.id().kind() == Kind.INDEX && !went;
        return inUse(fact) && (index || OnlineConstraints.indexed(fact));
    }

    /// Whether an index is dropped after everything else. A partition's is not: an index that its parent gets meanwhile
    /// would take it over.
    boolean drops(Fact index) {
        boolean above = index.is(Attribute.INHERITED) && !Partitions.detached(index, context);
        return index.id().kind() == Kind.INDEX
                && !above
                && !context.to()
                        .has(Mention.parent(index.id())
                                .child(Kind.CONSTRAINT, index.id().name()))
                && !Context.partition(context.from(), Mention.parent(index.id()))
                && inUse(index)
                && context.to().has(Mention.parent(index.id()));
    }

    /// Whether an index that is made again can stand under another name until it is dropped: nothing it needs goes.
    boolean standsAside(Fact index) {
        Fact after = context.to().find(index.id()).orElse(index);
        return drops(index)
                && builds(after)
                && !Keys.sought(index, context, fates.gone())
                && index.needs().stream()
                        .noneMatch(need -> fates.gone().contains(need)
                                || fates.altered().get(need) instanceof Alteration.Retyped
                                || fates.altered().get(need) instanceof Alteration.Renewed);
    }

    /// Whether a constraint is added without looking at the rows, and validated later.
    boolean validates(Fact constraint) {
        return inUse(constraint) && quick(constraint);
    }

    private boolean quick(Fact constraint) {
        return OnlineConstraints.validated(constraint) || NamedNotNull.validated(constraint, context);
    }

    /// Whether a constraint that becomes another one is made and validated beside its old self.
    boolean beside(Fact constraint) {
        Id table = Mention.parent(constraint.id());
        return validates(constraint)
                && OnlineConstraints.validated(constraint)
                && !inPlace.contains(constraint.id())
                && !constraint.is(Attribute.INHERITED)
                && !context.families().hasChildren(table)
                && context.from()
                        .find(constraint.id())
                        .filter(before -> !before.is(Attribute.INHERITED) && !before.same(constraint))
                        .isPresent();
    }

    /// Whether a column that is to take no NULL gets a constraint first that is validated while the table is in use.
    boolean guards(Id column) {
        Id table = Mention.parent(column);
        return table.kind() == Kind.TABLE
                && context.online(table)
                && !fates.gone().contains(table)
                && !inTransaction.contains(column);
    }

    /// Whether the name is held until the old object has gone or been renamed.
    boolean taken(Fact fact) {
        Id slot = builds(fact)
                ? Slots.relation(fact.id())
                : Slots.constraint(Mention.parent(fact.id()), fact.id().name());
        return names.contains(slot);
    }

    private boolean inUse(Fact part) {
        Id relation = Mention.parent(part.id());
        boolean table = part.id().kind() == Kind.INDEX || relation.kind() == Kind.TABLE;
        return table
                && !part.is(PostgresAttribute.ONLY)
                && !(Partitions.madeAbove(part, context) && !Indexes.joins(part, context))
                && !InheritedChecks.kept(part, context)
                && !Constraints.toCopied(part, context)
                && context.style() == Style.ONLINE
                && context.online(relation)
                && !fates.gone().contains(relation)
                && !inTransaction.contains(part.id());
    }
}
