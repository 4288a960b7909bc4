package dev.turnstone.sql;

import dev.turnstone.sql.Token.Kind;
import java.util.List;
import java.util.Optional;

/// Walks over the tokens of a statement, comments left out, to read the few forms that matter. Not thread-safe.
public final class TokenReader {
    private final String text;
    private final List<Token> tokens;
    private int next;

    /// @param text the statement
    /// @param tokens its tokens, as a dialect's lexer cuts it
    public TokenReader(String text, List<Token> tokens) {
        this.text = text;
        this.tokens =
                tokens.stream().filter(token -> token.kind() != Kind.COMMENT).toList();
    }

    /// Whether everything was read, but for a closing semicolon.
    public boolean atEnd() {
        return next >= tokens.size()
                || (next == tokens.size() - 1 && tokens.get(next).is(text, ';'));
    }

    /// Reads the keywords, given in upper case, when they come next, all of them; otherwise reads nothing.
    public boolean accept(String... keywords) {
        if (next + keywords.length > tokens.size()) {
            return false;
        }
        for (int i = 0; i < keywords.length; i++) {
            if (!tokens.get(next + i).is(text, keywords[i])) {
                return false;
            }
        }
        next += keywords.length;
        return true;
    }

    /// Reads a name, qualified or not, as written.
    public Optional<String> name() {
        int at = next;
        StringBuilder name = new StringBuilder();
        while (at < tokens.size() && isName(tokens.get(at))) {
            name.append(tokens.get(at).in(text));
            at++;
            if (at + 1 >= tokens.size() || !tokens.get(at).is(text, '.')) {
                next = at;
                return Optional.of(name.toString());
            }
            name.append('.');
            at++;
        }
        return Optional.empty();
    }

    /// Skips tokens in balanced parentheses when an opening one comes next.
    public boolean parentheses() {
        if (next >= tokens.size() || !tokens.get(next).is(text, '(')) {
            return false;
        }
        int depth = 0;
        for (; next < tokens.size(); next++) {
            if (tokens.get(next).is(text, '(')) {
                depth++;
            } else if (tokens.get(next).is(text, ')')) {
                depth--;
                if (depth == 0) {
                    next++;
                    return true;
                }
            }
        }
        return true;
    }

    /// Whether the keyword, given in upper case, comes anywhere later; reads up to and including it when it does.
    public boolean skipTo(String keyword) {
        for (int i = next; i < tokens.size(); i++) {
            if (tokens.get(i).is(text, keyword)) {
                next = i + 1;
                return true;
            }
        }
        return false;
    }

    /// The text from the next token on.
    public String rest() {
        return next >= tokens.size() ? "" : text.substring(tokens.get(next).start());
    }

    private static boolean isName(Token token) {
        return token.kind() == Kind.WORD || token.kind() == Kind.QUOTED_IDENTIFIER;
    }
}
