package dev.turnstone.sqlite.text;

import dev.turnstone.sql.Lexer;
import dev.turnstone.sql.Statement;
import dev.turnstone.sql.Token;
import dev.turnstone.sql.Token.Kind;
import java.util.List;

/// SQLite's lexical rules (its `tokenize.c`): four ways to quote a name, comments that do not nest and that the end
/// of the text closes.
public final class SqliteLexer extends Lexer {
    private static final List<String> OPERATORS = List.of("->>", "->", "||", "==", "<=", "<>", "<<", ">=", ">>", "!=");

    /// A lexer at the first character of `text`.
    public SqliteLexer(String text) {
        super(text);
    }

    /// The tokens of a statement, comments included; places count from the statement's first character.
    public static List<Token> tokens(Statement statement) {
        return new SqliteLexer(statement.text()).rest();
    }

    @Override
    protected boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == '\uFEFF';
    }

    @Override
    protected boolean isWordPart(char c) {
        return isLetter(c) || isDigit(c) || c == '$';
    }

    @Override
    protected Kind read(char first) {
        return switch (first) {
            case '\'' -> quoted('\'', Kind.STRING);
            case '"', '`' -> quoted(first, Kind.QUOTED_IDENTIFIER);
            case '[' -> upTo(']');
            case '?' -> parameter();
            case ':', '@', '$', '#' -> isWordPart(peek(1)) ? parameter() : take(1, Kind.SYMBOL);
            default -> wordOrNumber(first);
        };
    }

    private Kind wordOrNumber(char first) {
        if ((first == 'x' || first == 'X') && peek(1) == '\'') {
            position++;
            return quoted('\'', Kind.STRING);
        }
        if (isLetter(first)) {
            return word();
        }
        if (isDigit(first) || (first == '.' && isDigit(peek(1)))) {
            return number();
        }
        return symbolOrComment(first);
    }

    private Kind symbolOrComment(char first) {
        if (first == '-' && peek(1) == '-') {
            return lineComment();
        }
        if (first == '/' && peek(1) == '*') {
            int end = text.indexOf("*/", position + 2);
            position = end < 0 ? text.length() : end + 2;
            return Kind.COMMENT;
        }
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, position)) {
                return take(operator.length(), Kind.SYMBOL);
            }
        }
        return take(1, Kind.SYMBOL);
    }

    private Kind upTo(char close) {
        int end = text.indexOf(close, position);
        if (end < 0) {
            return unclosed();
        }
        position = end + 1;
        return Kind.QUOTED_IDENTIFIER;
    }

    private Kind parameter() {
        word();
        return Kind.PARAMETER;
    }
}
