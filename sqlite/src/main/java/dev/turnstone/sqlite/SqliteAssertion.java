package dev.turnstone.sqlite;

import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.sql.Statement;
import dev.turnstone.sqlite.text.SqliteWords;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A query that must return true, or, when it selects a count, zero.
final class SqliteAssertion {
    private static final Set<String> AFTER_COUNT = Set.of("FROM", "AS", "FILTER");

    private SqliteAssertion() {}

    static void check(SqliteSession session, Entry.Assertion assertion) throws SQLException, EntryFailed {
        List<List<Optional<String>>> rows = session.rows(assertion.source().text());
        Optional<Entry> entry = Optional.of(assertion);
        if (rows.size() != 1 || rows.get(0).size() != 1) {
            int columns = rows.isEmpty() ? 1 : rows.get(0).size();
            throw SqliteFailure.refused(
                    entry,
                    "assertion failed: returned " + rows.size() + (rows.size() == 1 ? " row" : " rows") + " of "
                            + columns + (columns == 1 ? " column" : " columns") + ", expected a single value");
        }
        String value = rows.get(0).get(0).orElse("NULL");
        boolean counts = counts(assertion.source());
        if (counts ? !value.equals("0") : !isTrue(value)) {
            throw SqliteFailure.refused(
                    entry, "assertion failed: returned " + value + ", expected " + (counts ? "0" : "true"));
        }
    }

    /// The same as a statement that fails in a shell, through a table whose column must be true.
    static String script(Statement query) {
        boolean counts = counts(query);
        String value = "(" + query.text() + "\n)";
        return "-- must be " + (counts ? "0" : "true")
                + ":\nINSERT INTO temp.turnstone_assertion SELECT (SELECT count(*) FROM " + value + ") = 1 AND " + value
                + (counts ? " = 0" : "");
    }

    /// Whether all it selects is a count: `count(*) = 3` is a condition.
    private static boolean counts(Statement query) {
        List<String> words = SqliteWords.of(query.text());
        if (words.size() < 4
                || !words.get(1).equalsIgnoreCase("count")
                || !words.get(2).equals("(")) {
            return false;
        }
        int depth = 1;
        int at = 3;
        for (; at < words.size() && depth > 0; at++) {
            depth += words.get(at).equals("(") ? 1 : words.get(at).equals(")") ? -1 : 0;
        }
        return at >= words.size() || AFTER_COUNT.contains(words.get(at).toUpperCase(Locale.ROOT));
    }

    private static boolean isTrue(String value) {
        try {
            return Double.parseDouble(value) != 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
