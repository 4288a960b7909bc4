package dev.turnstone.sqlite.text;

import dev.turnstone.sql.Token.Kind;
import java.util.Optional;
import java.util.Set;

/// Tokens in a form that no longer depends on white space, comments, the case of words, and quotes around names.
///
/// SQLite takes a word in double quotes for a name when there is such a name, and otherwise for a text: so names must
/// be known.
public final class NormalText {
    private final SqliteTokens tokens;
    private final Set<String> known;
    private final Optional<String> table;

    private NormalText(SqliteTokens tokens, Set<String> known, Optional<String> table) {
        this.tokens = tokens;
        this.known = known;
        this.table = table;
    }

    /// An expression over columns of one table: what is in double quotes and no column is a text.
    /// The table's own name before a column is left out.
    static String expression(SqliteTokens tokens, int from, int end, TableScope scope) {
        return new NormalText(tokens, scope.columns(), Optional.of(scope.table())).of(from, end);
    }

    /// A statement: what is in double quotes and unknown stays as it is.
    ///
    /// @param names of tables and columns, in lower case
    public static String statement(SqliteTokens tokens, int from, int end, Set<String> names) {
        return new NormalText(tokens, names, Optional.empty()).of(from, end);
    }

    /// A name in this form: in lower case, and in quotes only when it must be.
    public static String name(String name) {
        return SqliteWords.written(SqliteWords.fold(name));
    }

    private String of(int from, int end) {
        StringBuilder text = new StringBuilder();
        String last = "";
        boolean unary = false;
        for (int at = from; at < end; at++) {
            if (table.isPresent() && tokens.qualifies(at, table.get())) {
                at++;
                continue;
            }
            String next = token(at);
            if (!last.isEmpty() && apart(last, next) && !unary) {
                text.append(' ');
            }
            boolean operand = at > from && isOperand(at - 1);
            unary = (next.equals("-") || next.equals("+") || next.equals("~")) && !operand;
            text.append(next);
            last = next;
        }
        return text.toString();
    }

    /// Whether what stands at `place` can be the left side of an operator.
    private boolean isOperand(int place) {
        return switch (tokens.kind(place)) {
            case WORD -> !SqliteKeywords.has(tokens.written(place)) || tokens.is(place, "END");
            case SYMBOL -> tokens.is(place, ")");
            case QUOTED_IDENTIFIER, STRING, NUMBER, PARAMETER, COMMENT, UNCLOSED, END -> true;
        };
    }

    private static boolean apart(String last, String next) {
        if (last.equals("(") || last.equals(".") || ",).;".contains(next)) {
            return false;
        }
        char end = last.charAt(last.length() - 1);
        boolean name = Character.isLetterOrDigit(end) || end == '_' || end == '"';
        return !next.equals("(") || !name || SqliteKeywords.beforeParentheses(last);
    }

    private String token(int place) {
        String written = tokens.written(place);
        Kind kind = tokens.kind(place);
        return switch (kind) {
            case WORD ->
                table.isPresent() && known.contains(SqliteWords.fold(written))
                        ? name(written)
                        : SqliteWords.fold(written);
            case NUMBER -> SqliteWords.fold(written);
            case QUOTED_IDENTIFIER -> quoted(written);
            case STRING -> written.startsWith("'") ? written : SqliteWords.fold(written);
            case SYMBOL, PARAMETER, COMMENT, UNCLOSED, END -> written;
        };
    }

    private String quoted(String written) {
        String name = SqliteWords.unquoted(written);
        if (written.startsWith("\"") && !known.contains(SqliteWords.fold(name))) {
            return table.isPresent() ? SqliteWords.literal(name) : SqliteWords.quote(name);
        }
        return name(name);
    }
}
