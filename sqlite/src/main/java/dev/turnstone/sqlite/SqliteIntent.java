package dev.turnstone.sqlite;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the statements of a migration say, by their text, that they do to the rows of one table: what the author asked
/// for is not lost.
///
/// @param chooses whether they take rows away by a condition: `DELETE`, `WHERE`, a join
/// @param adds whether they put new rows in
/// @param written the columns that `UPDATE` sets
record SqliteIntent(boolean chooses, boolean adds, Set<String> written) {
    /// Anything may have happened.
    static final SqliteIntent UNKNOWN = new SqliteIntent(true, true, Set.of());

    private static final Set<String> CHANGES = Set.of("insert", "replace", "update", "delete");

    /// @param names every name that the table has on its way
    static SqliteIntent of(List<List<SqliteWord>> statements, Set<String> names) {
        boolean chooses = false;
        boolean adds = false;
        Set<String> written = new HashSet<>();
        for (List<SqliteWord> words : statements) {
            int verb = SqliteWord.find(words, 0, CHANGES);
            if (verb == words.size() || (verb > 0 && !words.get(0).is("with"))) {
                continue;
            }
            switch (words.get(verb).text()) {
                case "delete" -> chooses |= names.contains(name(words, verb, "from"));
                case "update" -> {
                    int set = SqliteWord.find(words, verb, Set.of("set"));
                    if (updated(words, verb, set).filter(names::contains).isPresent()) {
                        written.addAll(assigned(words, set));
                    }
                }
                default -> {
                    if (names.contains(name(words, verb, "into"))) {
                        Optional<SqliteCopy> copy = SqliteCopy.read(words);
                        boolean own =
                                copy.isPresent() && names.contains(copy.get().from());
                        chooses |= own ? !copy.get().all() : replaces(words, verb);
                        adds |= !own;
                    }
                }
            }
        }
        return new SqliteIntent(chooses, adds, written);
    }

    /// The table or view whose rows a statement is about; empty when it is about none.
    static Optional<String> target(List<SqliteWord> words) {
        int verb = SqliteWord.find(words, 0, CHANGES);
        if (verb == words.size() || (verb > 0 && !words.get(0).is("with"))) {
            return SqliteRebuild.dropped(words);
        }
        return switch (words.get(verb).text()) {
            case "delete" -> SqliteWord.name(words, SqliteWord.find(words, verb, Set.of("from")) + 1);
            case "update" -> updated(words, verb, SqliteWord.find(words, verb, Set.of("set")));
            default -> SqliteWord.name(words, SqliteWord.find(words, verb, Set.of("into")) + 1);
        };
    }

    private static String name(List<SqliteWord> words, int verb, String before) {
        return SqliteWord.name(words, SqliteWord.find(words, verb, Set.of(before)) + 1)
                .orElse("");
    }

    /// The table in `UPDATE OR IGNORE schema.name AS alias SET`.
    private static Optional<String> updated(List<SqliteWord> words, int verb, int set) {
        int at = verb + 1 < set && words.get(verb + 1).is("or") ? verb + 3 : verb + 1;
        return SqliteWord.name(words, at);
    }

    private static Set<String> assigned(List<SqliteWord> words, int set) {
        Set<String> columns = new HashSet<>();
        int end = SqliteWord.find(words, set, Set.of("where", "from", "returning"));
        int at = set + 1;
        while (at < end) {
            int next = Math.min(end, SqliteWord.find(words, at, Set.of(",")));
            for (int i = at; i < next && !words.get(i).is("="); i++) {
                columns.add(words.get(i).text());
            }
            at = next + 1;
        }
        return columns;
    }

    /// `REPLACE`, `INSERT OR REPLACE`, `ON CONFLICT DO UPDATE`: other rows may make way.
    private static boolean replaces(List<SqliteWord> words, int verb) {
        return words.get(verb).is("replace")
                || words.stream().anyMatch(word -> word.is("replace"))
                || words.stream().anyMatch(word -> word.is("conflict"));
    }
}
