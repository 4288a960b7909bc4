package dev.turnstone.postgresql.inspector;

import java.util.ArrayList;
import java.util.List;

/// A list of `name = value` in parentheses, as many CREATE statements take it.
final class Definition {
    private final List<String> entries = new ArrayList<>();

    /// An entry, unless its value is empty.
    Definition add(String name, String value) {
        if (!value.isEmpty()) {
            entries.add(name + " = " + value);
        }
        return this;
    }

    /// An entry whose value is a text, unless it is empty.
    Definition quoted(String name, String value) {
        return value.isEmpty() ? this : add(name, literal(value));
    }

    /// An entry without a value.
    Definition flag(String name, boolean present) {
        if (present) {
            entries.add(name);
        }
        return this;
    }

    String text() {
        return "(" + String.join(", ", entries) + ")";
    }

    static String literal(String text) {
        String doubled = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\\') < 0 ? doubled : "E" + doubled.replace("\\", "\\\\");
    }
}
