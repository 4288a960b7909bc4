package dev.turnstone.schema;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One object of a schema.
///
/// @param id who it is
/// @param definition what it is, attribute by attribute (names in [Attribute]); never its own name. Two objects are
/// equal when
///     their identities and definitions are
/// @param details what is worth knowing and does not make it another object: the place of a column, whether a name
///     was made by the server
/// @param needs the objects that must exist for it to exist, its parent aside; a name it holds that belongs to nothing
///     of the schema is not among them
public record Fact(Id id, Map<String, String> definition, Map<String, String> details, Set<Id> needs) {
    public Fact {
        definition = sorted(definition);
        details = sorted(details);
        needs = Set.copyOf(needs);
    }

    /// Most maps hold one attribute or none, and a large schema has many facts.
    private static Map<String, String> sorted(Map<String, String> map) {
        return map.size() < 2 ? Map.copyOf(map) : Collections.unmodifiableMap(new TreeMap<>(map));
    }

    /// An object of which nothing but the definition is known.
    public static Fact of(Id id, Map<String, String> definition) {
        return new Fact(id, definition, Map.of(), Set.of());
    }

    /// An attribute of the definition.
    public Optional<String> get(String attribute) {
        return Optional.ofNullable(definition.get(attribute));
    }

    /// A detail.
    public Optional<String> detail(String name) {
        return Optional.ofNullable(details.get(name));
    }

    /// The same object with one more detail.
    public Fact with(String detail, String value) {
        Map<String, String> more = new TreeMap<>(details);
        more.put(detail, value);
        return new Fact(id, definition, more, needs);
    }

    /// Whether an attribute of the definition says `true`.
    public boolean is(String attribute) {
        return "true".equals(definition.get(attribute));
    }

    /// Whether `other` is the same object with the same definition.
    public boolean same(Fact other) {
        return id.equals(other.id) && definition.equals(other.definition);
    }
}
