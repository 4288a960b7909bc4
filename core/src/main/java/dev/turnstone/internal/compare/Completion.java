package dev.turnstone.internal.compare;

import dev.turnstone.DiffOptions;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.EntityScope;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes a whole desired state of a partial one, JPA entities: what they cannot speak of is as it is in the schema
/// before. Pure. Constraints and indexes are matched by structure, since their names may be hashes.
final class Completion {
    private static final Set<Kind> MATCHED = Set.of(Kind.CONSTRAINT, Kind.INDEX);
    private final Schema before;
    private final Schema declared;
    private final DiffOptions.Undeclared undeclared;
    private final Set<Id> aside;
    private final Set<String> serials;
    private final Undeclared rules;
    private final Map<Id, Fact> whole = new LinkedHashMap<>();
    private final List<Diagnostic> notices = new ArrayList<>();

    /// @param aside tables that no entity maps because they were set aside: they stay
    Completion(Schema before, Schema declared, DiffOptions.Undeclared undeclared, Set<Id> aside) {
        this(before, declared, undeclared, aside, Provenance.UNKNOWN);
    }

    /// @param aside tables that no entity maps because they were set aside: they stay
    /// @param provenance who wrote the schema before
    Completion(
            Schema before, Schema declared, DiffOptions.Undeclared undeclared, Set<Id> aside, Provenance provenance) {
        this.rules = new Undeclared(provenance, declared);
        this.before = before;
        this.declared = declared;
        this.undeclared = undeclared;
        this.aside = aside;
        this.serials = before.of(Kind.SEQUENCE).stream()
                .flatMap(sequence -> sequence.get(Attribute.PARENT).stream())
                .collect(Collectors.toSet());
    }

    List<Diagnostic> notices() {
        return notices;
    }

    /// The whole desired state.
    Schema schema() {
        Set<Id> dropped = dropped();
        Map<Id, Id> counterparts = counterparts(dropped);
        Set<Place> taken = new HashSet<>();
        for (Fact fact : declared.facts()) {
            boolean known = fact.id().withinAny(counterparts.keySet()) || serial(fact);
            if (!known) {
                if (!before.has(fact.id())) {
                    Place.of(fact).ifPresent(taken::add);
                }
                whole.put(
                        fact.id(),
                        before.find(fact.id()).map(old -> joined(old, fact)).orElse(fact));
            }
        }
        for (Fact fact : before.facts()) {
            if (replaced(fact, taken)) {
                dropped.add(fact.id());
            }
        }
        dropped.addAll(undeclared(dropped, counterparts));
        for (Fact fact : before.facts()) {
            boolean gone = fact.id().withinAny(dropped);
            if (!gone && !whole.containsKey(fact.id())) {
                whole.put(fact.id(), fact);
            }
        }
        return new Schema(before.dialect(), before.version(), new ArrayList<>(whole.values()), before.unmodelled());
    }

    /// The tables and columns that are to go, with what needs them and can go.
    private Set<Id> dropped() {
        Set<Id> dropped = new LinkedHashSet<>();
        for (Fact fact : before.facts()) {
            Id id = fact.id();
            boolean table = id.kind() == Kind.TABLE
                    && !declared.has(id)
                    && undeclared == DiffOptions.Undeclared.DROPPED
                    && !aside.contains(id);
            boolean column =
                    id.kind() == Kind.COLUMN && id.parent().map(declared::has).orElse(false) && !declared.has(id);
            boolean identity =
                    id.kind() == Kind.IDENTITY && id.parent().map(declared::has).orElse(false) && !declared.has(id);
            if (table || column || identity) {
                dropped.add(id);
            }
        }
        Map<Id, List<Id>> readers = readers();
        for (Id id : List.copyOf(dropped)) {
            Optional<Id> reader = readers.getOrDefault(id, List.of()).stream()
                    .filter(reading -> !reading.withinAny(dropped))
                    .findFirst();
            if (reader.isPresent()) {
                dropped.remove(id);
                notices.add(stillUsed(id, reader.get()));
            }
        }
        for (Fact fact : before.facts()) {
            if (fact.needs().stream().anyMatch(need -> need.withinAny(dropped))) {
                dropped.add(fact.id());
            }
        }
        return dropped;
    }

    /// For everything that is there, what needs it or a part of it and cannot go with it.
    private Map<Id, List<Id>> readers() {
        Map<Id, List<Id>> readers = new HashMap<>();
        for (Fact fact : before.facts()) {
            if (MATCHED.contains(fact.id().kind()) || fact.id().kind() == Kind.SEQUENCE) {
                continue;
            }
            for (Id need : fact.needs()) {
                for (Optional<Id> at = Optional.of(need);
                        at.isPresent();
                        at = at.get().parent()) {
                    readers.computeIfAbsent(at.get(), ignored -> new ArrayList<>())
                            .add(fact.id());
                }
            }
        }
        return readers;
    }

    /// The constraints and indexes that no entity declares and that go; those that somebody must decide about are told.
    private Set<Id> undeclared(Set<Id> dropped, Map<Id, Id> counterparts) {
        Set<Id> matched = Set.copyOf(counterparts.values());
        Set<Place> places = new HashSet<>();
        declared.facts().stream()
                .filter(fact -> MATCHED.contains(fact.id().kind()))
                .forEach(fact -> Place.of(fact).ifPresent(places::add));
        Set<Id> going = new LinkedHashSet<>();
        for (Fact fact : before.facts()) {
            Id id = fact.id();
            boolean said = declared.has(id) && !counterparts.containsKey(id);
            boolean open = MATCHED.contains(id.kind()) && !said && !matched.contains(id);
            if (open
                    && !id.withinAny(dropped)
                    && !Place.of(fact).map(places::contains).orElse(false)) {
                switch (rules.fate(fact)) {
                    case DROPPED -> going.add(id);
                    case COUNTED -> decided(id, Severity.WARNING, "undeclared", going);
                    case TOLD -> decided(id, Severity.NOTICE, "undeclared-check", going);
                    case KEPT -> {}
                }
            }
        }
        going.removeIf(id -> used(id, dropped, going));
        return going;
    }

    private void decided(Id id, Severity severity, String rule, Set<Id> going) {
        if (undeclared == DiffOptions.Undeclared.DROPPED) {
            going.add(id);
            return;
        }
        notices.add(new Diagnostic(
                severity,
                rule,
                id.words() + " is declared by no entity, and stays",
                Optional.empty(),
                Optional.of(
                        "declare it; or drop it with --drop-undeclared; or leave it out of comparisons with ignore")));
    }

    /// Whether something that stays needs a constraint or an index, which then stays too and is told.
    private boolean used(Id id, Set<Id> dropped, Set<Id> going) {
        Optional<Id> reader = before.facts().stream()
                .filter(fact -> fact.needs().contains(id))
                .map(Fact::id)
                .filter(reading -> !reading.withinAny(dropped) && !reading.withinAny(going))
                .findFirst();
        reader.ifPresent(reading -> notices.add(stillUsed(id, reading)));
        return reader.isPresent();
    }

    private static Diagnostic stillUsed(Id id, Id reader) {
        return new Diagnostic(
                Severity.WARNING,
                "still-used",
                id.words() + " is in no entity, and stays because " + reader.words() + " needs it",
                Optional.empty(),
                Optional.empty());
    }

    /// The declared constraints and indexes that are there and stay under another name, and which those are.
    private Map<Id, Id> counterparts(Set<Id> dropped) {
        Map<String, Id> shapes = new HashMap<>();
        for (Fact fact : declared.facts()) {
            if (MATCHED.contains(fact.id().kind()) && !stands(fact)) {
                shapes.putIfAbsent(shape(fact), fact.id());
            }
        }
        Map<Id, Id> counterparts = new HashMap<>();
        for (Fact fact : before.facts()) {
            boolean candidate = MATCHED.contains(fact.id().kind())
                    && declared.find(fact.id())
                            .map(same -> !shape(same).equals(shape(fact)))
                            .orElse(true);
            if (candidate && !fact.id().withinAny(dropped)) {
                Optional.ofNullable(shapes.remove(shape(fact))).ifPresent(asked -> counterparts.put(asked, fact.id()));
            }
        }
        return counterparts;
    }

    /// Whether it is there, under its own name.
    private boolean stands(Fact fact) {
        return before.find(fact.id())
                .map(same -> shape(same).equals(shape(fact)))
                .orElse(false);
    }

    /// Whether an identity is asked for where the column has the default of a sequence it owns: that serves as well.
    private boolean serial(Fact fact) {
        return fact.id().nearest(Kind.IDENTITY).isPresent()
                && fact.id()
                        .nearest(Kind.COLUMN)
                        .map(column -> serials.contains(column.text()))
                        .orElse(false);
    }

    private static String shape(Fact fact) {
        return fact.id().parent().map(Id::text).orElse("") + fact.id().kind() + fact.definition();
    }

    /// Whether a declared constraint or index takes its place: another one over the same columns, of the same kind; of
    /// checks, one that says the same with other values.
    private boolean replaced(Fact old, Set<Place> taken) {
        if (!MATCHED.contains(old.id().kind()) || declared.has(old.id())) {
            return false;
        }
        boolean mine = EntityScope.providerMade(old.id().name())
                || rules.provenance().made(old)
                || old.get(Attribute.TYPE).equals(Optional.of("primary key"))
                || old.get(Attribute.TYPE).equals(Optional.of("check"));
        return mine && Place.of(old).map(taken::contains).orElse(false);
    }

    /// What entities say of an object that is there, and what they cannot say as it is.
    private static Fact joined(Fact old, Fact said) {
        Set<String> spoken = switch (said.id().kind()) {
            case COLUMN ->
                said.get(Attribute.GENERATED).isPresent()
                        ? Set.of(Attribute.TYPE, Attribute.NOT_NULL, Attribute.GENERATED, Attribute.EXPRESSION)
                        : Set.of(Attribute.TYPE, Attribute.NOT_NULL);
            case TABLE -> Set.of();
            case SEQUENCE -> Set.of("increment");
            case IDENTITY -> Set.of(Attribute.GENERATED);
            default -> said.definition().keySet();
        };
        Map<String, String> definition = new HashMap<>(old.definition());
        spoken.forEach(definition::remove);
        said.definition().forEach((name, value) -> {
            if (spoken.contains(name)) {
                definition.put(name, value);
            }
        });
        Fact joined = new Fact(said.id(), definition, old.details(), union(old.needs(), said.needs()));
        return said.detail(Attribute.DRAWN_BY)
                .map(columns -> joined.with(Attribute.DRAWN_BY, columns))
                .orElse(joined);
    }

    private static Set<Id> union(Set<Id> some, Set<Id> others) {
        Set<Id> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
