package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What makes objects that are not there, or not any more.
final class Makes {
    private final Context context;
    private final Rules rules;
    private final Fates fates;
    private final Reach reach;
    private final OnlineDrafts online;
    private final Set<Id> folded = new HashSet<>();
    private final Map<String, NewTable> tables = new HashMap<>();
    /// The sequences of each table's columns.
    private final Map<Id, List<Id>> sequences = new HashMap<>();

    /// By index or key of a partitioned table: those of partitions that it takes over, so that they come first.
    private final Map<String, List<Id>> takenOver = new HashMap<>();

    /// By index or key of a partitioned table: those of partitions that come into being with it.
    private final Map<String, List<Fact>> brought = new HashMap<>();

    private final Map<Id, NewTable> byId = new HashMap<>();
    private final Map<String, Fact> foreignKeys = new HashMap<>();

    Makes(Context context, Rules rules, Fates fates, Online online) {
        this.context = context;
        this.rules = rules;
        this.fates = fates;
        this.reach = new Reach(context.to());
        this.online = new OnlineDrafts(context, online);
        for (Kind kind : List.of(Kind.INDEX, Kind.CONSTRAINT)) {
            for (Fact part : context.to().of(kind)) {
                if (Indexes.joins(part, context)) {
                    continue;
                }
                if (Partitions.takenOver(part, context)) {
                    Partitions.above(part)
                            .ifPresent(above -> takenOver
                                    .computeIfAbsent(above.text(), ignored -> new ArrayList<>())
                                    .add(part.id()));
                } else {
                    Partitions.above(part)
                            .filter(above -> !context.from().has(part.id()))
                            .ifPresent(above -> brought.computeIfAbsent(above.text(), ignored -> new ArrayList<>())
                                    .add(part));
                }
            }
        }
        for (Fact sequence : context.to().of(Kind.SEQUENCE)) {
            Sequences.owner(sequence)
                    .map(Mention::parent)
                    .ifPresent(table -> sequences
                            .computeIfAbsent(table, ignored -> new ArrayList<>())
                            .add(sequence.id()));
        }
    }

    /// New tables by the labels of their drafts.
    Map<String, NewTable> tables() {
        return tables;
    }

    /// The new table of that identity.
    Optional<NewTable> table(Id id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// Foreign keys of new tables by the labels of their drafts.
    Map<String, Fact> foreignKeys() {
        return foreignKeys;
    }

    /// Whether an object of the schema after has to be made.
    boolean made(Id id) {
        return !fates.refused().containsKey(id)
                && (!context.from().has(id) || fates.gone().contains(id));
    }

    /// The drafts of everything that has to be made.
    List<Draft> drafts() {
        List<Draft> drafts = new ArrayList<>();
        List<Id> fresh = new ArrayList<>();
        for (Fact fact : context.to().facts()) {
            Kind kind = fact.id().kind();
            if ((kind == Kind.TABLE || kind == Kind.FOREIGN_TABLE) && made(fact.id())) {
                fresh.add(fact.id());
            }
        }
        Map<Id, Integer> ranks = TableOrder.of(fresh, context);
        BornWith born = new BornWith(context);
        fresh.forEach(id -> drafts.add(table(id, ranks.getOrDefault(id, 0))));
        for (Fact fact : context.to().facts()) {
            if (made(fact.id()) && !folded.contains(fact.id())) {
                drafts.addAll(drafts(fact));
            }
            if (made(fact.id())) {
                corrected(fact.id(), born).ifPresent(drafts::add);
            }
            if (fact.id().kind() == Kind.SEQUENCE) {
                owned(fact).ifPresent(drafts::add);
                DrawnKeys.position(fact, made(fact.id()), fates.gone(), context)
                        .filter(draft -> !fates.refused().containsKey(fact.id()))
                        .ifPresent(drafts::add);
            }
        }
        return drafts;
    }

    private static Optional<Draft> corrected(Id object, BornWith born) {
        List<String> statements = born.corrected(object);
        return statements.isEmpty()
                ? Optional.empty()
                : Optional.of(new Draft("correct " + object.text(), Weight.make(Kind.OWNER))
                        .says(statements)
                        .needs(object)
                        .needs(object.satellite(Kind.OWNER)));
    }

    private Draft table(Id id, int rank) {
        Fact fact = context.to().find(id).orElseThrow();
        NewTable table = new NewTable(fact, context, reach);
        Draft draft = new Draft(String.format("make %06d %s", rank, id.text()), Weight.make(Kind.TABLE));
        for (Id part : table.folded()) {
            Fact made = context.to().find(part).orElseThrow();
            draft.makes(made);
            Domains.beside(made, context).forEach(draft::needs);
        }
        for (Fact key : context.to().children(id, Kind.CONSTRAINT)) {
            if (table.folded().contains(key.id()) && Partitions.takenOver(key, context)) {
                Partitions.above(key).ifPresent(draft::needsNot);
            }
        }
        folded.addAll(table.folded());
        Kin kin = new Kin(context, fates);
        kin.room(id.satellite(Kind.PARTITION), draft);
        kin.settledAbove(table.folded()).forEach(draft::needs);
        tables.put(draft.label(), table);
        byId.put(id, table);
        return draft;
    }

    private List<Draft> drafts(Fact fact) {
        Id id = fact.id();
        boolean inside =
                id.kind() == Kind.COLUMN && Mention.parent(id).kind() == Kind.COMPOSITE && made(Mention.parent(id));
        if (inside || (id.kind() == Kind.OPTIONS && withParent(Mention.parent(id)))) {
            return List.of();
        }
        boolean withDomain = id.parent()
                .filter(above -> above.kind() == Kind.DOMAIN && made(above))
                .filter(domain -> Domains.inside(domain, context).contains(fact))
                .isPresent();
        boolean handedOver = id.kind() == Kind.GRANT
                && OwnerChange.covering(id, context, fates.gone()).isPresent();
        if (withDomain || handedOver || fates.altered().get(id) instanceof Alteration.Renewed) {
            return List.of();
        }
        List<Draft> drafts = new ArrayList<>();
        Draft draft = new Draft(label(fact), Weight.make(id.kind()));
        draft.makes(fact);
        if (id.kind() == Kind.COLUMN) {
            column(fact, draft);
        } else if (online.makes(fact)) {
            drafts.addAll(online.parts(fact, draft));
        } else {
            draft.says(Writing.of(id, () -> rules.create(fact, context)));
        }
        switch (id.kind()) {
            case COMPOSITE ->
                Composites.columns(fact, context.to()).forEach(attribute -> {
                    draft.makes(attribute);
                    Domains.beside(attribute, context).forEach(draft::needs);
                });
            case DOMAIN -> Domains.inside(id, context).forEach(draft::makes);
            case COLUMN -> Domains.beside(fact, context).forEach(draft::needs);
            case OWNER ->
                OwnerChange.of(Mention.parent(id), context, fates.gone())
                        .ifPresent(change -> draft.says(change.grants()));
            default -> {}
        }
        drafts.add(draft);
        drafts.forEach(part -> waits(fact, part));
        kin(id, draft);
        if (Constraints.type(fact).equals("foreign key") && made(Mention.parent(id))) {
            foreignKeys.put(draft.label(), fact);
        }
        return drafts;
    }

    /// Options that a CREATE statement says.
    private boolean withParent(Id parent) {
        return switch (parent.kind()) {
            case INDEX, CONSTRAINT ->
                made(parent)
                        && context.to()
                                .find(parent)
                                .filter(fact -> !Partitions.madeAbove(fact, context))
                                .isPresent();
            case VIEW, MATERIALIZED_VIEW -> made(parent);
            default -> false;
        };
    }

    private static String label(Fact fact) {
        String place = fact.id().kind() == Kind.COLUMN
                ? String.format(
                        "%05d ",
                        Integer.parseInt(fact.detail(Attribute.POSITION).orElse("0")))
                : "";
        String above =
                fact.id().kind() == Kind.COLUMN ? Mention.parent(fact.id()).text() + " " : "";
        return "make " + above + place + fact.id().text();
    }

    private void column(Fact column, Draft draft) {
        Id relation = Mention.parent(column.id());
        String value = "";
        boolean table = relation.kind() == Kind.TABLE || relation.kind() == Kind.FOREIGN_TABLE;
        if (table && !column.is(Attribute.INHERITED)) {
            List<String> words = new ArrayList<>();
            context.to().find(column.id().satellite(Kind.DEFAULT)).ifPresent(fact -> {
                if (!reach.reaches(fact.needs(), relation)) {
                    draft.makes(fact);
                    folded.add(fact.id());
                    words.add(Defaults.beside(fact));
                }
            });
            context.to().find(column.id().satellite(Kind.IDENTITY)).ifPresent(fact -> {
                draft.makes(fact);
                folded.add(fact.id());
                words.add(Identities.generated(fact));
            });
            value = String.join(" ", words);
            TypedTables.attribute(column.id(), context).ifPresent(draft::needs);
        }
        String said = value;
        if (column.is(Attribute.INHERITED) && !Columns.joining(column, context)) {
            Family.parentColumn(column.id(), context.to()).ifPresent(above -> draft.needs(above.id()));
            context.to()
                    .find(column.id().satellite(Kind.DEFAULT))
                    .filter(fact -> fact.is(Attribute.INHERITED))
                    .ifPresent(fact -> {
                        draft.makes(fact);
                        folded.add(fact.id());
                    });
            Family.links(relation, context.to()).forEach(draft::needs);
        }
        boolean leaves = Context.partition(context.from(), relation) && Partitions.moved(relation, context);
        if (Columns.joining(column, context) || leaves) {
            draft.needs(Slots.detached(relation));
        }
        draft.says(Writing.of(column.id(), () -> Columns.add(column, said, context)));
        context.to()
                .find(column.id().satellite(Kind.IDENTITY))
                .filter(identity -> folded.contains(identity.id()))
                .ifPresent(identity -> draft.says(Persistence.identity(identity, context)));
    }

    private void kin(Id id, Draft draft) {
        Kin kin = new Kin(context, fates);
        kin.left(id, draft);
        if (id.kind() == Kind.COLUMN) {
            kin.joined(id, draft);
        }
        if (id.kind() == Kind.PARTITION || id.kind() == Kind.INHERITANCE) {
            parts(id, draft);
            kin.columns(id, draft);
            kin.room(id, draft);
        }
    }

    /// A table is attached when it has the indexes and keys that its parent's take over, and the parent its checks.
    private void parts(Id link, Draft draft) {
        Id table = Mention.parent(link);
        for (Fact part : context.to().children(table)) {
            boolean key = part.id().kind() == Kind.INDEX || part.id().kind() == Kind.CONSTRAINT;
            if (key && made(part.id()) && Partitions.takenOver(part, context) && !Indexes.joins(part, context)) {
                draft.needs(part.id());
            }
        }
        context.to().find(link).flatMap(Family::parent).stream()
                .flatMap(parent -> context.to().children(parent, Kind.CONSTRAINT).stream())
                .filter(check -> Constraints.type(check).equals("check"))
                .forEach(check -> draft.needs(check.id()));
    }

    /// What must happen before, besides what the object needs by itself.
    private void waits(Fact fact, Draft draft) {
        Id id = fact.id();
        TableCopy.await(fact, draft, context);
        switch (id.kind()) {
            case SEQUENCE -> Sequences.owner(fact).ifPresent(draft::needsNot);
            case GRANT -> {
                Id target = Mention.parent(id);
                draft.needs((target.kind() == Kind.COLUMN ? Mention.parent(target) : target).satellite(Kind.OWNER));
            }
            case OWNER ->
                sequences
                        .getOrDefault(Mention.parent(id), List.of())
                        .forEach(sequence -> draft.needs(Slots.owned(sequence)));
            case FUNCTION, PROCEDURE, AGGREGATE -> {
                RowTypes.settled(Optional.of(fact), context, fates.gone()).forEach(draft::needs);
                Overloads.leaving(fact, context, fates.gone())
                        .map(Slots::dropped)
                        .forEach(draft::needs);
            }
            case TRIGGER -> Triggers.above(fact, context.to()).forEach(draft::needs);
            case IDENTITY -> draft.needs(Slots.notNull(Mention.parent(id)));
            case REPLICA_IDENTITY, INHERITANCE, PARTITION ->
                context.from()
                        .children(Mention.parent(id), Kind.COLUMN)
                        .forEach(column -> draft.needs(Slots.notNull(column.id())));
            case INDEX, CONSTRAINT -> {
                taken(fact, draft);
                Partitions.leavingIndexes(Mention.parent(id), context, fates.gone())
                        .map(Slots::dropped)
                        .forEach(draft::needs);
                NotNull.keyed(fact).map(Slots::notNull).forEach(draft::needs);
                Keys.leaving(fact, context, fates.gone()).map(Slots::dropped).forEach(draft::needs);
                if (draft.action().makes().contains(id)) {
                    NamedNotNull.freed(fact, context).ifPresent(draft::destroys);
                    NamedNotNull.of(fact, context)
                            .forEach(found -> draft.needs(found).needs(Slots.validated(found)));
                    brought.getOrDefault(id.text(), List.of())
                            .forEach(part -> Slots.of(part).forEach(draft::makes));
                }
                NamedNotNull.predecessor(fact, context).map(Slots::dropped).ifPresent(draft::needs);
                takenOver.getOrDefault(id.text(), List.of()).forEach(draft::needs);
            }
            default -> {}
        }
    }

    /// An index of a partition with a name of its own is made first, and taken over by its parent's.
    private void taken(Fact fact, Draft draft) {
        Optional<Id> parent = Partitions.above(fact);
        if (Partitions.takenOver(fact, context)) {
            parent.filter(above -> !Indexes.joins(fact, context)).ifPresent(draft::needsNot);
        } else if (parent.isPresent()) {
            draft.needs(parent.get());
            Family.links(Mention.parent(fact.id()), context.to()).forEach(draft::needs);
        }
        if (fact.is(PostgresAttribute.ONLY)) {
            context.families()
                    .after()
                    .getOrDefault(Mention.parent(fact.id()), List.of())
                    .forEach(draft::needs);
        }
        if (InheritedChecks.kept(fact, context)) {
            draft.needs(Slots.detached(Mention.parent(fact.id())));
        }
    }

    /// The statement that gives a sequence to its column, when it was not the column's before.
    private Optional<Draft> owned(Fact sequence) {
        Optional<Fact> before =
                context.from().find(sequence.id()).filter(fact -> !fates.gone().contains(fact.id()));
        Optional<Id> owner = Sequences.owner(sequence);
        boolean same = before.isPresent()
                ? Sequences.owner(before.get()).equals(owner)
                        && owner.map(column -> !fates.gone().contains(column)).orElse(true)
                : owner.isEmpty();
        if (same || fates.refused().containsKey(sequence.id())) {
            return Optional.empty();
        }
        Draft draft = new Draft("own " + sequence.id().text(), Weight.make(Kind.COLUMN));
        draft.makes(Slots.owned(sequence.id())).needs(sequence.id());
        owner.ifPresent(draft::needs);
        before.flatMap(Sequences::owner)
                .filter(column -> owner.equals(Optional.of(column)))
                .filter(column -> !context.copies().leaves(Mention.parent(column)))
                .ifPresent(draft::releases);
        owner.ifPresent(column -> sameOwner(sequence, column).ifPresent(statement -> draft.says(List.of(statement))));
        if (owner.isPresent()) {
            draft.says(List.of(Sequences.owned(sequence)));
        }
        owner.ifPresent(column -> {
            boolean rows = context.from().has(column) && !fates.gone().contains(column);
            boolean drawn = context.to()
                    .find(column.satellite(Kind.DEFAULT))
                    .filter(value -> value.needs().contains(sequence.id()))
                    .isPresent();
            if (rows && drawn && before.isEmpty()) {
                draft.says(List.of(Identities.continued(sequence, Sql.name(sequence.id()), column)));
            }
        });
        return Optional.of(draft);
    }

    /// A table and the sequences of its columns have one owner: the one the table has by then.
    private Optional<String> sameOwner(Fact sequence, Id column) {
        Id table = Mention.parent(column);
        Optional<String> before = role(table);
        Id owning = context.from()
                .find(sequence.id())
                .flatMap(Sequences::owner)
                .map(Mention::parent)
                .orElse(sequence.id());
        Optional<String> own = context.from().has(sequence.id()) ? role(owning) : Optional.empty();
        boolean stands = context.from().has(table) && !fates.gone().contains(table);
        boolean follows = context.copies().leaves(owning) && context.from().has(sequence.id());
        boolean other = stands ? before.isPresent() && !before.equals(own) : own.isPresent() || follows;
        return Optional.of("ALTER SEQUENCE " + Sql.name(sequence.id()) + " OWNER TO ")
                .filter(head -> other)
                .map(head -> head + (stands ? Sql.name(before.orElseThrow()) : "CURRENT_USER"));
    }

    private Optional<String> role(Id object) {
        return context.from()
                .find(object.satellite(Kind.OWNER))
                .flatMap(fact -> fact.get(Attribute.ROLE))
                .filter(role -> !fates.gone().contains(object));
    }
}
