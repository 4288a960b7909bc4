package dev.turnstone.postgresql.inspector;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A fact of which not everything is known yet. What is empty or false is not written down.
final class Draft {
    private final Id id;
    private final Map<String, String> definition = new TreeMap<>();
    private final Map<String, String> details = new TreeMap<>();
    private final Set<Id> needs = new HashSet<>(4);

    Draft(Id id) {
        this.id = id;
    }

    Id id() {
        return id;
    }

    Draft set(String attribute, String value) {
        if (!value.isEmpty()) {
            definition.put(attribute, value);
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
        if (!value.isEmpty()) {
            details.put(name, value);
        }
        return this;
    }

    Draft serverMade(boolean serverMade) {
        return detail(Attribute.SERVER_MADE, serverMade ? "true" : "");
    }

    /// Another object that must exist; what the object belongs to, and what belongs to it, is not one.
    Draft need(Id other) {
        if (!id.within(other) && !other.within(id)) {
            needs.add(other);
        }
        return this;
    }

    Fact fact() {
        return new Fact(id, definition, details, needs);
    }
}
