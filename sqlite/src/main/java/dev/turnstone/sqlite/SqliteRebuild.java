package dev.turnstone.sqlite;

import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.sqlite.text.SqliteWords;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A table made anew under its own name, the only way to many changes in SQLite: dropping the old one deletes the rows
/// that refer to it when foreign keys are enforced. So they are not, for its transaction, and every table that refers
/// to it is counted before and after.
///
/// @param tables the tables made anew, in lower case
/// @param detached whether enforcement must be off: a new table takes the dropped one's name. When instead the old one
///     is renamed away and dropped, references follow it, and only the counting can tell what happened
/// @param statements the words of the statements, in lower case
record SqliteRebuild(Set<String> tables, boolean detached, List<List<String>> statements) {
    /// What stood before.
    ///
    /// @param rows by referring table
    /// @param triggers by name, with their table
    record Before(Map<String, Long> rows, Set<String> violations, Map<String, String> triggers) {}

    /// The rebuild in these entries, if there is one.
    static Optional<SqliteRebuild> in(List<Entry> entries) {
        if (entries.stream().noneMatch(SqliteRebuild::drops)) {
            return Optional.empty();
        }
        List<List<String>> statements = new ArrayList<>();
        Set<String> dropped = new LinkedHashSet<>();
        Set<String> taken = new LinkedHashSet<>();
        Map<String, String> left = new LinkedHashMap<>();
        Set<String> away = new LinkedHashSet<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Sql sql && sql.source().isPresent()) {
                List<String> words = SqliteWords.of(sql.sql().toLowerCase(Locale.ROOT));
                statements.add(words);
                dropped(words).ifPresent(name -> {
                    dropped.add(name);
                    Optional.ofNullable(left.get(name)).ifPresent(away::add);
                });
                renamed(words).ifPresent(names -> {
                    if (dropped.contains(names.get(1))) {
                        taken.add(names.get(1));
                    }
                    left.put(names.get(1), names.get(0));
                });
            }
        }
        if (!taken.isEmpty()) {
            return Optional.of(new SqliteRebuild(taken, true, statements));
        }
        return away.isEmpty() ? Optional.empty() : Optional.of(new SqliteRebuild(away, false, statements));
    }

    private static boolean drops(Entry entry) {
        return entry instanceof Entry.Sql sql
                && sql.source()
                        .map(source -> source.head().startsWith("DROP TABLE"))
                        .orElse(false);
    }

    /// The name in `DROP TABLE IF EXISTS schema.name`.
    private static Optional<String> dropped(List<String> words) {
        if (words.size() < 3 || !words.get(0).equals("drop") || !words.get(1).equals("table")) {
            return Optional.empty();
        }
        int at = words.size() > 4 && words.get(2).equals("if") && words.get(3).equals("exists") ? 4 : 2;
        return Optional.of(words.size() > at + 2 && words.get(at + 1).equals(".") ? words.get(at + 2) : words.get(at));
    }

    /// The names in `ALTER TABLE schema.old RENAME TO new`.
    private static Optional<List<String>> renamed(List<String> words) {
        int size = words.size();
        boolean renames = size >= 6
                && words.get(0).equals("alter")
                && words.get(1).equals("table")
                && words.get(size - 3).equals("rename")
                && words.get(size - 2).equals("to");
        return renames ? Optional.of(List.of(words.get(size - 4), words.get(size - 1))) : Optional.empty();
    }

    Before before(SqliteSession session) throws SQLException {
        Map<String, Long> rows = new LinkedHashMap<>();
        Map<String, String> triggers = new LinkedHashMap<>();
        for (String table : tables) {
            for (String child : referring(session, table)) {
                if (!tables.contains(child)) {
                    rows.put(child, count(session, child));
                }
            }
            for (String trigger : triggers(session, table)) {
                triggers.put(trigger, table);
            }
        }
        return new Before(rows, violations(session, rows.keySet()), triggers);
    }

    /// Refuses a rebuild that lost something.
    void check(SqliteSession session, Before before) throws SQLException, EntryFailed {
        String what = "rebuild of " + String.join(", ", tables) + " would ";
        Set<String> left = new LinkedHashSet<>(session.column("SELECT lower(name) FROM main.sqlite_master"));
        for (Map.Entry<String, Long> child : before.rows().entrySet()) {
            if (left.contains(child.getKey()) && !deletesFrom(child.getKey())) {
                long lost = child.getValue() - count(session, child.getKey());
                if (lost > 0) {
                    throw SqliteFailure.unsafe(
                            Optional.empty(),
                            what + "delete " + lost + (lost == 1 ? " row of " : " rows of ") + child.getKey());
                }
            }
        }
        for (String violation : violations(session, before.rows().keySet())) {
            if (!before.violations().contains(violation)) {
                throw SqliteFailure.unsafe(Optional.empty(), what + "break a foreign key: " + violation);
            }
        }
        for (Map.Entry<String, String> trigger : before.triggers().entrySet()) {
            if (!left.contains(trigger.getKey()) && !mentions(trigger.getKey())) {
                throw SqliteFailure.unsafe(
                        Optional.empty(),
                        what + "lose the trigger " + trigger.getKey() + " of " + trigger.getValue()
                                + ": create it again, or drop it by name");
            }
        }
    }

    private boolean mentions(String name) {
        return statements.stream().anyMatch(words -> words.contains(name));
    }

    private boolean deletesFrom(String table) {
        return statements.stream().anyMatch(words -> {
            int delete = words.indexOf("delete");
            return delete >= 0
                    && words.subList(delete, Math.min(words.size(), delete + 5)).contains(table);
        });
    }

    private static List<String> referring(SqliteSession session, String table) throws SQLException {
        return session.column(
                "SELECT DISTINCT lower(m.name) FROM main.sqlite_master m, pragma_foreign_key_list(m.name) f"
                        + " WHERE m.type = 'table' AND lower(f.\"table\") = " + SqliteWords.literal(table));
    }

    private static List<String> triggers(SqliteSession session, String table) throws SQLException {
        return session.column("SELECT lower(name) FROM main.sqlite_master WHERE type = 'trigger' AND lower(tbl_name) = "
                + SqliteWords.literal(table));
    }

    private static long count(SqliteSession session, String table) throws SQLException {
        return session.number("SELECT count(*) FROM main." + SqliteWords.quote(table));
    }

    /// Rows of the referring tables and of the tables made anew that refer to nothing. Some of these may not be there:
    /// dropped with `IF EXISTS`, or renamed away and not made again.
    private Set<String> violations(SqliteSession session, Set<String> referring) throws SQLException {
        Set<String> violations = new LinkedHashSet<>();
        Set<String> checked = new LinkedHashSet<>(referring);
        checked.addAll(tables);
        checked.retainAll(session.column("SELECT lower(name) FROM main.sqlite_master WHERE type = 'table'"));
        for (String table : checked) {
            for (List<Optional<String>> row :
                    session.rows("PRAGMA main.foreign_key_check(" + SqliteWords.quote(table) + ")")) {
                String id = row.get(1).map(rowid -> " row " + rowid).orElse(" a row");
                violations.add(table + id + " refers to no row of " + row.get(2).orElse(""));
            }
        }
        return violations;
    }
}
