package dev.turnstone.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Everything that a database holds besides rows, as a value: two schemas are equal when their facts are, details
/// aside. Immutable.
public final class Schema {
    private final String dialect;
    private final String version;
    private final Map<Id, Fact> facts;
    private final List<String> unmodelled;
    private final Map<Id, List<Fact>> children;
    private final Map<Kind, List<Fact>> kinds;

    /// @param dialect whose facts these are: `postgresql`, `sqlite`
    /// @param version of the database they were read from: `18.1`
    /// @param facts in any order; each identity once
    /// @param unmodelled what is there and cannot be described, for people, one object each: `operator public.===`
    public Schema(String dialect, String version, Collection<Fact> facts, List<String> unmodelled) {
        this.dialect = dialect;
        this.version = version;
        this.unmodelled = unmodelled.stream().sorted().toList();
        List<Fact> sorted = new ArrayList<>(facts);
        sorted.sort((a, b) -> a.id().compareTo(b.id()));
        Map<Id, Fact> byId = new LinkedHashMap<>(sorted.size() * 2);
        Map<Id, List<Fact>> below = new HashMap<>();
        Map<Kind, List<Fact>> alike = new EnumMap<>(Kind.class);
        for (Fact fact : sorted) {
            if (byId.put(fact.id(), fact) != null) {
                throw new IllegalArgumentException("two facts are called " + fact.id());
            }
            fact.id()
                    .parent()
                    .ifPresent(parent -> below.computeIfAbsent(parent, ignored -> new ArrayList<>())
                            .add(fact));
            alike.computeIfAbsent(fact.id().kind(), ignored -> new ArrayList<>())
                    .add(fact);
        }
        this.facts = Collections.unmodifiableMap(byId);
        this.children = below;
        this.kinds = alike;
    }

    /// A schema in which there is nothing.
    public static Schema empty(String dialect, String version) {
        return new Schema(dialect, version, List.of(), List.of());
    }

    /// Whose facts these are.
    public String dialect() {
        return dialect;
    }

    /// The version of the database they were read from.
    public String version() {
        return version;
    }

    /// All facts, parents before children.
    public Collection<Fact> facts() {
        return facts.values();
    }

    /// All identities, in the order of `facts`.
    public Set<Id> ids() {
        return facts.keySet();
    }

    /// What is there and cannot be described.
    public List<String> unmodelled() {
        return unmodelled;
    }

    /// The fact of that identity.
    public Optional<Fact> find(Id id) {
        return Optional.ofNullable(facts.get(id));
    }

    /// Whether there is a fact of that identity.
    public boolean has(Id id) {
        return facts.containsKey(id);
    }

    /// What belongs directly to `parent`.
    public List<Fact> children(Id parent) {
        return Collections.unmodifiableList(children.getOrDefault(parent, List.of()));
    }

    /// The children of a kind.
    public List<Fact> children(Id parent, Kind kind) {
        return children(parent).stream()
                .filter(fact -> fact.id().kind() == kind)
                .toList();
    }

    /// All facts of a kind.
    public List<Fact> of(Kind kind) {
        return Collections.unmodifiableList(kinds.getOrDefault(kind, List.of()));
    }

    /// Which facts name each identity among their needs.
    public Map<Id, Set<Id>> dependants() {
        Map<Id, Set<Id>> dependants = new HashMap<>();
        for (Fact fact : facts.values()) {
            for (Id need : fact.needs()) {
                dependants
                        .computeIfAbsent(need, ignored -> new LinkedHashSet<>())
                        .add(fact.id());
            }
        }
        return dependants;
    }

    /// SHA-256 over all identities and definitions, as `sha256:…`: equal exactly when the schemas are, whatever the
    /// versions.
    public String fingerprint() {
        Fingerprint fingerprint = new Fingerprint(dialect);
        for (Fact fact : facts.values()) {
            fingerprint.fact(fact.id(), fact.definition());
        }
        return fingerprint.end(unmodelled);
    }

    /// Equal when dialect, identities, definitions and what is not described are.
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Schema schema)
                || !dialect.equals(schema.dialect)
                || !unmodelled.equals(schema.unmodelled)
                || !facts.keySet().equals(schema.facts.keySet())) {
            return false;
        }
        return facts.values().stream()
                .allMatch(fact -> schema.find(fact.id()).map(fact::same).orElse(false));
    }

    @Override
    public int hashCode() {
        return facts.keySet().hashCode();
    }

    @Override
    public String toString() {
        return "schema of " + dialect + " " + version + ", " + facts.size() + " facts";
    }
}
