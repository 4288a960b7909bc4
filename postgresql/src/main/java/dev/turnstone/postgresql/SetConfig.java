package dev.turnstone.postgresql;

import dev.turnstone.sql.Statement;
import dev.turnstone.sql.Token;
import java.util.List;
import java.util.Optional;

/// `SELECT set_config('name', 'value', false)`, as dumps write it: a `SET` in the form of a query.
///
/// @param parameter what is set
/// @param local the same statement for the rest of its transaction only
record SetConfig(String parameter, String local) {
    /// The setting, when the statement is nothing else.
    static Optional<SetConfig> of(Statement statement) {
        String text = statement.text();
        List<Token> tokens = PostgresLexer.tokens(statement).stream()
                .filter(token -> token.kind() != Token.Kind.COMMENT)
                .toList();
        int at = tokens.size() > 3 && tokens.get(1).is(text, "PG_CATALOG") ? 3 : 1;
        boolean shape = tokens.size() == at + 8
                && tokens.get(at).is(text, "SET_CONFIG")
                && tokens.get(at + 2).kind() == Token.Kind.STRING
                && tokens.get(at + 6).is(text, "FALSE");
        if (!shape) {
            return Optional.empty();
        }
        String parameter = tokens.get(at + 2).in(text).replace("'", "");
        Token last = tokens.get(at + 6);
        return Optional.of(
                new SetConfig(parameter, text.substring(0, last.start()) + "true" + text.substring(last.end())));
    }
}
