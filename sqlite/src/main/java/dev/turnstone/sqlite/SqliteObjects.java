package dev.turnstone.sqlite;

import dev.turnstone.sqlite.text.SqliteWords;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Indexes, triggers and views by name, and whether each still works.
///
/// @param all by name, ASCII letters in lower case
/// @param broken why those do not compile that do not
record SqliteObjects(Map<String, Thing> all, Map<String, String> broken) {
    private static final Set<String> EVENTS = Set.of("insert", "update", "delete");

    /// @param type `index`, `trigger` or `view`
    /// @param table what it belongs to
    record Thing(String type, String name, String table, List<SqliteWord> words) {
        boolean mentions(String word) {
            return words.stream().anyMatch(each -> each.text().equals(word));
        }

        /// The definition without the name: an index by another name may take its place.
        private List<SqliteWord> definition() {
            int on = SqliteWord.find(words, 0, Set.of("on"));
            List<SqliteWord> definition = new ArrayList<>(words.subList(on, words.size()));
            definition.add(words.get(1));
            return definition;
        }
    }

    static SqliteObjects read(SqliteSession session) throws SQLException {
        Map<String, Thing> all = new LinkedHashMap<>();
        for (List<Optional<String>> row :
                session.rows("SELECT type, name, lower(tbl_name), sql FROM main.sqlite_master WHERE type IN ('index',"
                        + " 'trigger', 'view') AND sql IS NOT NULL ORDER BY type, name")) {
            String name = row.get(1).orElse("");
            Thing thing = new Thing(
                    row.get(0).orElse(""),
                    name,
                    row.get(2).orElse(""),
                    SqliteWord.of(row.get(3).orElse("")));
            all.put(SqliteWord.lower(name), thing);
        }
        Map<String, String> broken = new LinkedHashMap<>();
        for (Map.Entry<String, Thing> thing : all.entrySet()) {
            complaint(session, thing.getValue()).ifPresent(words -> broken.put(thing.getKey(), words));
        }
        return new SqliteObjects(all, broken);
    }

    /// Compiles what would use it; nothing is executed.
    private static Optional<String> complaint(SqliteSession session, Thing thing) throws SQLException {
        String table = "main." + SqliteWords.quote(thing.type().equals("view") ? thing.name() : thing.table());
        if (thing.type().equals("view")) {
            return session.complaint("SELECT * FROM " + table);
        }
        if (thing.type().equals("index")) {
            return Optional.empty();
        }
        int event = SqliteWord.find(thing.words(), 0, EVENTS);
        String verb = event < thing.words().size() ? thing.words().get(event).text() : "";
        return switch (verb) {
            case "insert" -> session.complaint("INSERT INTO " + table + " DEFAULT VALUES");
            case "delete" -> session.complaint("DELETE FROM " + table);
            case "update" -> updated(session, thing.table(), table);
            default -> Optional.empty();
        };
    }

    private static Optional<String> updated(SqliteSession session, String name, String table) throws SQLException {
        List<String> assignments = new ArrayList<>();
        try {
            for (String column : session.column("SELECT name FROM pragma_table_xinfo(" + SqliteWords.literal(name)
                    + ", 'main') WHERE hidden = 0")) {
                assignments.add(SqliteWords.quote(column) + " = " + SqliteWords.quote(column));
            }
        } catch (SQLException e) {
            return Optional.of(SqliteFailure.words(e));
        }
        return assignments.isEmpty()
                ? Optional.empty()
                : session.complaint("UPDATE " + table + " SET " + String.join(", ", assignments));
    }

    /// What depends on the rowids of a table: the text of a full-text index over it, or of a view or trigger.
    static List<String> usingRowid(SqliteSession session, String table) throws SQLException {
        List<String> names = new ArrayList<>();
        for (List<Optional<String>> row : session.rows("SELECT name, sql, type, lower(tbl_name) FROM main.sqlite_master"
                + " WHERE sql IS NOT NULL AND lower(name) <> " + SqliteWords.literal(table)
                + " AND (type IN ('trigger', 'view') OR rootpage = 0)")) {
            List<SqliteWord> words = SqliteWord.of(row.get(1).orElse(""));
            boolean about = row.get(3).orElse("").equals(table)
                    || words.stream().anyMatch(word -> word.text().equals(table));
            boolean virtual = row.get(2).orElse("").equals("table");
            boolean rowid = words.stream()
                    .anyMatch(word ->
                            Set.of(SqliteColumns.ROWID, "_rowid_", "oid").contains(word.text()));
            boolean content = words.stream().anyMatch(word -> word.is("content"))
                    && words.stream().noneMatch(word -> word.is("content_rowid"));
            if (about && (virtual ? content : rowid)) {
                names.add(row.get(0).orElse(""));
            }
        }
        return names;
    }

    /// What of the given tables is gone in `now`, and the text of no statement says so.
    ///
    /// @param columns the columns that are gone with them: an index on such a one has gone for a reason
    List<Thing> lost(SqliteRebuild rebuild, SqliteObjects now, Map<String, Set<String>> columns) {
        List<Thing> lost = new ArrayList<>();
        for (Map.Entry<String, Thing> entry : all.entrySet()) {
            Thing thing = entry.getValue();
            boolean touched = rebuild.tables().containsKey(thing.table());
            boolean told = rebuild.mentions(entry.getKey()) || rebuild.settledLater(entry.getKey());
            if (!touched || told || now.all.containsKey(entry.getKey())) {
                continue;
            }
            boolean index = thing.type().equals("index");
            boolean replaced = index
                    && now.all.values().stream()
                            .anyMatch(other -> other.type().equals("index")
                                    && other.definition().equals(thing.definition()));
            boolean emptied = index
                    && columns.getOrDefault(thing.table(), Set.of()).stream().anyMatch(thing::mentions);
            if (!replaced && !emptied) {
                lost.add(thing);
            }
        }
        return lost;
    }

    /// What worked `before` and does not here, with SQLite's own words; what a later step makes again is not awaited.
    Optional<String> brokenSince(SqliteObjects before, SqliteRebuild rebuild) {
        for (Map.Entry<String, String> complaint : broken.entrySet()) {
            Thing thing = all.get(complaint.getKey());
            if (thing != null
                    && before.all.containsKey(complaint.getKey())
                    && !rebuild.settledLater(complaint.getKey())
                    && !before.broken.containsKey(complaint.getKey())) {
                String of = thing.type().equals("trigger") ? " of " + thing.table() : "";
                return Optional.of("the " + thing.type() + " " + thing.name() + of + ": " + complaint.getValue());
            }
        }
        return Optional.empty();
    }
}
