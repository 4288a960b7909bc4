package dev.turnstone.sqlite.inspector;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Gathers a fact's attributes: false and empty ones are not said.
final class Definition {
    private final Map<String, String> attributes = new TreeMap<>();

    Definition flag(String attribute, boolean value) {
        if (value) {
            attributes.put(attribute, "true");
        }
        return this;
    }

    Definition text(String attribute, String value) {
        if (!value.isEmpty()) {
            attributes.put(attribute, value);
        }
        return this;
    }

    Definition text(String attribute, Optional<String> value) {
        value.ifPresent(present -> text(attribute, present));
        return this;
    }

    Map<String, String> map() {
        return attributes;
    }
}
