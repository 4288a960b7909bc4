package dev.turnstone.hibernate;

import dev.turnstone.schema.EntityDefinition;
import dev.turnstone.schema.EntityDefinition.Column;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one hierarchy of entities says of one table.
///
/// @param table its identity
/// @param root the uppermost class of the hierarchy
/// @param writes whether rows are written through it
/// @param definition of its columns
/// @param sequence that its key is drawn from, if any
/// @param increment of the sequence
record MappedTable(
        Id table, String root, boolean writes, EntityDefinition definition, Optional<Id> sequence, String increment) {
    /// Reads what the bridge says.
    ///
    /// @param defaultSchema of tables for which the mapping names none; empty when the database has no
    ///     schemas
    static MappedTable of(Map<?, ?> said, String defaultSchema) {
        Id table = id(Kind.TABLE, text(said, "schema"), text(said, "table"), defaultSchema);
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
                new EntityDefinition(text(said, "type"), columns, key),
                said.get("sequence") == null
                        ? Optional.empty()
                        : Optional.of(
                                id(Kind.SEQUENCE, text(said, "sequenceSchema"), text(said, "sequence"), defaultSchema)),
                said.get("increment") == null ? "1" : text(said, "increment"));
    }

    private static Id id(Kind kind, String named, String name, String defaultSchema) {
        String schema = named.isEmpty() ? defaultSchema : named;
        return schema.isEmpty() ? Id.of(kind, name) : Id.of(Kind.SCHEMA, schema).child(kind, name);
    }

    /// The column of its key, when that is one.
    Optional<Id> key() {
        List<String> key = definition.primaryKey();
        return key.size() == 1 ? Optional.of(table.child(Kind.COLUMN, key.get(0))) : Optional.empty();
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
