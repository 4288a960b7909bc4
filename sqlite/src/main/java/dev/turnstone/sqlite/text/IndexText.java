package dev.turnstone.sqlite.text;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A stored `CREATE INDEX`, read.
///
/// @param table in lower case
/// @param where its condition in normal form
/// @param columns all columns it mentions, in lower case
public record IndexText(
        String name, String table, boolean unique, List<KeyText> keys, Optional<String> where, Set<String> columns) {
    /// Reads a stored text.
    ///
    /// @param known the columns of its table, in lower case
    public static IndexText read(String sql, Set<String> known) throws UnreadableText {
        SqliteTokens tokens = new SqliteTokens(sql);
        int name = tokens.nameAfter("INDEX").orElseThrow(() -> new UnreadableText("not a CREATE INDEX"));
        if (!tokens.is(name + 1, "ON") || !tokens.is(name + 3, "(")) {
            throw new UnreadableText("ON and columns were expected at " + tokens.where(name + 1));
        }
        TableScope scope = new TableScope(SqliteWords.fold(tokens.name(name + 2)), known);
        int close = tokens.close(name + 3);
        Optional<String> where = tokens.is(close + 1, "WHERE")
                ? Optional.of(NormalText.expression(tokens, close + 2, tokens.size(), scope))
                : Optional.empty();
        return new IndexText(
                tokens.name(name),
                SqliteWords.fold(tokens.name(name + 2)),
                tokens.is(1, "UNIQUE"),
                KeyText.read(tokens, name + 4, close, scope),
                where,
                ConstraintReader.mentioned(tokens, name + 4, tokens.size(), scope));
    }
}
