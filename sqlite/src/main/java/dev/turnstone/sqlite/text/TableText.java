package dev.turnstone.sqlite.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A stored `CREATE TABLE`, read.
///
/// @param name as written
/// @param rowid the column that is another name for the rowid, in lower case
public record TableText(
        String name,
        List<ColumnText> columns,
        List<ConstraintText> constraints,
        boolean autoincrement,
        boolean withoutRowid,
        boolean strict,
        Optional<String> rowid) {
    public TableText {
        columns = List.copyOf(columns);
        constraints = List.copyOf(constraints);
    }

    /// Reads a stored text.
    ///
    /// @throws UnreadableText when it is not of the form that SQLite stores
    public static TableText read(String sql) throws UnreadableText {
        return new TableReader(new SqliteTokens(sql)).read();
    }

    /// The same statement for a table of another name; columns are no longer called after the old one.
    ///
    /// @param name as written, quoted when it must be
    public static String renamed(String sql, String name) throws UnreadableText {
        SqliteTokens tokens = new SqliteTokens(sql);
        int place = tokens.nameAfter("TABLE").orElseThrow(() -> new UnreadableText("not a CREATE TABLE"));
        Map<Integer, String> others = new HashMap<>();
        others.put(place, name);
        String own = SqliteWords.fold(tokens.name(place));
        for (int at = place + 1; at < tokens.size(); at++) {
            if (tokens.qualifies(at, own)) {
                others.put(at, "");
                others.put(at + 1, "");
            }
        }
        return tokens.replaced(others);
    }
}
