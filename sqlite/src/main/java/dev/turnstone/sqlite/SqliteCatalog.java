package dev.turnstone.sqlite;

import dev.turnstone.sqlite.text.SqliteWords;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The tables that hold a user's rows, by name as written; the history and SQLite's own are not among them.
///
/// Reading it again costs little where little has changed: SQLite joins the rows of its catalog to one text a group,
/// and
/// only the groups whose text has changed are read.
///
/// @param groups the text of each group of rows in `sqlite_master`
record SqliteCatalog(NavigableMap<String, Table> tables, Map<Long, String> groups) {
    private static final Pattern WORD = Pattern.compile("[^\\s\"'`\\[\\](),;.=<>]+");
    private static final String GROUP = "rowid / 32";
    private static final String USERS = " FROM main.sqlite_master WHERE type = 'table'"
            + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'turnstone\\_schema\\_%' ESCAPE '\\'";

    /// @param root the page where its rows begin: stays when a table is renamed, differs when it is recreated;
    ///     0 for a virtual table
    /// @param sql the text that creates it, as SQLite keeps it
    /// @param group where it stands in `sqlite_master`
    record Table(long root, String sql, List<String> columns, long group) {
        Table {
            columns = List.copyOf(columns);
        }

        /// Whether nothing of it has changed.
        boolean is(Table other) {
            return root == other.root && sql.equals(other.sql) && columns.equals(other.columns);
        }
    }

    static SqliteCatalog read(SqliteSession session) throws SQLException {
        return new SqliteCatalog(new TreeMap<>(String.CASE_INSENSITIVE_ORDER), Map.of()).again(session);
    }

    /// The catalog as it is now. Only the columns of what has changed since this one are read.
    SqliteCatalog again(SqliteSession session) throws SQLException {
        Map<Long, String> now = new HashMap<>();
        for (List<Optional<String>> row : session.rows("SELECT " + GROUP
                + ", group_concat(name || ' ' || rootpage || ' ' || sql, char(10))" + USERS + " GROUP BY 1")) {
            now.put(number(row, 0), row.get(1).orElse(""));
        }
        Set<Long> changed = new HashSet<>(groups.keySet());
        changed.addAll(now.keySet());
        changed.removeIf(group -> Objects.equals(groups.get(group), now.get(group)));
        NavigableMap<String, Table> current = new TreeMap<>(tables);
        current.values().removeIf(table -> changed.contains(table.group()));
        String numbers = changed.stream().map(String::valueOf).collect(Collectors.joining(", "));
        for (List<Optional<String>> row : session.rows(
                "SELECT name, rootpage, sql, " + GROUP + USERS + " AND " + GROUP + " IN (" + numbers + ")")) {
            String name = row.get(0).orElse("");
            String sql = row.get(2).orElse("");
            Optional<Table> known = table(name).filter(table -> table.sql().equals(sql));
            List<String> columns = known.isPresent() ? known.get().columns() : columns(session, name);
            if (!columns.isEmpty()) {
                current.put(name, new Table(number(row, 1), sql, columns, number(row, 3)));
            }
        }
        return new SqliteCatalog(current, now);
    }

    private static long number(List<Optional<String>> row, int column) {
        return Long.parseLong(row.get(column).orElse("0"));
    }

    private static List<String> columns(SqliteSession session, String table) throws SQLException {
        return session.column("SELECT name FROM pragma_table_xinfo(" + SqliteWords.literal(table)
                + ", 'main') WHERE hidden = 0 ORDER BY cid");
    }

    /// The tables that are not the same in `other`, by the names they have here.
    Set<String> differing(SqliteCatalog other) {
        Set<String> differing = new LinkedHashSet<>();
        tables.forEach((name, table) -> {
            if (other.table(name).filter(table::is).isEmpty()) {
                differing.add(name);
            }
        });
        return differing;
    }

    /// What these tables of `former` are called now, those that are still there.
    Set<String> namesOf(Set<String> some, SqliteCatalog former) {
        Set<String> names = new LinkedHashSet<>();
        some.forEach(name -> nameOf(name, former).ifPresent(names::add));
        return names;
    }

    /// Only these of its tables.
    SqliteCatalog only(Set<String> names) {
        NavigableMap<String, Table> some = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        names.forEach(name -> table(name).ifPresent(table -> some.put(tables.ceilingKey(name), table)));
        return new SqliteCatalog(some, Map.of());
    }

    Optional<Table> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    /// Those whose names stand in a text; names of several words are not found.
    Set<String> namedIn(String text) {
        Set<String> named = new LinkedHashSet<>();
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            if (tables.containsKey(words.group())) {
                named.add(tables.ceilingKey(words.group()));
            }
        }
        return named;
    }

    /// What a table of an earlier state is called now: its name, or the new name it was given. One that only moved to
    /// the page of another (auto_vacuum) is still created by the same text.
    Optional<String> nameOf(String name, SqliteCatalog former) {
        if (tables.containsKey(name)) {
            return Optional.of(tables.ceilingKey(name));
        }
        long root = former.table(name).map(Table::root).orElse(0L);
        return tables.entrySet().stream()
                .filter(other -> root != 0 && other.getValue().root() == root)
                .filter(other -> former.table(other.getKey())
                        .filter(same -> same.sql().equals(other.getValue().sql()))
                        .isEmpty())
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
