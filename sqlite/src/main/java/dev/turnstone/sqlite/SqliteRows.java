package dev.turnstone.sqlite;

import dev.turnstone.sqlite.text.SqliteWords;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The rows of one table.
///
/// @param count exact
/// @param columns what is in each column, by lower-case name; 1 stands for some values when `sampled`
/// @param sampled whether the table is too large to count the values of each column
record SqliteRows(long count, Map<String, Values> columns, boolean sampled) {
    /// What is in a column.
    ///
    /// @param values how many are not null
    /// @param digest the same for columns with the same values; of large tables empty
    record Values(long values, String digest) {
        static final Values NONE = new Values(0, "");
    }

    static final SqliteRows NONE = new SqliteRows(0, Map.of(), false);

    /// Counts every table: one scan each, and a look for a value of each column of the large ones.
    static Map<String, SqliteRows> all(SqliteSession session, SqliteCatalog catalog, long small) throws SQLException {
        Map<String, SqliteRows> all = new LinkedHashMap<>();
        for (Map.Entry<String, SqliteCatalog.Table> table : catalog.tables().entrySet()) {
            all.put(table.getKey(), of(session, table.getKey(), table.getValue().columns(), small));
        }
        return all;
    }

    private static SqliteRows of(SqliteSession session, String table, List<String> columns, long small)
            throws SQLException {
        String name = "main." + SqliteWords.quote(table);
        long count = session.number("SELECT count(*) FROM " + name);
        boolean large = count > small;
        List<String> expressions = new ArrayList<>();
        for (String column : columns) {
            String quoted = SqliteWords.quote(column);
            expressions.add(
                    large
                            ? "EXISTS (SELECT 1 FROM " + name + " WHERE " + quoted + " IS NOT NULL), ''"
                            : "count(" + quoted + "), " + digest(quoted));
        }
        String from = large ? "" : " FROM " + name;
        Map<String, Values> values = new LinkedHashMap<>();
        List<Optional<String>> row = count == 0
                ? List.of()
                : session.rows("SELECT " + String.join(", ", expressions) + from)
                        .get(0);
        for (int i = 0; 2 * i < row.size(); i++) {
            values.put(
                    columns.get(i).toLowerCase(Locale.ROOT),
                    new Values(
                            Long.parseLong(row.get(2 * i).orElse("0")),
                            row.get(2 * i + 1).orElse("")));
        }
        return new SqliteRows(count, values, large);
    }

    /// An expression over all rows that tells two columns with other values apart: the least and the greatest value,
    /// how many there are, how long they are together, and what they begin with.
    private static String digest(String column) {
        return "substr(quote(min(" + column + ")), 1, 100) || ' ' || substr(quote(max(" + column
                + ")), 1, 100) || ' ' ||"
                + " total(length(" + column + ")) || ' ' || total(unicode(" + column + ")) || ' ' || count(DISTINCT "
                + column + ")";
    }

    /// What is in a column, by its lower-case name.
    Values column(String name) {
        return columns.getOrDefault(name, Values.NONE);
    }

    boolean exist() {
        return count > 0;
    }

    /// `4 812 rows`.
    String all() {
        return rows(count);
    }

    String missing(SqliteRows now) {
        return rows(count - now.count);
    }

    /// `4 812 values not null`, or `has values (in 120 000 rows)`.
    String valuesOf(String column) {
        long some = column(column).values();
        return sampled
                ? "has values (in " + grouped(count) + " rows)"
                : grouped(some) + (some == 1 ? " value" : " values") + " not null";
    }

    private static String rows(long number) {
        return grouped(number) + (number == 1 ? " row" : " rows");
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }
}
