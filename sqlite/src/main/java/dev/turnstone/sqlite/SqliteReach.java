package dev.turnstone.sqlite;

import dev.turnstone.sqlite.text.SqliteWords;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The tables that a statement may change without naming them.
///
/// @param tables by name, with what tells for each column that an action may write whether it still has its value
record SqliteReach(Map<String, Map<String, String>> tables) {
    private static final String ACTIONS = "('CASCADE', 'SET NULL', 'SET DEFAULT')";

    /// How a table stands.
    ///
    /// @param conditions what counts the values of each column
    /// @param values how many rows have a value of their own in a column that an action may write
    record Stand(String table, Map<String, String> conditions, long rows, Map<String, Long> values) {
        /// What is missing in `now`.
        ///
        /// @param named how many rows the statement says itself that it deletes
        SqliteCascades.Loss less(Stand now, long named) {
            long gone = Math.max(0, rows - now.rows);
            Map<String, Long> cleared = new LinkedHashMap<>();
            values.forEach((column, count) -> {
                long missing = count - now.values.getOrDefault(column, 0L) - gone;
                if (missing > 0 && named == 0) {
                    cleared.put(column, missing);
                }
            });
            return new SqliteCascades.Loss(table, gone - named, cleared);
        }

        /// How it stands now; empty when there is no such table any more.
        Optional<Stand> again(SqliteSession session) throws SQLException {
            return read(session, table, conditions);
        }
    }

    /// The tables in reach of a statement about `target`: those whose foreign keys lead to it, one after the other, and
    /// all of them where a trigger may take rows away.
    static SqliteReach from(SqliteSession session, String target) throws SQLException {
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        Map<String, Set<String>> children = new LinkedHashMap<>();
        Map<String, Map<String, String>> written = new LinkedHashMap<>();
        for (List<Optional<String>> row :
                session.rows("SELECT m.name, lower(f.\"table\"), f.\"from\", f.on_delete, f.on_update, c.dflt_value"
                        + " FROM main.sqlite_master m, pragma_foreign_key_list(m.name, 'main') f,"
                        + " pragma_table_xinfo(m.name, 'main') c WHERE m.type = 'table' AND lower(c.name) ="
                        + " lower(f.\"from\") AND (f.on_delete IN " + ACTIONS + " OR f.on_update IN " + ACTIONS
                        + ")")) {
            String child = row.get(0).orElse("");
            children.computeIfAbsent(row.get(1).orElse(""), none -> new LinkedHashSet<>())
                    .add(child);
            Map<String, String> columns = written.computeIfAbsent(child, none -> new LinkedHashMap<>());
            String column = row.get(2).orElse("");
            Set<Optional<String>> actions = Set.copyOf(List.of(row.get(3), row.get(4)));
            if (actions.contains(Optional.of("SET DEFAULT"))) {
                columns.put(column, row.get(5).orElse("NULL"));
            } else if (actions.contains(Optional.of("SET NULL"))) {
                columns.putIfAbsent(column, "NULL");
            }
        }
        Deque<String> open = new ArrayDeque<>(triggersDelete(session) ? ordinary(session) : List.of());
        open.addAll(children.getOrDefault(target, Set.of()));
        while (!open.isEmpty()) {
            String table = open.pop();
            if (tables.putIfAbsent(table, written.getOrDefault(table, Map.of())) == null) {
                open.addAll(children.getOrDefault(SqliteWord.lower(table), Set.of()));
            }
        }
        viewed(session, target).forEach(name -> tables.keySet().removeIf(name::equalsIgnoreCase));
        return new SqliteReach(tables);
    }

    private static boolean triggersDelete(SqliteSession session) throws SQLException {
        return session.value("SELECT 1 FROM main.sqlite_master WHERE type = 'trigger'"
                        + " AND (sql LIKE '%delete%from%' OR sql LIKE '%replace%') LIMIT 1")
                .isPresent();
    }

    /// Tables whose rows are nobody's derived data: not those of a virtual table, nor SQLite's and the history's.
    private static List<String> ordinary(SqliteSession session) throws SQLException {
        return session.column("SELECT name FROM main.sqlite_master t WHERE type = 'table' AND rootpage > 0"
                + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'turnstone\\_schema\\_%' ESCAPE '\\'"
                + " AND NOT EXISTS (SELECT 1 FROM main.sqlite_master v WHERE v.type = 'table' AND v.rootpage = 0"
                + " AND substr(lower(t.name), 1, length(v.name) + 1) = lower(v.name) || '_')");
    }

    /// What a statement about a view means: the tables that the view's triggers write.
    private static Set<String> viewed(SqliteSession session, String target) throws SQLException {
        Set<String> names = new LinkedHashSet<>();
        for (String trigger : session.column("SELECT t.sql FROM main.sqlite_master t, main.sqlite_master v WHERE"
                + " t.type = 'trigger' AND v.type = 'view' AND lower(v.name) = lower(t.tbl_name) AND lower(v.name) = "
                + SqliteWords.literal(target))) {
            SqliteWord.of(trigger).stream()
                    .filter(SqliteWord::isName)
                    .map(SqliteWord::text)
                    .forEach(names::add);
        }
        return names;
    }

    /// How each table stands, by name.
    Map<String, Stand> stands(SqliteSession session) throws SQLException {
        Map<String, Stand> stands = new LinkedHashMap<>();
        for (String table : tables.keySet()) {
            stand(session, table).ifPresent(stand -> stands.put(table, stand));
        }
        return stands;
    }

    /// How a table stands; empty when it is not there.
    Optional<Stand> stand(SqliteSession session, String table) throws SQLException {
        return read(session, table, tables.getOrDefault(table, Map.of()));
    }

    private static Optional<Stand> read(SqliteSession session, String table, Map<String, String> conditions)
            throws SQLException {
        boolean there = session.value("SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND lower(name) = lower("
                        + SqliteWords.literal(table) + ")")
                .isPresent();
        if (!there) {
            return Optional.empty();
        }
        List<String> counts = new ArrayList<>();
        counts.add("count(*)");
        conditions.forEach((column, value) ->
                counts.add("coalesce(sum(" + SqliteWords.quote(column) + " IS NOT (" + value + ")), 0)"));
        List<Optional<String>> row = session.rows(
                        "SELECT " + String.join(", ", counts) + " FROM main." + SqliteWords.quote(table))
                .get(0);
        Map<String, Long> values = new LinkedHashMap<>();
        int at = 1;
        for (String column : conditions.keySet()) {
            values.put(column, Long.parseLong(row.get(at++).orElse("0")));
        }
        return Optional.of(
                new Stand(table, conditions, Long.parseLong(row.get(0).orElse("0")), values));
    }
}
