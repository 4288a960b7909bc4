package dev.turnstone.internal.compare;

import dev.turnstone.DiffOptions.Undeclared;
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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Makes a whole desired state of a partial one, JPA entities: what they cannot speak of is as it is in the schema
/// before. Pure. Constraints and indexes are matched by structure, since their names may be hashes.
final class Completion {
    private static final Set<Kind> MATCHED = Set.of(Kind.CONSTRAINT, Kind.INDEX);
    private final Schema before;
    private final Schema declared;
    private final Undeclared undeclared;
    private final Set<Id> aside;
    private final Set<String> serials;
    private final Map<Id, Fact> whole = new LinkedHashMap<>();
    private final List<Diagnostic> notices = new ArrayList<>();

    /// @param aside tables that no entity maps because they were set aside: they stay
    Completion(Schema before, Schema declared, Undeclared undeclared, Set<Id> aside) {
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
        Set<Id> counterparts = counterparts(dropped);
        Set<Place> taken = new HashSet<>();
        for (Fact fact : declared.facts()) {
            boolean known = fact.id().withinAny(counterparts) || serial(fact);
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
            boolean gone = fact.id().withinAny(dropped) || replaced(fact, taken);
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
                    && undeclared == Undeclared.DROPPED
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
                notices.add(new Diagnostic(
                        Severity.WARNING,
                        "still-used",
                        id.words() + " is in no entity, and stays because "
                                + reader.get().words() + " needs it",
                        Optional.empty(),
                        Optional.empty()));
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

    /// The declared constraints and indexes that are there and stay under another name.
    private Set<Id> counterparts(Set<Id> dropped) {
        Map<String, Id> shapes = new HashMap<>();
        for (Fact fact : declared.facts()) {
            if (MATCHED.contains(fact.id().kind()) && !before.has(fact.id())) {
                shapes.putIfAbsent(shape(fact), fact.id());
            }
        }
        Set<Id> counterparts = new HashSet<>();
        for (Fact fact : before.facts()) {
            boolean candidate = MATCHED.contains(fact.id().kind()) && !declared.has(fact.id());
            if (candidate && !fact.id().withinAny(dropped)) {
                Optional.ofNullable(shapes.remove(shape(fact))).ifPresent(counterparts::add);
            }
        }
        return counterparts;
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
                || old.get(Attribute.TYPE).equals(Optional.of("primary key"))
                || old.get(Attribute.TYPE).equals(Optional.of("check"));
        return mine && Place.of(old).map(taken::contains).orElse(false);
    }

    /// What two constraints or indexes cannot both be of: one kind over the same columns.
    ///
    /// @param columns those, or what a check says of them
    private record Place(Kind kind, Optional<Id> parent, Optional<String> type, String columns) {
        private static final Pattern VALUE =
                Pattern.compile("('(?:[^']|'')*'|\\b[0-9]+(?:\\.[0-9]+)?\\b)(?:::[a-z ]+)?");
        private static final Pattern VALUES = Pattern.compile("\\?(?:\\s*,\\s*\\?)+");

        static Optional<Place> of(Fact fact) {
            boolean check = fact.get(Attribute.TYPE).equals(Optional.of("check"));
            Optional<String> columns = check
                    ? fact.get(Attribute.DEFINITION)
                            .or(() -> fact.get(Attribute.EXPRESSION))
                            .map(Place::sentence)
                    : fact.get(Attribute.COLUMNS);
            return columns.map(same -> new Place(fact.id().kind(), fact.id().parent(), fact.get(Attribute.TYPE), same));
        }

        /// A check without its values: an enum that got one more says the same otherwise.
        private static String sentence(String check) {
            String blank = VALUE.matcher(check).replaceAll("?");
            return VALUES.matcher(blank).replaceAll("?");
        }
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
        return new Fact(said.id(), definition, old.details(), union(old.needs(), said.needs()));
    }

    private static Set<Id> union(Set<Id> some, Set<Id> others) {
        Set<Id> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
