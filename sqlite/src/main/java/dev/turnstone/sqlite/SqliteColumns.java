package dev.turnstone.sqlite;

import dev.turnstone.sqlite.text.SqliteWords;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The columns of a table that hold what was written into them: generated ones do not.
///
/// @param columns by name, ASCII letters in lower case, in their order
/// @param key the columns of the primary key, in its order
record SqliteColumns(Map<String, Column> columns, List<String> key) {
    /// The name that no column has and that every table with a rowid answers to.
    static final String ROWID = "rowid";

    /// @param name as written
    /// @param affinity what SQLite makes of values that are put in
    record Column(String name, Affinity affinity) {}

    /// SQLite's rules, <https://www.sqlite.org/datatype3.html> 3.1, in their order.
    enum Affinity {
        INTEGER,
        TEXT,
        BLOB,
        REAL,
        NUMERIC;

        static Affinity of(String type) {
            String upper = type.toUpperCase(Locale.ROOT);
            if (upper.contains("INT")) {
                return INTEGER;
            }
            if (upper.contains("CHAR") || upper.contains("CLOB") || upper.contains("TEXT")) {
                return TEXT;
            }
            if (upper.isEmpty() || upper.contains("BLOB")) {
                return BLOB;
            }
            return upper.contains("REAL") || upper.contains("FLOA") || upper.contains("DOUB") ? REAL : NUMERIC;
        }
    }

    /// The columns of a table; none when there is no such table.
    ///
    /// @param withRowid whether the rowid counts as a column too, because something refers to it
    static SqliteColumns read(SqliteSession session, String table, boolean withRowid) throws SQLException {
        Map<String, Column> columns = new LinkedHashMap<>();
        Map<Integer, String> key = new TreeMap<>();
        for (List<Optional<String>> row : session.rows("SELECT name, type, pk FROM pragma_table_xinfo("
                + SqliteWords.literal(table) + ", 'main') WHERE hidden = 0 ORDER BY cid")) {
            String name = row.get(0).orElse("");
            columns.put(
                    SqliteWord.lower(name),
                    new Column(name, Affinity.of(row.get(1).orElse(""))));
            int place = Integer.parseInt(row.get(2).orElse("0"));
            if (place > 0) {
                key.put(place, SqliteWord.lower(name));
            }
        }
        if (withRowid && !columns.containsKey(ROWID) && hasRowid(session, table)) {
            columns.put(ROWID, new Column(ROWID, Affinity.INTEGER));
            key.putIfAbsent(0, ROWID);
        }
        return new SqliteColumns(columns, new ArrayList<>(key.values()));
    }

    private static boolean hasRowid(SqliteSession session, String table) {
        return session.complaint("SELECT rowid FROM main." + SqliteWords.quote(table))
                .isEmpty();
    }
}
