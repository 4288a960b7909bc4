package dev.turnstone.sqlite.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/// The tables and views that a statement names: what stands where a table stands, after FROM, JOIN, INTO, UPDATE, IN.
///
/// @param named in lower case
/// @param local names that WITH gives, in lower case
/// @param words all words that may be names of anything, in lower case
public record NamedTables(Set<String> named, Set<String> local, Set<String> words) {
    private static final Set<String> ENDING = Set.of(
            "where",
            "group",
            "order",
            "having",
            "limit",
            "window",
            "select",
            "union",
            "intersect",
            "except",
            "set",
            "values",
            "returning",
            "begin",
            "end");

    public NamedTables {
        named = Set.copyOf(named);
        local = Set.copyOf(local);
        words = Set.copyOf(words);
    }

    static NamedTables in(SqliteTokens tokens, int from, int end) {
        Reader reader = new Reader(tokens);
        for (int at = from; at < end; ) {
            at = reader.read(at);
        }
        return new NamedTables(reader.named, reader.local, reader.words);
    }

    /// The same with more words.
    NamedTables withWords(Set<String> more) {
        Set<String> all = new LinkedHashSet<>(words);
        all.addAll(more);
        return new NamedTables(named, local, all);
    }

    /// One list of tables, or what is no such list, in parentheses of its own.
    private static final class Level {
        private boolean list;
        private boolean expected;
        /// Whether the table expected may be followed by a list of its columns.
        private boolean target;

        private Level(boolean list) {
            this.list = list;
            this.expected = list;
        }
    }

    private static final class Reader {
        private final SqliteTokens tokens;
        private final Set<String> named = new LinkedHashSet<>();
        private final Set<String> local = new LinkedHashSet<>();
        private final Set<String> words = new LinkedHashSet<>();
        private final Deque<Level> levels = new ArrayDeque<>();

        private Reader(SqliteTokens tokens) {
            this.tokens = tokens;
            levels.push(new Level(false));
        }

        private int read(int at) {
            Level level = levels.element();
            if (tokens.is(at, "(")) {
                boolean nested = level.expected;
                level.expected = false;
                levels.push(new Level(nested));
                return at + 1;
            }
            if (tokens.is(at, ")")) {
                if (levels.size() > 1) {
                    levels.pop();
                }
                return at + 1;
            }
            if (tokens.is(at, ",")) {
                level.expected = level.list;
                return at + 1;
            }
            if (!tokens.isName(at)) {
                return at + 1;
            }
            String name = SqliteWords.fold(SqliteWords.unquoted(tokens.written(at)));
            words.add(name);
            return keyword(at, level) ? at + 1 : name(at, level);
        }

        /// Whether the word at `at` says where tables stand, or no longer do.
        private boolean keyword(int at, Level level) {
            String word = tokens.word(at);
            switch (word) {
                case "from", "join" -> {
                    level.expected = !tokens.is(at - 1, "DISTINCT");
                    level.list = level.expected;
                }
                case "into" -> {
                    level.expected = true;
                    level.target = true;
                }
                case "in" -> level.expected = !tokens.is(at + 1, "(");
                case "update" ->
                    level.expected = !(tokens.is(at + 1, "OF") || tokens.is(at + 1, "ON") || tokens.is(at + 1, "SET"));
                case "or" -> {
                    return true;
                }
                case "abort", "fail", "ignore", "replace", "rollback" -> {
                    return tokens.is(at - 1, "OR");
                }
                case "on", "using" -> level.expected = false;
                default -> {
                    if (!ENDING.contains(word)) {
                        return false;
                    }
                    level.expected = false;
                    level.list = false;
                }
            }
            return true;
        }

        private int name(int at, Level level) {
            int last = at;
            while (tokens.is(last + 1, ".") && tokens.isName(last + 2)) {
                last += 2;
                words.add(SqliteWords.fold(SqliteWords.unquoted(tokens.written(last))));
            }
            String name = SqliteWords.fold(SqliteWords.unquoted(tokens.written(last)));
            if (level.expected && (level.target || !tokens.is(last + 1, "("))) {
                named.add(name);
            }
            level.expected = false;
            level.target = false;
            if (definesLocal(last)) {
                local.add(name);
            }
            return last + 1;
        }

        /// `name AS (`, `name (a, b) AS MATERIALIZED (`.
        private boolean definesLocal(int at) {
            int next = at + 1;
            if (tokens.is(next, "(")) {
                try {
                    next = tokens.close(next) + 1;
                } catch (UnreadableText e) {
                    return false;
                }
            }
            if (!tokens.is(next, "AS")) {
                return false;
            }
            next += tokens.is(next + 1, "NOT") ? 2 : 1;
            next += tokens.is(next, "MATERIALIZED") ? 1 : 0;
            return tokens.is(next, "(");
        }
    }
}
