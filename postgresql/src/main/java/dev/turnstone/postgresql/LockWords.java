package dev.turnstone.postgresql;

import dev.turnstone.sql.Statement;
import dev.turnstone.sql.Token;
import dev.turnstone.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The words of a statement, or of one action of an `ALTER TABLE`, by their place.
final class LockWords {
    private final String text;
    private final List<Token> tokens;

    private LockWords(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    static LockWords of(Statement statement) {
        return new LockWords(
                statement.text(),
                PostgresLexer.tokens(statement).stream()
                        .filter(token -> token.kind() != Kind.COMMENT && token.kind() != Kind.END)
                        .filter(token -> !token.is(statement.text(), ";"))
                        .toList());
    }

    /// Whether these keywords stand at `at`.
    boolean at(int at, String... keywords) {
        for (int i = 0; i < keywords.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(text, keywords[i])) {
                return false;
            }
        }
        return true;
    }

    /// The place behind `keywords` when they stand at `at`, else `at`.
    int skip(int at, String... keywords) {
        return at(at, keywords) ? at + keywords.length : at;
    }

    /// The first place of a keyword outside parentheses, at or after `from`; -1 when there is none.
    int find(int from, String keyword) {
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            if (depth == 0 && tokens.get(i).is(text, keyword)) {
                return i;
            }
            depth += tokens.get(i).is(text, "(") ? 1 : tokens.get(i).is(text, ")") ? -1 : 0;
        }
        return -1;
    }

    boolean has(String keyword) {
        return find(0, keyword) >= 0;
    }

    /// The qualified name at `at`, as written.
    Optional<String> name(int at) {
        int end = behindName(at);
        if (at < 0 || end == at) {
            return Optional.empty();
        }
        StringBuilder name = new StringBuilder();
        for (int i = at; i < end; i++) {
            name.append(tokens.get(i).in(text));
        }
        return Optional.of(name.toString());
    }

    /// The place behind the qualified name at `at`; `at` when there is none.
    int behindName(int at) {
        if (at < 0 || at >= tokens.size() || !isName(at)) {
            return at;
        }
        int end = at + 1;
        while (end + 1 < tokens.size() && tokens.get(end).is(text, ".") && isName(end + 1)) {
            end += 2;
        }
        return end;
    }

    private boolean isName(int at) {
        return tokens.get(at).kind() == Kind.WORD || tokens.get(at).kind() == Kind.QUOTED_IDENTIFIER;
    }

    /// The parts between commas from `from` on.
    List<LockWords> parts(int from) {
        List<LockWords> parts = new ArrayList<>();
        int at = from;
        while (at < tokens.size()) {
            int comma = find(at, ",");
            int end = comma < 0 ? tokens.size() : comma;
            parts.add(new LockWords(text, tokens.subList(at, end)));
            at = end + 1;
        }
        return parts;
    }

    /// The tables behind `REFERENCES`, wherever it stands.
    List<String> references() {
        List<String> references = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is(text, "REFERENCES")) {
                name(i + 1).ifPresent(references::add);
            }
        }
        return references;
    }

    /// Whether a function of this name is called.
    boolean calls(String function) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is(text, function) && tokens.get(i + 1).is(text, "(")) {
                return true;
            }
        }
        return false;
    }

    /// Words up to a keyword, separated by blanks, in upper case.
    String upperUntil(int from, int to) {
        StringBuilder words = new StringBuilder();
        for (int i = from; i < Math.min(to, tokens.size()); i++) {
            words.append(words.isEmpty() ? "" : " ").append(tokens.get(i).upper(text));
        }
        return words.toString();
    }
}
