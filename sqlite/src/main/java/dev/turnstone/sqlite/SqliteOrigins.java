package dev.turnstone.sqlite;

import dev.turnstone.sqlite.SqliteCopy.Source;
import dev.turnstone.sqlite.SqliteRebuild.Remade;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where the author's text says that the values of each column of a table made anew come from. A column is expected to
/// hold what the column of its name held, unless an explicit list says otherwise; an expression is the author's own.
final class SqliteOrigins {
    private final List<String> before;
    private final List<String> after;
    private final Map<String, String> origins = new LinkedHashMap<>();
    /// The former column by the name it has at this point.
    private final Map<String, String> former = new LinkedHashMap<>();

    private SqliteOrigins(Set<String> before, Set<String> after) {
        this.before = List.copyOf(before);
        this.after = List.copyOf(after);
        before.forEach(name -> former.put(name, name));
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
            origins.renamed(words, table);
            SqliteCopy.read(words)
                    .filter(copy -> table.names().contains(copy.from()))
                    .ifPresent(copy -> origins.follow(copy, table));
        }
        origins.origins.keySet().retainAll(after);
        return origins.origins;
    }

    /// Follows `ALTER TABLE name RENAME COLUMN old TO new`, before the rows are copied and after.
    private void renamed(List<SqliteWord> words, Remade table) {
        int at = words.size() > 2 && words.get(0).is("alter") && words.get(1).is("table") ? 2 : words.size();
        boolean ours =
                SqliteWord.name(words, at).filter(table.names()::contains).isPresent();
        int verb = ours ? SqliteWord.behindName(words, at) : words.size();
        if (verb + 3 >= words.size() || !words.get(verb).is("rename")) {
            return;
        }
        int column = words.get(verb + 1).is("column") && !words.get(verb + 2).is("to") ? verb + 2 : verb + 1;
        if (column + 2 < words.size() && words.get(column + 1).is("to")) {
            String from = words.get(column).text();
            String to = words.get(column + 2).text();
            Optional.ofNullable(former.remove(from)).ifPresent(original -> former.put(to, original));
            Optional.ofNullable(origins.remove(from)).ifPresent(original -> origins.put(to, original));
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
                    String original = former.get(column.name());
                    if (direct && listed && original != null) {
                        origins.put(target, original);
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
