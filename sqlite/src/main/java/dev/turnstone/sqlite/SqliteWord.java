package dev.turnstone.sqlite;

import dev.turnstone.sql.Token;
import dev.turnstone.sql.Token.Kind;
import dev.turnstone.sqlite.text.SqliteLexer;
import dev.turnstone.sqlite.text.SqliteWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A word of a statement that is read for its meaning.
///
/// @param text a keyword, a mark or a name without its quotes; ASCII letters in lower case, as SQLite compares names
/// @param kind what it was written as
record SqliteWord(String text, Kind kind) {
    /// The words of a statement, comments left out.
    static List<SqliteWord> of(String sql) {
        List<SqliteWord> words = new ArrayList<>();
        for (Token token : new SqliteLexer(sql).rest()) {
            switch (token.kind()) {
                case WORD, NUMBER, SYMBOL, PARAMETER, UNCLOSED ->
                    words.add(new SqliteWord(lower(token.in(sql)), token.kind()));
                case QUOTED_IDENTIFIER, STRING ->
                    words.add(new SqliteWord(lower(SqliteWords.unquoted(token.in(sql))), token.kind()));
                case COMMENT, END -> {}
            }
        }
        return words;
    }

    /// `name` as SQLite compares it: without regard to the case of ASCII letters, and of no others.
    static String lower(String name) {
        StringBuilder lower = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return lower.toString();
    }

    /// Whether this is the keyword or mark `expected`, given in lower case.
    boolean is(String expected) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(expected);
    }

    /// Whether it can be the name of something; a text in single quotes where a name must stand is one.
    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_IDENTIFIER || kind == Kind.STRING;
    }

    /// The first place at or after `from` of one of `keywords` outside parentheses, or the number of words.
    static int find(List<SqliteWord> words, int from, Set<String> keywords) {
        int depth = 0;
        for (int i = from; i < words.size(); i++) {
            SqliteWord word = words.get(i);
            if (depth == 0 && keywords.stream().anyMatch(word::is)) {
                return i;
            }
            depth += word.is("(") ? 1 : word.is(")") ? -1 : 0;
        }
        return words.size();
    }

    /// The name that stands at `at`, a schema before it skipped.
    static Optional<String> name(List<SqliteWord> words, int at) {
        int place = at + 1 < words.size() && words.get(at + 1).is(".") ? at + 2 : at;
        return place < words.size() && words.get(place).isName()
                ? Optional.of(words.get(place).text())
                : Optional.empty();
    }

    /// The place behind the name that stands at `at`.
    static int behindName(List<SqliteWord> words, int at) {
        return at + 1 < words.size() && words.get(at + 1).is(".") ? at + 3 : at + 1;
    }
}
