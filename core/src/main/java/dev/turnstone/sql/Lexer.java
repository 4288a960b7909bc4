package dev.turnstone.sql;

import dev.turnstone.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Cuts a text into tokens, one at a time. It never fails: what is never closed becomes a token of its own kind.
///
/// This class holds the character work on which databases agree; each dialect adds its own quotes. Not thread-safe:
/// one lexer reads one text once.
public abstract class Lexer {
    /// The text being read.
    protected final String text;
    /// The next character to read.
    protected int position;

    /// A lexer at the first character of `text`.
    protected Lexer(String text) {
        this.text = text;
    }

    /// The next token, or, when there is none, one of kind `END`, as often as it is asked for.
    public final Token next() {
        while (position < text.length() && isSpace(text.charAt(position))) {
            position++;
        }
        int start = position;
        if (start == text.length()) {
            return new Token(Kind.END, start, start);
        }
        Kind kind = read(text.charAt(start));
        if (position <= start) {
            throw new IllegalStateException("no progress at offset " + start);
        }
        return new Token(kind, start, position);
    }

    /// All tokens that are left, comments included, without the end.
    public final List<Token> rest() {
        List<Token> tokens = new ArrayList<>();
        for (Token token = next(); token.kind() != Kind.END; token = next()) {
            tokens.add(token);
        }
        return List.copyOf(tokens);
    }

    /// Whether `c`, standing at `position`, is white space between tokens.
    protected abstract boolean isSpace(char c);

    /// Reads the token whose first character, at `position`, is `first`; leaves `position` behind its last one.
    protected abstract Kind read(char first);

    /// Whether `c` may stand inside a word.
    protected abstract boolean isWordPart(char c);

    /// The character `ahead` places on, or NUL behind the end.
    protected final char peek(int ahead) {
        int at = position + ahead;
        return at < text.length() ? text.charAt(at) : '\0';
    }

    /// Reads `length` characters as `kind`.
    protected final Kind take(int length, Kind kind) {
        position += length;
        return kind;
    }

    /// Reads to the end of the text as something never closed.
    protected final Kind unclosed() {
        position = text.length();
        return Kind.UNCLOSED;
    }

    /// Reads on to the end of the line, which is not part of the comment.
    protected final Kind lineComment() {
        int end = text.indexOf('\n', position);
        position = end < 0 ? text.length() : end;
        return Kind.COMMENT;
    }

    /// Reads a word: everything that may stand inside one.
    protected final Kind word() {
        do {
            position++;
        } while (position < text.length() && isWordPart(text.charAt(position)));
        return Kind.WORD;
    }

    /// Reads what stands between two `quote` characters, the first at `position`; a doubled one does not close it.
    protected final Kind quoted(char quote, Kind kind) {
        int end = position;
        do {
            end = text.indexOf(quote, end + 1);
            if (end < 0) {
                return unclosed();
            }
            end++;
        } while (end < text.length() && text.charAt(end) == quote);
        position = end;
        return kind;
    }

    /// Reads a number: `12`, `1_000`, `.5`, `1.5e-3`, `0xff`. It does not swallow the dots of `1..10`.
    protected final Kind number() {
        boolean based = text.charAt(position) == '0' && "xXoObB".indexOf(peek(1)) >= 0 && isHexDigit(peek(2));
        if (based) {
            position += 2;
            digits(true);
            return Kind.NUMBER;
        }
        digits(false);
        if (peek(0) == '.' && peek(1) != '.') {
            position++;
            digits(false);
        }
        if (peek(0) == 'e' || peek(0) == 'E') {
            int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
            if (isDigit(peek(1 + sign))) {
                position += 1 + sign;
                digits(false);
            }
        }
        return Kind.NUMBER;
    }

    private void digits(boolean hex) {
        while (isDigit(peek(0)) || peek(0) == '_' || (hex && isHexDigit(peek(0)))) {
            position++;
        }
    }

    /// Whether `c` is one of `0` to `9`.
    protected static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHexDigit(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /// Whether `c` is an ASCII letter, an underscore, or any character beyond ASCII.
    protected static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }
}
