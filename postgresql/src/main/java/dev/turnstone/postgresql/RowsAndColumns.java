package dev.turnstone.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tables of a database with their columns, files and counters, as a transaction sees them.
///
/// @param tables by number
/// @param deleted rows this transaction has deleted so far, by table
record RowsAndColumns(Map<Long, Table> tables, Map<Long, Long> deleted) {

    /// @param name qualified where `search_path` does not reach
    /// @param columns by number
    /// @param file the file node, which changes when the table is rewritten or truncated
    private record Table(String name, Map<Integer, String> columns, long file) {}

    static RowsAndColumns read(Connection connection) throws SQLException {
        Map<Long, Table> tables = new HashMap<>();
        Map<Long, Long> deleted = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(
                    "SELECT c.oid, c.oid::pg_catalog.regclass::text AS name, pg_catalog.pg_relation_filenode(c.oid) AS file,"
                            + " a.attnum, a.attname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                            + " ON n.oid = c.relnamespace LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid"
                            + " AND a.attnum > 0 AND NOT a.attisdropped WHERE c.relkind IN ('r', 'p', 'm')"
                            + " AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')")) {
                while (rows.next()) {
                    long file = rows.getLong("file");
                    String name = rows.getString("name");
                    tables.computeIfAbsent(rows.getLong("oid"), oid -> new Table(name, new HashMap<>(), file))
                            .columns()
                            .put(rows.getInt("attnum"), String.valueOf(rows.getString("attname")));
                }
            }
            try (ResultSet rows = statement.executeQuery(
                    "SELECT relid, n_tup_del FROM pg_catalog.pg_stat_xact_user_tables WHERE n_tup_del > 0")) {
                while (rows.next()) {
                    deleted.put(rows.getLong("relid"), rows.getLong("n_tup_del"));
                }
            }
        }
        return new RowsAndColumns(tables, deleted);
    }

    /// What is gone compared with now.
    ///
    /// @param unit which unit has done it
    List<Vanished> vanished(Connection connection, int unit) throws SQLException {
        RowsAndColumns now = read(connection);
        List<Vanished> vanished = new ArrayList<>();
        for (Map.Entry<Long, Table> entry : tables.entrySet()) {
            Table before = entry.getValue();
            Table after = now.tables.get(entry.getKey());
            if (after == null) {
                vanished.add(new Vanished.WholeTable(unit, entry.getKey(), before.name()));
                continue;
            }
            Set<Integer> columns = new HashSet<>(before.columns().keySet());
            columns.removeAll(after.columns().keySet());
            for (Integer column : columns) {
                String name = String.valueOf(before.columns().get(column));
                vanished.add(new Vanished.Column(unit, entry.getKey(), before.name(), column, name));
            }
            if (before.file() != after.file() && isEmpty(connection, after.name())) {
                vanished.add(new Vanished.AllRows(unit, entry.getKey(), before.name()));
            }
            long gone = now.deleted.getOrDefault(entry.getKey(), 0L) - deleted.getOrDefault(entry.getKey(), 0L);
            if (gone > 0) {
                vanished.add(new Vanished.Rows(unit, before.name(), gone));
            }
        }
        vanished.sort((first, second) -> first.what().compareTo(second.what()));
        return vanished;
    }

    private static boolean isEmpty(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT NOT EXISTS (SELECT 1 FROM " + table + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }
}
