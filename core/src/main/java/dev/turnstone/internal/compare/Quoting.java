package dev.turnstone.internal.compare;

import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import java.util.List;
import java.util.stream.Collectors;

/// Names in the standard's quotes, which every dialect reads.
final class Quoting {
    private Quoting() {}

    static String name(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /// A table with its schema, where it has one.
    static String table(Id table) {
        return table.parent().map(schema -> name(schema.name()) + ".").orElse("") + name(table.name());
    }

    static String columns(List<Fact> columns) {
        return columns.stream().map(column -> name(column.id().name())).collect(Collectors.joining(", "));
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
