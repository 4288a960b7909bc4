package dev.turnstone.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables that hold a user's rows, by name as written; the history and SQLite's own are not among them.
record SqliteCatalog(Map<String, Table> tables) {
    /// @param root the page where its rows begin: stays when a table is renamed, differs when it is made anew;
    ///     0 for a virtual table
    record Table(long root, List<String> columns) {}

    static SqliteCatalog read(SqliteSession session) throws SQLException {
        Map<String, Table> tables = new LinkedHashMap<>();
        for (List<Optional<String>> row :
                session.rows("SELECT m.name, m.rootpage, c.name FROM main.sqlite_master m, pragma_table_xinfo(m.name) c"
                        + " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                        + " AND m.name NOT LIKE 'turnstone\\_schema\\_%' ESCAPE '\\' AND c.hidden = 0"
                        + " ORDER BY m.name, c.cid")) {
            String name = row.get(0).orElse("");
            long root = Long.parseLong(row.get(1).orElse("0"));
            tables.computeIfAbsent(name, absent -> new Table(root, new ArrayList<>()))
                    .columns()
                    .add(row.get(2).orElse(""));
        }
        return new SqliteCatalog(tables);
    }

    Optional<Table> table(String name) {
        return tables.entrySet().stream()
                .filter(table -> table.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /// What a table of an earlier state is called now: its name, or the name it was given.
    Optional<String> nameOf(String name, Table table) {
        Optional<String> same = tables.keySet().stream()
                .filter(other -> other.equalsIgnoreCase(name))
                .findFirst();
        return same.or(() -> tables.entrySet().stream()
                .filter(other -> table.root() != 0 && other.getValue().root() == table.root())
                .map(Map.Entry::getKey)
                .findFirst());
    }
}
