package dev.turnstone.hibernate;

import dev.turnstone.schema.EntityDefinition;
import dev.turnstone.schema.EntityDefinition.Column;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What one hierarchy of entities says of one table.
///
/// @param table its identity
/// @param root the uppermost class of the hierarchy
/// @param writes whether rows are written through it
/// @param definition of its columns
record MappedTable(Id table, String root, boolean writes, EntityDefinition definition) {
    /// Reads what the bridge says.
    ///
    /// @param defaultSchema of tables for which the mapping names none; empty when the database has no
    ///     schemas
    static MappedTable of(Map<?, ?> said, String defaultSchema) {
        String schema = text(said, "schema").isEmpty() ? defaultSchema : text(said, "schema");
        Id table = schema.isEmpty()
                ? Id.of(Kind.TABLE, text(said, "table"))
                : Id.of(Kind.SCHEMA, schema).child(Kind.TABLE, text(said, "table"));
        List<Column> columns = new ArrayList<>();
        if (said.get("columns") instanceof Map<?, ?> named) {
            named.forEach((name, column) -> columns.add(column(String.valueOf(name), (List<?>) column)));
        }
        List<String> key =
                list(said, "primaryKey").stream().map(String::valueOf).toList();
        return new MappedTable(
                table,
                text(said, "root"),
                Boolean.parseBoolean(text(said, "writes")),
                new EntityDefinition(text(said, "type"), columns, key));
    }

    /// Whether it is the same class's word on the same table.
    boolean isOfSameClass(MappedTable other) {
        return definition.type().equals(other.definition.type()) && table.equals(other.table);
    }

    private static Column column(String name, List<?> said) {
        return new Column(name, String.valueOf(said.get(0)), said.get(1).equals("not null"));
    }

    private static String text(Map<?, ?> said, String key) {
        return String.valueOf(said.get(key));
    }

    private static List<?> list(Map<?, ?> said, String key) {
        return said.get(key) instanceof List<?> list ? list : List.of();
    }
}
