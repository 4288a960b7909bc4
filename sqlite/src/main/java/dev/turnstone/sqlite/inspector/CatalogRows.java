package dev.turnstone.sqlite.inspector;

import dev.turnstone.sqlite.text.SqliteWords;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the catalog says, as it was read.
///
/// @param version of SQLite
/// @param objects the rows of `sqlite_schema`, in their order
/// @param columns of ordinary tables, by the table's name in lower case, in their order
/// @param shadows tables that hold the rows of virtual ones, in lower case
record CatalogRows(
        String version, List<StoredObject> objects, Map<String, List<StoredColumn>> columns, Set<String> shadows) {
    /// @param sql empty for what has no text
    record StoredObject(String type, String name, String table, String sql) {
        /// SQLite's own objects, and Turnstone's.
        boolean internal() {
            return internal(name) || internal(table);
        }

        private static boolean internal(String name) {
            String folded = SqliteWords.fold(name);
            return folded.startsWith("sqlite_") || folded.startsWith("turnstone_");
        }

        boolean virtual() {
            return type.equals("table") && sql.regionMatches(true, 0, "CREATE VIRTUAL", 0, "CREATE VIRTUAL".length());
        }
    }

    /// @param hidden 0 an ordinary column, 2 virtual, 3 stored
    /// @param key its place in the primary key, 0 for none
    record StoredColumn(String name, String type, boolean notNull, int hidden, int key) {}
}
