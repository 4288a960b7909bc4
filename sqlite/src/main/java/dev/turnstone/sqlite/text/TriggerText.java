package dev.turnstone.sqlite.text;

import java.util.Set;

/// A stored `CREATE TRIGGER`, read.
///
/// @param table the table or view it is on, in lower case
/// @param definition what follows its name, in normal form
/// @param tables what its statements name
public record TriggerText(String name, String table, String definition, NamedTables tables) {
    /// Reads a stored text.
    ///
    /// @param known names of tables and columns, in lower case
    public static TriggerText read(String sql, Set<String> known) throws UnreadableText {
        SqliteTokens tokens = new SqliteTokens(sql);
        int name = tokens.nameAfter("TRIGGER").orElseThrow(() -> new UnreadableText("not a CREATE TRIGGER"));
        int on = name + 1;
        while (on < tokens.size() && !tokens.is(on, "ON")) {
            on++;
        }
        int table = tokens.is(on + 2, ".") ? on + 3 : on + 1;
        int end = tokens.is(tokens.size() - 1, ";") ? tokens.size() - 1 : tokens.size();
        return new TriggerText(
                tokens.name(name),
                SqliteWords.fold(tokens.name(table)),
                NormalText.statement(tokens, name + 1, end, known),
                NamedTables.in(tokens, table + 1, end)
                        .withWords(NamedTables.in(tokens, name + 1, table).words()));
    }
}
