package dev.turnstone.postgresql;

import dev.turnstone.sql.Effect;
import dev.turnstone.sql.Statement;
import dev.turnstone.sql.Token;
import java.util.List;
import java.util.Set;

/// Tells the statements that take no rows and no values with them, whatever they meet.
final class RowSparing {
    private static final Set<String> VERBS = Set.of("CREATE", "COMMENT", "GRANT", "REVOKE");
    private static final Set<String> ALTERED = Set.of("INDEX", "TABLE", "VIEW", "POLICY", "TRIGGER");
    private static final Set<String> DROPPED =
            Set.of("CONSTRAINT", "DEFAULT", "NOT", "EXPRESSION", "IDENTITY", "INDEX", "VIEW", "POLICY", "TRIGGER");
    private static final Set<String> CHANGING = Set.of("TYPE", "CASCADE", "DETACH", "ATTACH");

    private RowSparing() {}

    /// Whether the statement is one of them.
    static boolean is(Statement statement) {
        if (statement.effect() == Effect.DATA) {
            return false;
        }
        String text = statement.text();
        List<Token> tokens = PostgresLexer.tokens(statement).stream()
                .filter(token -> token.kind() != Token.Kind.COMMENT)
                .toList();
        String first = word(text, tokens, 0);
        if (VERBS.contains(first)) {
            return true;
        }
        boolean alters = first.equals("ALTER") && ALTERED.contains(word(text, tokens, 1));
        if (!alters && !first.equals("DROP")) {
            return false;
        }
        for (int i = 0; i < tokens.size(); i++) {
            String word = word(text, tokens, i);
            if (CHANGING.contains(word) || (word.equals("DROP") && !DROPPED.contains(word(text, tokens, i + 1)))) {
                return false;
            }
        }
        return true;
    }

    private static String word(String text, List<Token> tokens, int index) {
        return index < tokens.size() && tokens.get(index).kind() == Token.Kind.WORD
                ? tokens.get(index).upper(text)
                : "";
    }
}
