package dev.turnstone.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// A schema of many tables, each of ten columns, two indexes and a foreign key, and what it becomes: every table gets a
/// column and a check, one of its columns another type, and loses an index.
record ManyTables(int tables, boolean changed) {
    private static final int PER_TRANSACTION = 100;

    /// Makes them in an empty database of either kind.
    void in(Target target) throws SQLException {
        try (Connection connection = DriverManager.getConnection(target.jdbcUrl());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < tables; i++) {
                for (String sql : table(i)) {
                    int ignored = statement.executeUpdate(sql);
                }
                if (i % PER_TRANSACTION == 0) {
                    connection.commit();
                }
            }
            connection.commit();
        }
    }

    private List<String> table(int number) {
        String name = "t" + number;
        String make = "CREATE TABLE " + name + " (id bigint PRIMARY KEY, parent bigint"
                + (number == 0 ? "" : " REFERENCES t" + number / 2)
                + ", name text NOT NULL, mail " + (changed ? "text" : "varchar(200)")
                + ", state text DEFAULT 'new', amount numeric(12,2), born date, seen timestamp, data text, note text"
                + (changed ? ", size integer DEFAULT 5, CHECK (size > 0)" : "") + ")";
        String first = "CREATE INDEX " + name + "_name ON " + name + " (name)";
        String second = "CREATE INDEX " + name + "_seen ON " + name + " (seen) WHERE state <> 'old'";
        return changed ? List.of(make, first) : List.of(make, first, second);
    }
}
