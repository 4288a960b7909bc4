package dev.turnstone.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The way from one schema to another, and what must hold at each place of it that others can see: nothing that stands
/// before and after is missing, and nobody may do what neither lets them. Pure.
public final class Transition {
    /// Facts that say who may do what: compared by what they amount to, not one by one.
    private static final Set<Kind> RIGHTS = Set.of(Kind.GRANT, Kind.OWNER);
    /// What keeps others from doing something to a table, which it is made with.
    private static final Set<Kind> GUARDS = Set.of(Kind.TRIGGER, Kind.RULE, Kind.ROW_SECURITY, Kind.POLICY);
    /// What others see of a definition while it is being changed, and what says nothing.
    private static final Set<String> PASSING = Set.of("not-valid");

    private final Map<Id, Id> names;
    private final Schema before;
    private final Schema after;

    /// @param names of what is renamed on the way, from the name before to the name after; an object below one of them
    ///     moves with it
    public Transition(Schema before, Schema after, Map<Id, Id> names) {
        this.names = extended(names);
        this.before = renamed(before);
        this.after = after;
    }

    /// With the names that a column has when its table is called anew and it is not yet.
    private static Map<Id, Id> extended(Map<Id, Id> names) {
        Map<Id, Id> all = new LinkedHashMap<>(names);
        names.forEach((from, to) -> from.parent()
                .map(parent -> renamed(parent, names))
                .ifPresent(parent -> all.put(parent.child(from.kind(), from.name()), to)));
        return all;
    }

    private static Id renamed(Id id, Map<Id, Id> names) {
        Id own = names.get(id);
        if (own != null) {
            return own;
        }
        return id.parent()
                .map(parent -> renamed(parent, names).child(id.kind(), id.name()))
                .orElse(id);
    }

    private Schema renamed(Schema schema) {
        if (names.isEmpty()) {
            return schema;
        }
        Map<Id, Fact> facts = new HashMap<>();
        for (Fact fact : schema.facts()) {
            Id id = renamed(fact.id(), names);
            facts.put(id, new Fact(id, fact.definition(), fact.details(), fact.needs()));
        }
        return new Schema(schema.dialect(), schema.version(), facts.values(), schema.unmodelled());
    }

    /// What is wrong with a schema that others see on the way, one line each; empty when nothing is.
    public List<String> faults(Schema seen) {
        Schema between = renamed(seen);
        List<String> faults = new ArrayList<>();
        Set<Id> missing = new HashSet<>();
        for (Fact fact : before.facts()) {
            Optional<Fact> later = after.find(fact.id());
            if (later.isPresent() && !RIGHTS.contains(fact.id().kind())) {
                Optional<Fact> now = between.find(fact.id());
                if (now.isEmpty()) {
                    missing.add(fact.id());
                    if (fact.id()
                            .parent()
                            .map(above -> !above.withinAny(missing))
                            .orElse(true)) {
                        faults.add(fact.id().words() + " is missing");
                    }
                } else {
                    other(fact, now.get(), later.get()).ifPresent(faults::add);
                }
            }
        }
        bare(between).forEach(faults::add);
        faults.addAll(new AccessComparison(before, between, after, !names.isEmpty()).faults());
        return faults;
    }

    /// What is so before and after, and otherwise in between.
    private static Optional<String> other(Fact earlier, Fact now, Fact later) {
        Set<String> attributes = new TreeSet<>(earlier.definition().keySet());
        attributes.addAll(now.definition().keySet());
        List<String> others = new ArrayList<>();
        for (String attribute : attributes) {
            Optional<String> kept = earlier.get(attribute);
            if (!PASSING.contains(attribute) && kept.equals(later.get(attribute)) && !kept.equals(now.get(attribute))) {
                others.add(
                        attribute + " is " + now.get(attribute).orElse("none") + " instead of " + kept.orElse("none"));
            }
        }
        return others.isEmpty() ? Optional.empty() : Optional.of(now.id().words() + ": " + String.join(", ", others));
    }

    /// New tables and views that stand without what guards them.
    private List<String> bare(Schema between) {
        List<String> bare = new ArrayList<>();
        for (Fact guard : after.facts()) {
            Optional<Id> table = guard.id().parent();
            if (GUARDS.contains(guard.id().kind())
                    && table.isPresent()
                    && between.has(table.get())
                    && !before.has(table.get())
                    && !between.has(guard.id())) {
                bare.add("new " + table.get().words() + " stands without "
                        + guard.id().words());
            }
        }
        return bare;
    }
}
