package dev.turnstone.postgresql;

import dev.turnstone.sql.Lexer;
import dev.turnstone.sql.Statement;
import dev.turnstone.sql.Token;
import dev.turnstone.sql.Token.Kind;
import java.util.List;

/// PostgreSQL's lexical rules (chapter 4.1 of its manual): dollar quotes, nested comments, `E''`, `U&''` and their
/// kin, strings continued on the next line. Follows `SET standard_conforming_strings` as it passes by.
public final class PostgresLexer extends Lexer {
    private static final String OPERATOR_CHARACTERS = "+-*/<>=~!@#%^&|`?";
    private static final String SIGN_MAY_END = "~!@#%^&|`?";
    private static final int LONGEST_OPERATOR = 63;
    private final StandardStrings standardStrings = new StandardStrings();

    /// A lexer at the first character of `text`, where strings conform to the standard.
    public PostgresLexer(String text) {
        super(text);
    }

    /// The tokens of a statement, comments included; places count from the statement's first character.
    public static List<Token> tokens(Statement statement) {
        return new PostgresLexer(statement.text()).rest();
    }

    @Override
    protected boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || (c == '\uFEFF' && position == 0);
    }

    @Override
    protected boolean isWordPart(char c) {
        return isLetter(c) || isDigit(c) || c == '$';
    }

    @Override
    protected Kind read(char first) {
        int start = position;
        Kind kind = scan(first);
        if (kind != Kind.COMMENT) {
            standardStrings.see(text, new Token(kind, start, position));
        }
        return kind;
    }

    private Kind scan(char first) {
        if (first == '\'') {
            return string(0, !standardStrings.on());
        }
        if (first == '"') {
            return quoted('"', Kind.QUOTED_IDENTIFIER);
        }
        if (first == '$') {
            return dollar();
        }
        if (isDigit(first) || (first == '.' && isDigit(peek(1)))) {
            return number();
        }
        return isLetter(first) ? wordOrPrefix(first) : symbolOrComment(first);
    }

    private Kind wordOrPrefix(char first) {
        char second = peek(1);
        if (second == '\'' && "eEbBxXnN".indexOf(first) >= 0) {
            boolean plain = first == 'n' || first == 'N';
            return string(1, first == 'e' || first == 'E' || (plain && !standardStrings.on()));
        }
        if ((first == 'u' || first == 'U') && second == '&') {
            if (peek(2) == '\'') {
                return string(2, false);
            }
            if (peek(2) == '"') {
                position += 2;
                return quoted('"', Kind.QUOTED_IDENTIFIER);
            }
        }
        return word();
    }

    /// A string whose opening quote stands `prefix` characters on, and all that continue it on later lines.
    private Kind string(int prefix, boolean backslashes) {
        position += prefix;
        int open = position;
        while (open >= 0) {
            int end = backslashes ? endWithBackslashes(open) : endOfString(open);
            if (end < 0) {
                return unclosed();
            }
            position = end;
            open = continuation();
        }
        return Kind.STRING;
    }

    private int endOfString(int open) {
        int end = text.indexOf('\'', open + 1);
        while (end >= 0 && end + 1 < text.length() && text.charAt(end + 1) == '\'') {
            end = text.indexOf('\'', end + 2);
        }
        return end < 0 ? -1 : end + 1;
    }

    private int endWithBackslashes(int open) {
        for (int i = open + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '\'') {
                if (i + 1 == text.length() || text.charAt(i + 1) != '\'') {
                    return i + 1;
                }
                i++;
            }
        }
        return -1;
    }

    /// Where the quote stands that continues a string ended at `position`: after white space and line comments that
    /// hold at least one line end. -1 when there is none.
    private int continuation() {
        boolean newLine = false;
        int i = position;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\'') {
                return newLine ? i : -1;
            }
            if (c == '-' && text.startsWith("--", i)) {
                i = lineEnd(text, i);
            } else if (c == ' ' || (c >= '\t' && c <= '\r')) {
                newLine |= c == '\n' || c == '\r';
                i++;
            } else {
                return -1;
            }
        }
        return -1;
    }

    private Kind dollar() {
        if (isDigit(peek(1))) {
            do {
                position++;
            } while (isDigit(peek(0)));
            return Kind.PARAMETER;
        }
        int delimiter = dollarDelimiter(text, position);
        if (delimiter == 0) {
            return take(1, Kind.SYMBOL);
        }
        int close = text.indexOf(text.substring(position, position + delimiter), position + delimiter);
        if (close < 0) {
            return unclosed();
        }
        position = close + delimiter;
        return Kind.STRING;
    }

    /// The length of the `$tag$` that stands at `at`, 0 when none does.
    static int dollarDelimiter(String text, int at) {
        int i = at + 1;
        while (i < text.length() && (isLetter(text.charAt(i)) || (i > at + 1 && isDigit(text.charAt(i))))) {
            i++;
        }
        return i < text.length() && text.charAt(i) == '$' ? i + 1 - at : 0;
    }

    /// Where the line ends that holds the character at `at`: a carriage return ends one, too.
    static int lineEnd(String text, int at) {
        int i = at;
        while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            i++;
        }
        return i;
    }

    private Kind symbolOrComment(char first) {
        if (first == '-' && peek(1) == '-') {
            position = lineEnd(text, position);
            return Kind.COMMENT;
        }
        if (first == '/' && peek(1) == '*') {
            return nestedComment();
        }
        if (first == ':' && peek(1) == ':') {
            return take(2, Kind.SYMBOL);
        }
        return take(OPERATOR_CHARACTERS.indexOf(first) < 0 ? 1 : operatorLength(), Kind.SYMBOL);
    }

    /// An operator ends before a comment, and with a sign only when it holds a character that no standard operator
    /// has.
    private int operatorLength() {
        int length = 0;
        boolean unusual = false;
        while (length < LONGEST_OPERATOR
                && OPERATOR_CHARACTERS.indexOf(peek(length)) >= 0
                && !text.startsWith("--", position + length)
                && !text.startsWith("/*", position + length)) {
            unusual |= SIGN_MAY_END.indexOf(peek(length)) >= 0;
            length++;
        }
        while (length > 1 && !unusual && (peek(length - 1) == '+' || peek(length - 1) == '-')) {
            length--;
        }
        return length;
    }

    private Kind nestedComment() {
        int depth = 1;
        position += 2;
        while (position < text.length() && depth > 0) {
            if (text.startsWith("/*", position)) {
                depth++;
                position += 2;
            } else if (text.startsWith("*/", position)) {
                depth--;
                position += 2;
            } else {
                position++;
            }
        }
        return depth == 0 ? Kind.COMMENT : unclosed();
    }
}
