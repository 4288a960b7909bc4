package dev.turnstone.postgresql.inspector;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// One consistent read: a transaction that sees one moment and cannot write, in which no setting of the session
/// changes how the server prints. Closing ends it and brings the settings back.
final class Reading implements AutoCloseable {
    private static final String BEGIN = """
            SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
            SET LOCAL search_path = pg_catalog, pg_temp;
            SET LOCAL timezone = 'UTC';
            SET LOCAL datestyle = 'ISO, YMD';
            SET LOCAL intervalstyle = 'postgres';
            SET LOCAL bytea_output = 'hex';
            SET LOCAL extra_float_digits = 1;
            SET LOCAL lc_monetary = 'C';
            SET LOCAL xmlbinary = 'base64';
            SET LOCAL quote_all_identifiers = off;
            SET LOCAL standard_conforming_strings = on;
            SET LOCAL jit = off""";

    /// The driver holds so many rows at a time, not a whole answer: that of the columns is as long as the schema is
    /// wide.
    private static final int FETCHED = 2_000;

    private final Connection connection;
    private final Statement statement;
    private final int version;

    private Reading(Connection connection, Statement statement, int version) {
        this.connection = connection;
        this.statement = statement;
        this.version = version;
    }

    static Reading begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Statement statement = connection.createStatement();
            statement.setEscapeProcessing(false);
            statement.setFetchSize(FETCHED);
            boolean ignored = statement.execute(BEGIN);
            return new Reading(connection, statement, version(statement));
        } catch (SQLException e) {
            try {
                end(connection);
            } catch (SQLException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet answer = statement.executeQuery("SHOW server_version_num")) {
            boolean ignored = answer.next();
            return answer.getInt(1);
        }
    }

    private static void end(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    /// What is done with each row of an answer.
    @FunctionalInterface
    interface Use {
        void row(Row row) throws SQLException;
    }

    /// The major version: 14 to 18, or a later one.
    int major() {
        return version / 10_000;
    }

    /// The version as people write it: `18.1`.
    String version() {
        return major() + "." + version % 10_000;
    }

    /// Since which major version the catalog has something: `modern` there, `before` in older ones.
    String since(int major, String modern, String before) {
        return major() >= major ? modern : before;
    }

    /// Asks, and hands over each row of the answer.
    void each(String sql, Use use) throws SQLException {
        try (ResultSet answer = statement.executeQuery(sql)) {
            Row row = new Row(answer);
            while (answer.next()) {
                use.row(row);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (statement) {
            end(connection);
        }
    }
}
