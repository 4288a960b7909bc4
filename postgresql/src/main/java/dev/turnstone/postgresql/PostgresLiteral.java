package dev.turnstone.postgresql;

import dev.turnstone.sql.Token;

/// What a string literal says once its quotes and escapes are taken off.
final class PostgresLiteral {
    private final String text;
    private final boolean plainEscapes;
    private final boolean unicodeEscapes;
    private final StringBuilder value = new StringBuilder();
    private int at;

    private PostgresLiteral(String text, int at, boolean plainEscapes, boolean unicodeEscapes) {
        this.text = text;
        this.at = at;
        this.plainEscapes = plainEscapes;
        this.unicodeEscapes = unicodeEscapes;
    }

    /// The value of a token of kind `STRING`. A plain string is taken to conform to the standard, a `UESCAPE`
    /// clause to be absent; a malformed escape stands for itself.
    static String value(String text, Token string) {
        String written = string.in(text);
        if (written.charAt(0) == '$') {
            int delimiter = PostgresLexer.dollarDelimiter(written, 0);
            return written.substring(delimiter, written.length() - delimiter);
        }
        char prefix = Character.toUpperCase(written.charAt(0));
        return new PostgresLiteral(written, written.indexOf('\''), prefix == 'E', prefix == 'U').decode();
    }

    private String decode() {
        boolean inside = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (!inside && c == '-') {
                at = PostgresLexer.lineEnd(text, at);
            } else if (c == '\'') {
                inside = quote(inside);
            } else if (inside && c == '\\' && (plainEscapes || unicodeEscapes)) {
                escape();
            } else if (inside) {
                value.append(c);
                at++;
            } else {
                at++;
            }
        }
        return value.toString();
    }

    private boolean quote(boolean inside) {
        boolean doubled = inside && at + 1 < text.length() && text.charAt(at + 1) == '\'';
        if (doubled) {
            value.append('\'');
        }
        at += doubled ? 2 : 1;
        return doubled || !inside;
    }

    private void escape() {
        char kind = at + 1 < text.length() ? text.charAt(at + 1) : '\\';
        if (unicodeEscapes) {
            unicode(kind);
            return;
        }
        switch (kind) {
            case 'b' -> one('\b');
            case 'f' -> one('\f');
            case 'n' -> one('\n');
            case 'r' -> one('\r');
            case 't' -> one('\t');
            case 'x' -> number(at + 2, 1, 2, 16, kind);
            case 'u' -> number(at + 2, 4, 4, 16, kind);
            case 'U' -> number(at + 2, 8, 8, 16, kind);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> number(at + 1, 1, 3, 8, kind);
            default -> one(kind);
        }
    }

    private void unicode(char kind) {
        switch (kind) {
            case '+' -> number(at + 2, 6, 6, 16, kind);
            case '\\' -> one(kind);
            default -> number(at + 1, 4, 4, 16, '\\');
        }
    }

    private void one(char c) {
        value.append(c);
        at += 2;
    }

    private void number(int from, int least, int most, int radix, char otherwise) {
        int to = from;
        while (to < text.length() && to - from < most && Character.digit(text.charAt(to), radix) >= 0) {
            to++;
        }
        int code = to - from < least ? -1 : Integer.parseUnsignedInt(text.substring(from, to), radix);
        if (Character.isValidCodePoint(code)) {
            value.appendCodePoint(code);
            at = to;
        } else {
            value.append(otherwise);
            at = Math.min(text.length(), otherwise == '\\' ? at + 1 : at + 2);
        }
    }
}
