package dev.turnstone.sqlite.inspector;

import dev.turnstone.dialect.Inspector;
import dev.turnstone.schema.Schema;
import dev.turnstone.sqlite.inspector.CatalogRows.StoredColumn;
import dev.turnstone.sqlite.inspector.CatalogRows.StoredObject;
import dev.turnstone.sqlite.text.SqliteWords;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads schemas: the stored statements, token by token, held against what SQLite's own pragmas say. Three queries in
/// one read transaction, whatever the number of tables.
public final class SqliteInspector implements Inspector {
    private static final String OBJECTS = "SELECT type, name, tbl_name, sql FROM main.sqlite_master ORDER BY rowid";
    private static final String COLUMNS = "SELECT lower(m.name), c.name, c.type, c.\"notnull\", c.hidden, c.pk"
            + " FROM main.sqlite_master m, pragma_table_xinfo(m.name, 'main') c"
            + " WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY m.rowid, c.cid";
    private static final String SHADOWS =
            "SELECT lower(name) FROM pragma_table_list" + " WHERE schema = 'main' AND type = 'shadow'";

    @Override
    public Schema inspect(Connection connection, String historySchema) throws SQLException {
        return SchemaFacts.of(rows(connection));
    }

    @Override
    public String fingerprint(Connection connection, String historySchema) throws SQLException {
        return SchemaFacts.fingerprint(rows(connection));
    }

    @Override
    public Schema fresh(String version) {
        return Schema.empty("sqlite", version);
    }

    private static CatalogRows rows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            try {
                return rows(statement);
            } finally {
                statement.execute("ROLLBACK");
            }
        }
    }

    private static CatalogRows rows(Statement statement) throws SQLException {
        // Equal names and types are the same object: there are few different ones.
        Map<String, String> known = new HashMap<>();
        List<StoredObject> objects = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(OBJECTS)) {
            while (rows.next()) {
                objects.add(new StoredObject(
                        known.computeIfAbsent(text(rows, 1), type -> type),
                        known.computeIfAbsent(text(rows, 2), name -> name),
                        known.computeIfAbsent(text(rows, 3), table -> table),
                        text(rows, 4)));
            }
        }
        Map<String, List<StoredColumn>> columns = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                columns.computeIfAbsent(text(rows, 1), absent -> new ArrayList<>(4))
                        .add(new StoredColumn(
                                known.computeIfAbsent(text(rows, 2), name -> name),
                                known.computeIfAbsent(text(rows, 3), type -> type),
                                rows.getBoolean(4),
                                rows.getInt(5),
                                rows.getInt(6)));
            }
        }
        String version = version(statement);
        boolean listed = objects.stream().anyMatch(StoredObject::virtual) && listsTables(version);
        return new CatalogRows(version, objects, columns, listed ? shadows(statement) : Set.of());
    }

    private static String version(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT sqlite_version()")) {
            rows.next();
            return text(rows, 1);
        }
    }

    /// `pragma_table_list` came with 3.37.
    private static boolean listsTables(String version) {
        String[] parts = version.split("\\.", -1);
        return parts.length > 1 && Integer.parseInt(parts[0]) == 3 && Integer.parseInt(parts[1]) >= 37;
    }

    private static Set<String> shadows(Statement statement) throws SQLException {
        Set<String> shadows = new HashSet<>();
        try (ResultSet rows = statement.executeQuery(SHADOWS)) {
            while (rows.next()) {
                shadows.add(SqliteWords.fold(text(rows, 1)));
            }
        }
        return shadows;
    }

    private static String text(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).orElse("");
    }
}
