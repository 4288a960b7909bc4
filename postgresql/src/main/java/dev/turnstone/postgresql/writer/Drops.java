package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What takes objects down: one statement each, for itself and all that goes with it. Never CASCADE.
final class Drops {
    private final Context context;
    private final Rules rules;
    private final Fates fates;
    private final Online online;

    Drops(Context context, Rules rules, Fates fates, Online online) {
        this.online = online;
        this.context = context;
        this.rules = rules;
        this.fates = fates;
    }

    /// The drafts; the types that are renewed are not among them.
    List<Draft> drafts() {
        Set<Id> first = mutualKeys();
        first.addAll(circular());
        Map<Id, List<Fact>> groups = new TreeMap<>();
        for (Id id : fates.gone()) {
            Id carrier = first.contains(id) ? id : fates.carrier(id);
            if (carrier.kind() == Kind.TABLE && context.copies().leaves(carrier)) {
                carrier = context.copies().root(carrier).orElseThrow();
            }
            groups.computeIfAbsent(carrier, ignored -> new ArrayList<>())
                    .add(context.from().find(id).orElseThrow());
        }
        List<Draft> drafts = new ArrayList<>();
        groups.forEach((carrier, group) -> {
            if (fates.altered().get(carrier) instanceof Alteration.Renewed) {
                return;
            }
            if (carrier.kind() == Kind.TABLE && context.copies().leaves(carrier)) {
                drafts.addAll(new TableCopy(context, rules, fates.gone(), carrier, group).drafts());
                return;
            }
            Draft draft = draft(carrier, group);
            drafts.add(draft);
            if (online.drops(context.from().find(carrier).orElseThrow())) {
                dropped(carrier, draft).ifPresent(drafts::add);
            }
        });
        return drafts;
    }

    /// Drops an index while its table is in use: after everything else, under another name when it comes back.
    private Optional<Draft> dropped(Id index, Draft draft) {
        Fact fact = context.from().find(index).orElseThrow();
        String concurrently = "DROP INDEX CONCURRENTLY ";
        if (!context.to().has(index)) {
            draft.says(List.of(concurrently + Mention.index(index)), StepKind.CONCURRENT_DROP, index);
            return Optional.empty();
        }
        if (!online.standsAside(fact)) {
            return Optional.empty();
        }
        String name = Temporary.name(index.name(), "old");
        draft.says(
                List.of("ALTER INDEX " + Mention.index(index) + " RENAME TO " + Sql.name(name)),
                StepKind.TRANSACTIONAL,
                index);
        return Optional.of(new Draft("forget " + index.text(), Weight.drop(Kind.INDEX, false))
                .says(List.of(concurrently + Mention.index(Mention.parent(index).child(Kind.INDEX, name))))
                .needs(index)
                .releases(fact)
                .online(StepKind.CONCURRENT_DROP, index));
    }

    private Draft draft(Id carrier, List<Fact> group) {
        Fact fact = context.from().find(carrier).orElseThrow();
        boolean back = context.to().has(carrier);
        Draft draft = new Draft("drop " + carrier.text(), Weight.drop(carrier.kind(), back));
        boolean handedOver = carrier.kind() == Kind.GRANT
                && OwnerChange.covering(carrier, context, fates.gone()).isPresent();
        if (carrier.kind() == Kind.TABLE && referredAbove(carrier)) {
            draft.says(Writing.of(carrier, () -> new Links().drop(link(carrier), context)));
        }
        if (!handedOver) {
            draft.says(Writing.of(carrier, () -> rules.drop(fact, context)));
        }
        if (carrier.kind() == Kind.OWNER) {
            OwnerChange.of(Mention.parent(carrier), context, fates.gone())
                    .ifPresent(change -> draft.says(change.grants()));
        }
        group.forEach(draft::destroys);
        for (Fact part : group) {
            if (part.id().kind() == Kind.PARTITION || part.id().kind() == Kind.INHERITANCE) {
                draft.makes(Slots.detached(Mention.parent(part.id())));
            }
        }
        Kin kin = new Kin(context, fates);
        kin.left(carrier, draft);
        kin.joinedFirst(carrier, draft);
        NamedNotNull.taken(fact, context).ifPresent(draft::makes);
        NamedNotNull.keys(fact, context, fates.gone()).map(Slots::dropped).forEach(draft::needs);
        boolean column = carrier.kind() == Kind.COLUMN;
        boolean check = Constraints.type(fact).equals("check");
        boolean value = carrier.kind() == Kind.DEFAULT;
        if (column
                || check
                || value
                || carrier.kind() == Kind.IDENTITY
                || Overloads.routine(carrier)
                || Constraints.type(fact).equals("not null")) {
            draft.makes(Slots.dropped(carrier));
        }
        if (check) {
            kin.goesAbove(carrier).map(Slots::dropped).forEach(draft::needs);
        }
        group.stream()
                .filter(part -> Keys.unique(part) || part.id().kind() == Kind.INDEX)
                .forEach(key -> draft.makes(Slots.dropped(key.id())));
        if (Partitions.above(fact).isPresent()
                && !fact.is(Attribute.INHERITED)
                && fates.gone().contains(Mention.parent(carrier).satellite(Kind.PARTITION))) {
            draft.needs(Slots.detached(Mention.parent(carrier)));
        }
        if (fact.is(Attribute.INHERITED) && (column || Partitions.detached(fact, context))) {
            draft.needs(Slots.detached(Mention.parent(carrier)));
        }
        return draft;
    }

    private Fact link(Id partition) {
        return context.from().find(partition.satellite(Kind.PARTITION)).orElseThrow();
    }

    /// Whether a foreign key refers to a partitioned table that stays, or will by then: then a partition is
    /// detached before it goes.
    private boolean referredAbove(Id partition) {
        Set<String> above = new HashSet<>();
        Id table = partition;
        while (context.from().has(table.satellite(Kind.PARTITION))) {
            table = Family.parent(link(table)).orElseThrow();
            if (!fates.gone().contains(table)) {
                above.add(table.text());
            }
        }
        return !above.isEmpty()
                && Stream.of(context.from(), context.to())
                        .flatMap(schema -> schema.of(Kind.CONSTRAINT).stream())
                        .anyMatch(key -> key.get(Attribute.REFERENCES)
                                .filter(above::contains)
                                .isPresent());
    }

    /// Parts of tables and domains that call what itself needs the whole: they go first.
    private Set<Id> circular() {
        Set<Id> circular = new HashSet<>();
        Reach reach = new Reach(context.from());
        for (Id id : fates.gone()) {
            boolean part = switch (id.kind()) {
                case DEFAULT, CONSTRAINT, TRIGGER, POLICY, RULE, INDEX -> true;
                case COLUMN ->
                    context.from()
                            .find(id)
                            .flatMap(fact -> fact.get(Attribute.GENERATED))
                            .isPresent();
                default -> false;
            };
            Optional<Id> whole =
                    id.nearest(Kind.TABLE).or(() -> id.nearest(Kind.DOMAIN)).filter(fates.gone()::contains);
            Fact fact = context.from().find(id).orElseThrow();
            boolean own = fact.get(Attribute.REFERENCES).isEmpty() && !fact.is(Attribute.INHERITED);
            boolean circle = part && own && whole.isPresent() && reach.reaches(fact.needs(), whole.get());
            if (circle || Domains.goesFirst(id, context, fates)) {
                circular.add(id);
            }
        }
        return circular;
    }

    /// Foreign keys of tables that all go and refer to each other in a circle: they go first.
    private Set<Id> mutualKeys() {
        Map<Id, Set<Id>> referred = new HashMap<>();
        Map<Id, Integer> referring = new HashMap<>();
        List<Fact> keys = new ArrayList<>();
        for (Id id : fates.gone()) {
            if (id.kind() == Kind.CONSTRAINT && fates.gone().contains(Mention.parent(id))) {
                Fact key = context.from().find(id).orElseThrow();
                Id own = Mention.parent(id);
                key.get(Attribute.REFERENCES).map(Id::parse).ifPresent(other -> {
                    if (!other.equals(own) && fates.gone().contains(other)) {
                        keys.add(key);
                        if (referred.computeIfAbsent(own, ignored -> new HashSet<>())
                                .add(other)) {
                            referring.merge(other, 1, Integer::sum);
                        }
                    }
                });
            }
        }
        Set<Id> free = free(referred, referring);
        Set<Id> mutual = new HashSet<>();
        for (Fact key : keys) {
            Id other = key.get(Attribute.REFERENCES).map(Id::parse).orElseThrow();
            if (!free.contains(Mention.parent(key.id())) && !free.contains(other)) {
                mutual.add(key.id());
            }
        }
        return mutual;
    }

    /// Tables that can go one after the other, each when none that is left refers to it.
    private static Set<Id> free(Map<Id, Set<Id>> referred, Map<Id, Integer> referring) {
        Set<Id> free = new HashSet<>();
        Deque<Id> open = new ArrayDeque<>();
        referred.keySet().stream()
                .filter(table -> !referring.containsKey(table))
                .forEach(open::add);
        while (!open.isEmpty()) {
            Id table = open.remove();
            free.add(table);
            for (Id other : referred.getOrDefault(table, Set.of())) {
                if (referring.merge(other, -1, Integer::sum) == 0) {
                    open.add(other);
                }
            }
        }
        return free;
    }
}
