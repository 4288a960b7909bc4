package dev.turnstone.sqlite;

import dev.turnstone.sqlite.text.SqliteWords;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the indexes of some tables order by, those among them that a `UNIQUE` or `PRIMARY KEY` made.
///
/// @param all by the index's name in lower case; none that is partial or orders by an expression
record SqliteKeys(Map<String, Key> all) {
    /// @param table in lower case
    /// @param columns each with its collation and whether it descends
    record Key(String table, boolean unique, List<String> columns) {
        private boolean serves(Key former) {
            return table.equals(former.table) && columns.equals(former.columns) && (unique || !former.unique);
        }
    }

    static SqliteKeys read(SqliteSession session, Collection<String> tables) throws SQLException {
        Map<String, Key> all = new LinkedHashMap<>();
        for (String table : tables) {
            for (List<Optional<String>> row : session.rows("SELECT lower(l.name), l.\"unique\","
                    + " lower(x.name) || ' ' || x.coll || ' ' || x.desc FROM pragma_index_list("
                    + SqliteWords.literal(table) + ", 'main') l, pragma_index_xinfo(l.name, 'main') x"
                    + " WHERE x.key = 1 AND l.partial = 0 ORDER BY l.name, x.seqno")) {
                all.computeIfAbsent(
                                row.get(0).orElse(""),
                                name -> new Key(table, row.get(1).orElse("").equals("1"), new ArrayList<>()))
                        .columns()
                        .add(row.get(2).orElse(""));
            }
        }
        all.values().removeIf(key -> key.columns().contains(""));
        return new SqliteKeys(all);
    }

    /// Whether some index orders, and forbids, what the one of that name did in `before`.
    boolean serve(SqliteKeys before, String index) {
        Key former = before.all.get(index);
        return former != null && all.values().stream().anyMatch(key -> key.serves(former));
    }
}
