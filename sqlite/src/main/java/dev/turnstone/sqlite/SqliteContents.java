package dev.turnstone.sqlite;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
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

/// Writes the rows of a small database as statements, and where its AUTOINCREMENT counters stand.
final class SqliteContents {
    private SqliteContents() {}

    static List<String> of(Connection connection, Schema schema) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (Fact table : TableOrder.byForeignKeys(schema)) {
            rows(connection, schema, table, statements);
        }
        if (!statements.isEmpty()) {
            counters(connection, statements);
        }
        return statements;
    }

    private static void rows(Connection connection, Schema schema, Fact table, List<String> statements)
            throws SQLException {
        List<String> columns = schema.children(table.id(), Kind.COLUMN).stream()
                .filter(column -> column.get(Attribute.GENERATED).isEmpty())
                .map(column -> quoted(column.id().name()))
                .toList();
        String values = columns.stream().map(column -> "quote(" + column + ")").collect(Collectors.joining(", "));
        String name = quoted(table.id().name());
        String head = "INSERT INTO " + name + " (" + String.join(", ", columns) + ") VALUES (";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + values + " FROM " + name)) {
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    row.add(rows.getString(i));
                }
                statements.add(head + String.join(", ", row) + ")");
            }
        }
    }

    private static void counters(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet there =
                    statement.executeQuery("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_sequence'")) {
                if (!there.next() || there.getInt(1) == 0) {
                    return;
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT quote(name), seq FROM sqlite_sequence"
                    + " WHERE name NOT LIKE 'turnstone\\_%' ESCAPE '\\' ORDER BY name")) {
                while (rows.next()) {
                    statements.add("UPDATE sqlite_sequence SET seq = " + rows.getLong(2) + " WHERE name = "
                            + rows.getString(1));
                }
            }
        }
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
