package dev.turnstone.postgresql;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.schema.TableOrder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes the rows of a small database as statements, and where its sequences stand.
final class PostgresContents {
    private final Connection connection;
    private final Schema schema;
    private final List<String> statements = new ArrayList<>();

    private PostgresContents(Connection connection, Schema schema) {
        this.connection = connection;
        this.schema = schema;
    }

    static List<String> of(Connection connection, Schema schema) throws SQLException {
        PostgresContents contents = new PostgresContents(connection, schema);
        for (Fact table : TableOrder.byForeignKeys(schema)) {
            if (schema.children(table.id(), Kind.PARTITION).isEmpty()) {
                contents.rows(table);
            }
        }
        for (Fact fact : schema.facts()) {
            if (fact.id().kind() == Kind.SEQUENCE) {
                contents.counter(fact.id());
            } else if (fact.id().kind() == Kind.IDENTITY && fact.get("sequence").isPresent()) {
                contents.counter(Id.parse(fact.get("sequence").get()));
            }
        }
        return contents.statements;
    }

    private void rows(Fact table) throws SQLException {
        List<String> columns = schema.children(table.id(), Kind.COLUMN).stream()
                .filter(column -> column.get(Attribute.GENERATED).isEmpty())
                .map(column -> quoted(column.id().name()))
                .toList();
        if (columns.isEmpty()) {
            return;
        }
        String values = columns.stream()
                .map(column -> "pg_catalog.quote_nullable(" + column + "::text)")
                .collect(Collectors.joining(", "));
        boolean parent = table.get(Attribute.PARTITION_KEY).isPresent();
        String query = "SELECT " + values + " FROM " + (parent ? "" : "ONLY ") + name(table.id());
        String head = "INSERT INTO " + name(table.id()) + " (" + String.join(", ", columns)
                + ") OVERRIDING SYSTEM VALUE VALUES (";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    row.add(rows.getString(i));
                }
                statements.add(head + String.join(", ", row) + ")");
            }
        }
    }

    private void counter(Id sequence) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT last_value, pg_catalog.quote_literal("
                        + literal(name(sequence)) + ") FROM " + name(sequence) + " WHERE is_called")) {
            if (row.next()) {
                statements.add("SELECT pg_catalog.setval(" + row.getString(2) + ", " + row.getLong(1) + ")");
            }
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String name(Id id) {
        return Stream.concat(id.parent().stream().map(Id::name), Stream.of(id.name()))
                .map(PostgresContents::quoted)
                .collect(Collectors.joining("."));
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
