package dev.turnstone.postgresql.inspector;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A fact of which not everything is known yet. What is empty or false is not written down.
final class Draft {
    private final Id id;
    private Map<String, String> definition = Map.of();
    private final boolean bare;
    private Map<String, String> details = Map.of();
    private Set<Id> needs = Set.of();

    /// @param bare whether only the definition is wanted
    Draft(Id id, boolean bare) {
        this.id = id;
        this.bare = bare;
    }

    Id id() {
        return id;
    }

    Draft set(String attribute, String value) {
        if (!value.isEmpty()) {
            definition = with(definition, attribute, value);
        }
        return this;
    }

    Draft set(String attribute, boolean value) {
        return set(attribute, value ? "true" : "");
    }

    String get(String attribute) {
        return definition.getOrDefault(attribute, "");
    }

    Draft detail(String name, String value) {
        if (!value.isEmpty() && !bare) {
            details = with(details, name, value);
        }
        return this;
    }

    /// Most facts say one thing, and there are many facts.
    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        if (map.isEmpty()) {
            return Map.of(name, value);
        }
        Map<String, String> more = map.size() == 1 ? new TreeMap<>(map) : map;
        more.put(name, value);
        return more;
    }

    Draft serverMade(boolean serverMade) {
        return detail(Attribute.SERVER_MADE, serverMade ? "true" : "");
    }

    /// Another object that must exist; what the object belongs to, and what belongs to it, is not one.
    Draft need(Id other) {
        if (!bare && !id.within(other) && !other.within(id)) {
            if (needs.isEmpty()) {
                needs = new HashSet<>(4);
            }
            needs.add(other);
        }
        return this;
    }

    Map<String, String> definition() {
        return Collections.unmodifiableMap(definition);
    }

    Fact fact() {
        return new Fact(id, definition, details, needs);
    }
}
