package dev.turnstone.sqlite.text;

import java.util.List;
import java.util.Set;

/// A stored `CREATE VIEW`, read.
///
/// @param columns in lower case, when they are declared
/// @param query in normal form
/// @param tables what it reads
public record ViewText(String name, List<String> columns, String query, NamedTables tables) {
    /// Reads a stored text.
    ///
    /// @param known names of tables and columns, in lower case
    public static ViewText read(String sql, Set<String> known) throws UnreadableText {
        SqliteTokens tokens = new SqliteTokens(sql);
        int name = tokens.nameAfter("VIEW").orElseThrow(() -> new UnreadableText("not a CREATE VIEW"));
        List<String> columns = List.of();
        int at = name + 1;
        if (tokens.is(at, "(")) {
            int close = tokens.close(at);
            columns = KeyText.read(tokens, at + 1, close, TableScope.NONE).stream()
                    .flatMap(key -> key.column().stream())
                    .toList();
            at = close + 1;
        }
        if (!tokens.is(at, "AS")) {
            throw new UnreadableText("AS was expected at " + tokens.where(at));
        }
        int end = tokens.is(tokens.size() - 1, ";") ? tokens.size() - 1 : tokens.size();
        return new ViewText(
                tokens.name(name),
                columns,
                NormalText.statement(tokens, at + 1, end, known),
                NamedTables.in(tokens, at + 1, end));
    }
}
