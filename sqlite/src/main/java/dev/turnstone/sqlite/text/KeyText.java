package dev.turnstone.sqlite.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One of the columns or expressions of an index or key.
///
/// @param column the column, in lower case; absent when it is an expression
/// @param expression in normal form; a column's name too
/// @param collation in lower case
public record KeyText(Optional<String> column, String expression, Optional<String> collation, boolean descending) {
    /// Whether it is a column and nothing more.
    public boolean plain() {
        return column.isPresent() && collation.isEmpty() && !descending;
    }

    /// In normal form.
    public String normal() {
        return expression
                + collation.map(name -> " collate " + NormalText.name(name)).orElse("")
                + (descending ? " desc" : "");
    }

    /// Several in normal form.
    public static String normal(List<KeyText> keys) {
        return keys.stream().map(KeyText::normal).collect(Collectors.joining(", "));
    }

    /// Reads `a, lower(b) COLLATE NOCASE DESC` from `from` until `end`.
    static List<KeyText> read(SqliteTokens tokens, int from, int end, TableScope scope) throws UnreadableText {
        List<KeyText> keys = new ArrayList<>();
        for (int at = from; at < end; ) {
            int next = tokens.comma(at, end);
            keys.add(one(tokens, at, next, scope));
            at = next + 1;
        }
        return List.copyOf(keys);
    }

    private static KeyText one(SqliteTokens tokens, int from, int end, TableScope scope) throws UnreadableText {
        int until = end;
        until -= tokens.is(until - 2, "NULLS") && (tokens.is(until - 1, "FIRST") || tokens.is(until - 1, "LAST"))
                ? 2
                : 0;
        until -= tokens.is(until - 1, "AUTOINCREMENT") ? 1 : 0;
        boolean descending = tokens.is(until - 1, "DESC");
        until -= descending || tokens.is(until - 1, "ASC") ? 1 : 0;
        Optional<String> collation = Optional.empty();
        if (until - 2 > from && tokens.is(until - 2, "COLLATE")) {
            collation = Optional.of(SqliteWords.fold(tokens.name(until - 1)));
            until -= 2;
        }
        int start = from;
        while (tokens.is(start, "(") && tokens.close(start) == until - 1) {
            start++;
            until--;
        }
        if (until <= start) {
            throw new UnreadableText("a column was expected at " + tokens.where(from));
        }
        Optional<String> column = until == start + 1 && tokens.isName(start)
                ? Optional.of(SqliteWords.fold(tokens.name(start)))
                : Optional.empty();
        String expression =
                column.isPresent() ? NormalText.name(column.get()) : NormalText.expression(tokens, start, until, scope);
        return new KeyText(column, expression, collation, descending);
    }
}
