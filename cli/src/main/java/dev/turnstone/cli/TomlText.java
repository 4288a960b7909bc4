package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;

/// The characters of a TOML file: blanks, comments, keys and strings.
final class TomlText {
    private final String file;
    private final String content;
    private int at;
    private int line = 1;

    TomlText(String file, String content) {
        this.file = file;
        String plain = content.startsWith("\uFEFF") ? content.substring(1) : content;
        this.content = plain.indexOf('\r') < 0 ? plain : plain.replace("\r\n", "\n");
    }

    String file() {
        return file;
    }

    int line() {
        return line;
    }

    boolean atEnd() {
        return at >= content.length();
    }

    char peek() {
        if (atEnd()) {
            throw error("the file ends in the middle of something");
        }
        return content.charAt(at);
    }

    Misconfigured error(String message) {
        return new Misconfigured(file + ":" + line + ": " + message);
    }

    Misconfigured error(String message, Throwable cause) {
        Misconfigured error = error(message);
        error.addSuppressed(cause);
        return error;
    }

    void expect(char wanted) {
        skipBlanks();
        if (atEnd() || content.charAt(at) != wanted) {
            throw error("expected " + wanted + (atEnd() ? " before the end" : " instead of " + shown(peek())));
        }
        at++;
    }

    void skipBlanks() {
        while (at < content.length() && (content.charAt(at) == ' ' || content.charAt(at) == '\t')) {
            at++;
        }
    }

    /// Skips blanks, comments and ends of lines.
    void skipLines() {
        while (at < content.length()) {
            char c = content.charAt(at);
            if (c == '\n') {
                line++;
                at++;
            } else if (c == ' ' || c == '\t') {
                at++;
            } else if (c == '#') {
                skipComment();
            } else {
                return;
            }
        }
    }

    /// Demands that nothing but a comment follows on this line.
    void endOfLine() {
        skipBlanks();
        if (!atEnd() && peek() == '#') {
            skipComment();
        }
        if (!atEnd() && peek() != '\n') {
            throw error("expected the end of the line instead of " + shown(peek()));
        }
    }

    private void skipComment() {
        while (at < content.length() && content.charAt(at) != '\n') {
            at++;
        }
    }

    /// A key: bare or in quotes.
    String key() {
        if (!atEnd() && (peek() == '"' || peek() == '\'')) {
            return string();
        }
        int from = at;
        while (at < content.length() && isBare(content.charAt(at))) {
            at++;
        }
        if (from == at) {
            throw error("expected a key" + (atEnd() ? "" : " instead of " + shown(peek())));
        }
        return content.substring(from, at);
    }

    /// Whatever stands up to a blank, a comma, a bracket or a comment.
    String word() {
        int from = at;
        while (at < content.length() && ",]}# \t\n".indexOf(content.charAt(at)) < 0) {
            at++;
        }
        return content.substring(from, at);
    }

    /// A string of any of the four kinds.
    String string() {
        char quote = peek();
        String three = String.valueOf(quote).repeat(3);
        boolean multiline = content.startsWith(three, at);
        at += multiline ? 3 : 1;
        if (multiline && !atEnd() && peek() == '\n') {
            line++;
            at++;
        }
        StringBuilder string = new StringBuilder();
        int opened = line;
        while (!closes(quote, three, multiline)) {
            if (atEnd() || (peek() == '\n' && !multiline)) {
                throw new Misconfigured(file + ":" + opened + ": the string that begins here is never closed");
            }
            character(string, quote);
        }
        at += multiline ? 3 : 1;
        while (multiline && !atEnd() && peek() == quote) {
            string.append(quote);
            at++;
        }
        return string.toString();
    }

    private boolean closes(char quote, String three, boolean multiline) {
        return multiline ? content.startsWith(three, at) : !atEnd() && peek() == quote;
    }

    private void character(StringBuilder string, char quote) {
        char c = content.charAt(at++);
        if (c == '\n') {
            line++;
        }
        if (c == '\\' && quote == '"') {
            escape(string);
        } else {
            string.append(c);
        }
    }

    private void escape(StringBuilder string) {
        char c = peek();
        at++;
        switch (c) {
            case 'b' -> string.append('\b');
            case 't' -> string.append('\t');
            case 'n' -> string.append('\n');
            case 'f' -> string.append('\f');
            case 'r' -> string.append('\r');
            case '"' -> string.append('"');
            case '\\' -> string.append('\\');
            case 'u' -> string.appendCodePoint(codePoint(4));
            case 'U' -> string.appendCodePoint(codePoint(8));
            case '\n', ' ', '\t' -> {
                at--;
                skipWhite();
            }
            default -> throw error("unknown escape \\" + c + ": a backslash itself is written \\\\");
        }
    }

    private void skipWhite() {
        while (!atEnd() && Character.isWhitespace(peek())) {
            if (peek() == '\n') {
                line++;
            }
            at++;
        }
    }

    private int codePoint(int digits) {
        int end = Math.min(at + digits, content.length());
        String hex = content.substring(at, end);
        at = end;
        try {
            int codePoint = Integer.parseInt(hex, 16);
            if (hex.length() == digits && Character.isValidCodePoint(codePoint)) {
                return codePoint;
            }
            throw error("\\" + (digits == 4 ? "u" : "U") + hex + " is no character");
        } catch (NumberFormatException notHexadecimal) {
            throw error("\\" + (digits == 4 ? "u" : "U") + hex + " is no character", notHexadecimal);
        }
    }

    private static boolean isBare(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    private static String shown(char c) {
        return c == '\n' ? "the end of the line" : "\"" + c + "\"";
    }
}
