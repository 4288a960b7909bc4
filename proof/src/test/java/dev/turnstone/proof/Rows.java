package dev.turnstone.proof;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Asks a database, past Turnstone.
final class Rows {
    private Rows() {}

    /// Each row of a query as `value|value|…`.
    static List<String> of(String url, String query) {
        try (Connection connection = DriverManager.getConnection(url)) {
            return of(connection, query);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    static List<String> of(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            int columns = rows.getMetaData().getColumnCount();
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(String.valueOf(rows.getString(i)));
                }
                texts.add(String.join("|", values));
            }
            return texts;
        }
    }

    /// The only value of a query.
    static String value(String url, String query) {
        return of(url, query).get(0);
    }

    /// Asks until the only value is true; fails after a minute.
    static void await(String url, String query) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        try (Connection connection = DriverManager.getConnection(url)) {
            while (!List.of("t").equals(of(connection, query))) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("never true: " + query);
                }
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /// Executes one statement.
    static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url)) {
            execute(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean ignored = statement.execute(sql);
        }
    }
}
