package dev.turnstone.sqlite;

import dev.turnstone.sqlite.SqliteCopy.Source;
import dev.turnstone.sqlite.SqliteRebuild.Remade;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where the author's text says that the values of each column of a table made anew come from. A column is expected to
/// hold what the column of its name held, unless an explicit list says otherwise; an expression is the author's own.
final class SqliteOrigins {
    private final List<String> before;
    private final List<String> after;
    private final Map<String, String> origins = new LinkedHashMap<>();

    private SqliteOrigins(Set<String> before, Set<String> after) {
        this.before = List.copyOf(before);
        this.after = List.copyOf(after);
        for (String name : after) {
            if (before.contains(name)) {
                origins.put(name, name);
            }
        }
    }

    /// The former column by the present one.
    static Map<String, String> ofSameNames(Set<String> before, Set<String> after) {
        return new SqliteOrigins(before, after).origins;
    }

    /// The former column by the present one, of those that are expected to be equal.
    static Map<String, String> of(
            List<List<SqliteWord>> statements, Remade table, Set<String> before, Set<String> after) {
        SqliteOrigins origins = new SqliteOrigins(before, after);
        for (List<SqliteWord> words : statements) {
            SqliteCopy.read(words)
                    .filter(copy -> table.names().contains(copy.from()))
                    .ifPresent(copy -> origins.follow(copy, table));
            origins.rename(words, table);
        }
        origins.origins.keySet().retainAll(after);
        return origins.origins;
    }

    /// `ALTER TABLE t RENAME COLUMN a TO b`, the word COLUMN being free to go: what `a` held is now in `b`.
    private void rename(List<SqliteWord> words, Remade table) {
        int size = words.size();
        boolean renames = size >= 7
                && words.get(0).is("alter")
                && words.get(1).is("table")
                && words.get(size - 2).is("to")
                && (words.get(size - 4).is("rename") || words.get(size - 4).is("column"));
        int before = renames && words.get(size - 4).is("column") ? 6 : 5;
        boolean ours =
                renames && table.names().contains(words.get(size - before).text());
        String former = ours ? origins.remove(words.get(size - 3).text()) : null;
        if (former != null) {
            origins.put(words.get(size - 1).text(), former);
        }
    }

    private void follow(SqliteCopy copy, Remade table) {
        boolean direct = table.made().contains(copy.into()) && table.old().contains(copy.from());
        List<Source> sources = new ArrayList<>();
        for (Source source : copy.sources()) {
            if (source instanceof Source.Everything) {
                before.stream()
                        .filter(name -> !name.equals(SqliteColumns.ROWID))
                        .forEach(name -> sources.add(source));
            } else {
                sources.add(source);
            }
        }
        List<String> targets = copy.columns().orElseGet(() -> table.made().contains(copy.into()) ? after : List.of());
        for (int i = 0; i < sources.size(); i++) {
            String target = i < targets.size() ? targets.get(i) : "";
            switch (sources.get(i)) {
                case Source.Everything ignored -> {
                    if (direct && !origins.containsKey(target)) {
                        origins.put(target, before.get(i));
                    }
                }
                case Source.Column column -> {
                    boolean listed = copy.columns().isPresent() || !before.contains(target);
                    if (direct && listed && before.contains(column.name())) {
                        origins.put(target, column.name());
                    }
                }
                case Source.Value value -> {
                    origins.remove(target);
                    origins.remove(value.alias());
                }
            }
        }
        origins.remove("");
    }
}
