package dev.turnstone.postgresql;

import dev.turnstone.sql.Effect;
import dev.turnstone.sql.Token;
import dev.turnstone.sql.Token.Kind;
import java.util.Set;

/// What a statement does, by its first word and, for `WITH`, `SELECT … INTO` and `EXPLAIN ANALYZE`, by later ones.
final class Verb {
    private static final Set<String> SCHEMA =
            Set.of("CREATE", "ALTER", "DROP", "COMMENT", "GRANT", "REVOKE", "SECURITY", "IMPORT", "REASSIGN");
    private static final Set<String> DATA =
            Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "COPY", "REFRESH");
    private static final Set<String> ROWS = Set.of("INSERT", "UPDATE", "DELETE", "MERGE");
    private static final Set<String> WRAPPERS = Set.of("WITH", "SELECT", "EXPLAIN");
    private static final int LONGEST = 30;

    private final String text;
    private String word = "";
    private boolean analyze;
    private boolean changesRows;
    private boolean makesTable;

    Verb(String text) {
        this.text = text;
    }

    /// The first word in upper case, empty when the statement has none yet.
    String word() {
        return word;
    }

    /// @param depth of parentheses, those of `token` counted
    void see(Token token, Token previous, int depth) {
        if (token.kind() != Kind.WORD) {
            return;
        }
        if (word.isEmpty()) {
            word = token.shortened(LONGEST).upper(text);
        } else if (WRAPPERS.contains(word)) {
            look(token, previous, depth);
        }
    }

    private void look(Token token, Token previous, int depth) {
        analyze |= token.is(text, "ANALYZE") || token.is(text, "ANALYSE");
        makesTable |= depth == 0 && token.is(text, "INTO") && !isRowsVerb(previous);
        makesTable |= word.equals("EXPLAIN") && depth == 0 && token.is(text, "CREATE");
        boolean mayBegin = previous.is(text, '(') || (depth == 0 && (previous.is(text, ')') || word.equals("EXPLAIN")));
        changesRows |= mayBegin && isRowsVerb(token);
    }

    private boolean isRowsVerb(Token token) {
        return token.kind() == Kind.WORD && token.end() - token.start() <= 6 && ROWS.contains(token.upper(text));
    }

    Effect effect() {
        if (!WRAPPERS.contains(word)) {
            return DATA.contains(word) ? Effect.DATA : SCHEMA.contains(word) ? Effect.SCHEMA : Effect.NONE;
        }
        if (word.equals("EXPLAIN") && !analyze) {
            return Effect.NONE;
        }
        if (changesRows) {
            return Effect.DATA;
        }
        return makesTable ? Effect.SCHEMA : Effect.NONE;
    }
}
