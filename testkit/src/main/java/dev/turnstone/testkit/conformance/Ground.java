package dev.turnstone.testkit.conformance;

import dev.turnstone.dialect.Dialect;
import dev.turnstone.schema.Schema;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.Statement;
import dev.turnstone.sql.UnreadableScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// A database of one trial, gone when it is closed.
///
/// @param dialect whose database it is
/// @param url how to reach it
/// @param end removes it
public record Ground(Dialect dialect, String url, Runnable end) implements AutoCloseable {
    /// The schema of Turnstone's own tables, as it is by default.
    public static final String HISTORY = "turnstone";

    /// A script or statement that fails; the message holds the statement.
    public static final class ScriptFailed extends Exception {
        private static final long serialVersionUID = 1L;

        ScriptFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// A connection in autocommit, which the caller closes.
    public Connection connect() throws SQLException {
        return dialect.dataSource(url, Optional.empty(), Optional.empty()).getConnection();
    }

    /// Runs a script as the database's own program does, each statement by itself.
    public void run(String script) throws ScriptFailed {
        try {
            run(dialect.splitter().split(script, Location.startOf("script")).statements().stream()
                    .map(Statement::text)
                    .toList());
        } catch (UnreadableScript e) {
            throw new ScriptFailed(String.valueOf(e.getMessage()), e);
        }
    }

    /// Runs statements, each by itself, on one connection.
    public void run(List<String> statements) throws ScriptFailed {
        String current = "connecting";
        try (Connection connection = connect();
                java.sql.Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                current = sql;
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new ScriptFailed(e.getMessage() + " in: " + current, e);
        }
    }

    /// What the inspector sees, Turnstone's own tables aside.
    public Schema inspect() throws SQLException {
        try (Connection connection = connect()) {
            return dialect.inspector().inspect(connection, HISTORY);
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
