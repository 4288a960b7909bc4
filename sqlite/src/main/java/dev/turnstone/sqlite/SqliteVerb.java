package dev.turnstone.sqlite;

import dev.turnstone.sql.Effect;
import dev.turnstone.sql.Token;
import dev.turnstone.sql.Token.Kind;
import java.util.Set;

/// What a statement does, by its first word and, for `WITH`, by the first word after its tables.
final class SqliteVerb {
    private static final Set<String> SCHEMA = Set.of("CREATE", "ALTER", "DROP");
    private static final Set<String> DATA = Set.of("INSERT", "UPDATE", "DELETE", "REPLACE");
    private static final int LONGEST = 30;
    private final String text;
    private String word = "";
    private boolean changesRows;

    SqliteVerb(String text) {
        this.text = text;
    }

    /// @param depth of parentheses, those of `token` counted
    void see(Token token, Token previous, int depth) {
        if (token.kind() != Kind.WORD) {
            return;
        }
        if (word.isEmpty()) {
            word = token.shortened(LONGEST).upper(text);
        } else if (word.equals("WITH") && depth == 0 && previous.is(text, ')')) {
            changesRows |= DATA.contains(token.shortened(LONGEST).upper(text));
        }
    }

    /// @param writesHeader whether a `PRAGMA` writes what the schema of a database carries with it
    Effect effect(boolean writesHeader) {
        if (writesHeader || SCHEMA.contains(word)) {
            return Effect.SCHEMA;
        }
        return changesRows || DATA.contains(word) ? Effect.DATA : Effect.NONE;
    }
}
