package dev.turnstone.proof;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An empty database of one test, on either engine, with what a test asks of it beside Turnstone.
sealed interface ProofDatabase extends AutoCloseable permits OnPostgres, OnSqlite {
    /// `postgresql` or `sqlite`.
    String dialect();

    /// Where Turnstone finds it.
    String url();

    /// A connection of its own.
    Connection connect() throws SQLException;

    /// The table of attempts.
    String attempts();

    /// The journal.
    String journal();

    /// Everything in it but the history: definitions and numbers of rows, one line each, sorted.
    String schema();

    /// Feeds a script to the engine's own program, which stops at the first error.
    Shell.Output shell(String script);

    /// The same as somebody types it, with no option that makes it stop at errors.
    Shell.Output shellOnAndOn(String script);

    /// Whether there is a history.
    boolean hasHistory();

    /// Runs statements outside of Turnstone.
    default void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /// The rows of a query, columns joined by ` | `, NULL as `-`.
    default List<String> rows(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(Optional.ofNullable(result.getString(i)).orElse("-"));
                }
                rows.add(String.join(" | ", row));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage() + "\n" + query, e);
        }
    }

    /// What the history says that does not depend on clocks, hosts and the run's id.
    default List<String> effectiveHistory() {
        List<String> rows = new ArrayList<>(rows("SELECT id, version, name, kind, direction, status, checksum,"
                + " down_checksum, checksum_algorithm, up_text, down_text, changed, rows_changed, error, reason FROM "
                + attempts() + " ORDER BY id"));
        rows.addAll(rows("SELECT seq, attempt, version, direction, step, statement_hash, event, status FROM "
                + journal() + " ORDER BY seq"));
        return rows;
    }

    @Override
    void close();
}
