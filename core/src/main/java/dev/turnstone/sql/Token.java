package dev.turnstone.sql;

/// A piece of a text as a database's own lexer would cut it.
///
/// @param kind what it is
/// @param start where it begins in the text, zero-based, in UTF-16 units
/// @param end where the next character after it stands
public record Token(Kind kind, int start, int end) {
    /// What a token is.
    public enum Kind {
        /// A keyword or an identifier without quotes.
        WORD,
        /// An identifier in quotes (or brackets), its quotes and prefix included.
        QUOTED_IDENTIFIER,
        /// A literal in quotes of any sort, its quotes and prefix included.
        STRING,
        NUMBER,
        /// An operator or a mark of punctuation.
        SYMBOL,
        COMMENT,
        /// A place for a value: `$1`, `?`, `:name`.
        PARAMETER,
        /// A quote or comment that is opened and never closed: it reaches to the end of the text.
        UNCLOSED,
        /// The end of the text, of length zero.
        END
    }

    /// The token as written in `text`, which must be the text it was found in.
    public String in(String text) {
        return text.substring(start, end);
    }

    /// Whether this is the keyword or symbol `expected`, given in upper case. Only ASCII letters have two cases.
    public boolean is(String text, String expected) {
        if ((kind != Kind.WORD && kind != Kind.SYMBOL) || end - start != expected.length()) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            char c = text.charAt(start + i);
            if (c != expected.charAt(i) && (c < 'a' || c > 'z' || c - 32 != expected.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// Whether this is the symbol `c`.
    public boolean is(String text, char c) {
        return kind == Kind.SYMBOL && end - start == 1 && text.charAt(start) == c;
    }

    /// The token as written, ASCII letters in upper case.
    public String upper(String text) {
        char[] letters = new char[end - start];
        for (int i = 0; i < letters.length; i++) {
            char c = text.charAt(start + i);
            letters[i] = c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
        }
        return new String(letters);
    }

    /// The same token, or its beginning when it is longer than `longest`.
    public Token shortened(int longest) {
        return end - start <= longest ? this : new Token(kind, start, start + longest);
    }
}
