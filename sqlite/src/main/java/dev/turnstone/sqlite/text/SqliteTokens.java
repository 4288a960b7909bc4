package dev.turnstone.sqlite.text;

import dev.turnstone.sql.Token;
import dev.turnstone.sql.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The tokens of one statement, comments left out. A place is an index among them; places beyond the end are allowed
/// and hold nothing. Immutable.
public final class SqliteTokens {
    private final String text;
    private final List<Token> tokens;

    /// The tokens of `text`.
    public SqliteTokens(String text) {
        this.text = text;
        this.tokens = new SqliteLexer(text)
                .rest().stream().filter(token -> token.kind() != Kind.COMMENT).toList();
    }

    /// How many there are.
    public int size() {
        return tokens.size();
    }

    /// Whether the keyword or symbol, given in upper case, stands at `place`.
    public boolean is(int place, String expected) {
        return place >= 0 && place < size() && tokens.get(place).is(text, expected);
    }

    /// Whether these keywords stand at `place` and behind it.
    public boolean are(int place, String... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (!is(place + i, expected[i])) {
                return false;
            }
        }
        return true;
    }

    /// What sort of token stands at `place`; `END` beyond the end.
    public Kind kind(int place) {
        return place >= 0 && place < size() ? tokens.get(place).kind() : Kind.END;
    }

    /// The token as written.
    public String written(int place) {
        return place >= 0 && place < size() ? tokens.get(place).in(text) : "";
    }

    /// Whether a name can stand at `place`: a word, or anything in quotes.
    public boolean isName(int place) {
        return switch (kind(place)) {
            case WORD, QUOTED_IDENTIFIER -> true;
            case STRING -> written(place).startsWith("'");
            case NUMBER, SYMBOL, COMMENT, PARAMETER, UNCLOSED, END -> false;
        };
    }

    /// The name at `place`, without its quotes.
    public String name(int place) throws UnreadableText {
        if (!isName(place)) {
            throw new UnreadableText("a name was expected at " + where(place));
        }
        return SqliteWords.unquoted(written(place));
    }

    /// The word at `place` in lower case; empty when there is none.
    public String word(int place) {
        return kind(place) == Kind.WORD ? SqliteWords.fold(written(place)) : "";
    }

    /// The place of the parenthesis that closes the one at `place`.
    public int close(int place) throws UnreadableText {
        int depth = 0;
        for (int at = place; at < size(); at++) {
            if (is(at, "(")) {
                depth++;
            } else if (is(at, ")")) {
                depth--;
                if (depth == 0) {
                    return at;
                }
            }
        }
        throw new UnreadableText("a parenthesis is not closed at " + where(place));
    }

    /// The place of the next comma outside parentheses in `from` until `end`, or `end`.
    public int comma(int from, int end) {
        int depth = 0;
        for (int at = from; at < end; at++) {
            if (is(at, "(")) {
                depth++;
            } else if (is(at, ")")) {
                depth--;
            } else if (depth == 0 && is(at, ",")) {
                return at;
            }
        }
        return end;
    }

    /// The tokens in `from` until `end` as written, comments left out and white space made one blank.
    public String written(int from, int end) {
        StringBuilder written = new StringBuilder();
        for (int at = from; at < end; at++) {
            if (at > from && tokens.get(at - 1).end() < tokens.get(at).start()) {
                written.append(' ');
            }
            written.append(written(at));
        }
        return written.toString();
    }

    /// Whether `table`, in lower case, stands here before a dot and a name.
    boolean qualifies(int place, String table) {
        return is(place + 1, ".")
                && isName(place)
                && isName(place + 2)
                && SqliteWords.fold(SqliteWords.unquoted(written(place))).equals(table);
    }

    /// The text from the first token to the last, as it stands, with other texts in place of some tokens.
    ///
    /// @param others by place
    String replaced(Map<Integer, String> others) {
        StringBuilder replaced = new StringBuilder();
        int copied = tokens.get(0).start();
        for (int at = 0; at < size(); at++) {
            String other = others.get(at);
            if (other != null) {
                replaced.append(text, copied, tokens.get(at).start()).append(other);
                copied = tokens.get(at).end();
            }
        }
        return replaced.append(text, copied, tokens.get(size() - 1).end()).toString();
    }

    /// The text from the first token to the last, as it stands.
    public String trimmed() {
        return tokens.isEmpty()
                ? ""
                : text.substring(tokens.get(0).start(), tokens.get(size() - 1).end());
    }

    /// The place of a statement's name: after `CREATE`, what is created, `IF NOT EXISTS` and a schema.
    Optional<Integer> nameAfter(String what) {
        int at = is(0, "CREATE") ? 1 : -1;
        if (is(at, "TEMP") || is(at, "TEMPORARY") || is(at, "UNIQUE")) {
            at++;
        }
        for (String word : what.toUpperCase(Locale.ROOT).split(" ", -1)) {
            if (!is(at, word)) {
                return Optional.empty();
            }
            at++;
        }
        at += are(at, "IF", "NOT", "EXISTS") ? 3 : 0;
        at += is(at + 1, ".") ? 2 : 0;
        return isName(at) ? Optional.of(at) : Optional.empty();
    }

    String where(int place) {
        return place < size() ? "\"" + written(place) + "\"" : "the end";
    }
}
