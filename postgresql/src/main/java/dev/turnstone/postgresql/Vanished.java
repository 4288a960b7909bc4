package dev.turnstone.postgresql;

import dev.turnstone.dialect.Loss;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;

/// Something that a trial made disappear. Whether rows went with it is asked afterwards, when the trial is rolled back
/// and no lock of it is left.
sealed interface Vanished {
    /// A count reads every row, so it is asked only of tables up to this many.
    long SMALL = 100_000;

    /// For people: `drops table x`.
    String what();

    /// The rows that go with it; empty when there are none.
    Optional<Loss> loss(Connection connection) throws SQLException;

    /// A table.
    record WholeTable(int unit, long oid, String table) implements Vanished {
        @Override
        public String what() {
            return "drops table " + table;
        }

        @Override
        public Optional<Loss> loss(Connection connection) throws SQLException {
            return counted(connection, unit, what(), oid, 0, "rows");
        }
    }

    /// All rows of a table that stays.
    record AllRows(int unit, long oid, String table) implements Vanished {
        @Override
        public String what() {
            return "empties table " + table;
        }

        @Override
        public Optional<Loss> loss(Connection connection) throws SQLException {
            return counted(connection, unit, what(), oid, 0, "rows");
        }
    }

    /// A column.
    record Column(int unit, long oid, String table, int number, String column) implements Vanished {
        @Override
        public String what() {
            return "drops column " + table + "." + column;
        }

        @Override
        public Optional<Loss> loss(Connection connection) throws SQLException {
            return counted(connection, unit, what(), oid, number, "values not null");
        }
    }

    /// Some rows.
    record Rows(int unit, String table, long count) implements Vanished {
        @Override
        public String what() {
            return "deletes rows of " + table;
        }

        @Override
        public Optional<Loss> loss(Connection connection) {
            return Optional.of(new Loss(what(), rows(count, "rows"), Optional.of(unit)));
        }
    }

    /// @param column its number, 0 for whole rows
    private static Optional<Loss> counted(
            Connection connection, int unit, String what, long oid, int column, String noun) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Optional<String> table =
                    name(statement, "SELECT oid::pg_catalog.regclass FROM pg_catalog.pg_class WHERE oid = " + oid);
            Optional<String> value = name(
                    statement,
                    "SELECT pg_catalog.quote_ident(attname) FROM pg_catalog.pg_attribute WHERE attrelid = " + oid
                            + " AND attnum = " + column);
            if (table.isEmpty() || (column > 0 && value.isEmpty())) {
                return Optional.empty();
            }
            String from = " FROM " + table.get() + (column > 0 ? " WHERE " + value.orElseThrow() + " IS NOT NULL" : "");
            if (!ask(statement, "SELECT EXISTS (SELECT 1" + from + ")")) {
                return Optional.empty();
            }
            long estimate = number(statement, "SELECT reltuples::bigint FROM pg_catalog.pg_class WHERE oid = " + oid);
            long pages = number(statement, "SELECT pg_catalog.pg_relation_size(" + oid + ") / 8192");
            boolean small = estimate >= 0 ? estimate <= SMALL : pages <= SMALL / 100;
            String rows = small
                    ? rows(number(statement, "SELECT count(*)" + from), noun)
                    : "has " + noun + (estimate > 0 ? " (about " + grouped(estimate) + ")" : "");
            return Optional.of(new Loss(what, rows, Optional.of(unit)));
        }
    }

    /// A number of them; of one thing alone, `noun` loses its plural.
    private static String rows(long number, String noun) {
        return grouped(number) + " " + (number == 1 ? noun.replaceFirst("s\\b", "") : noun);
    }

    private static Optional<String> name(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        }
    }

    private static boolean ask(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }
}
