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

/// A database of one trial, gone or emptied when it is closed. Used by one thread at a time.
public final class Ground implements AutoCloseable {
    /// The schema of Turnstone's own tables, as it is by default.
    public static final String HISTORY = "turnstone";

    private final Dialect dialect;
    private final String url;
    private final Optional<Connection> kept;
    private final Runnable end;

    /// @param kept a connection that is used for everything done here; absent to open one each time
    /// @param end called when it is closed
    Ground(Dialect dialect, String url, Optional<Connection> kept, Runnable end) {
        this.dialect = dialect;
        this.url = url;
        this.kept = kept;
        this.end = end;
    }

    /// A script or statement that fails; the message holds the statement.
    public static final class ScriptFailed extends Exception {
        private static final long serialVersionUID = 1L;

        ScriptFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// What is done with a connection.
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /// How to reach it.
    public String url() {
        return url;
    }

    /// Does something with a connection in autocommit whose settings are its own.
    <T> T connected(Work<T> work) throws SQLException {
        if (kept.isPresent()) {
            try {
                return work.with(kept.get());
            } finally {
                try (java.sql.Statement statement = kept.get().createStatement()) {
                    statement.execute("DISCARD ALL");
                }
            }
        }
        try (Connection connection =
                dialect.dataSource(url, Optional.empty(), Optional.empty()).getConnection()) {
            return work.with(connection);
        }
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
        if (statements.isEmpty()) {
            return;
        }
        String[] current = {"connecting"};
        try {
            connected(connection -> {
                try (java.sql.Statement statement = connection.createStatement()) {
                    statement.setEscapeProcessing(false);
                    for (String sql : statements) {
                        current[0] = sql;
                        statement.execute(sql);
                    }
                    return statements.size();
                }
            });
        } catch (SQLException e) {
            throw new ScriptFailed(e.getMessage() + " in: " + current[0], e);
        }
    }

    /// What the inspector sees, Turnstone's own tables aside.
    public Schema inspect() throws SQLException {
        return connected(connection -> dialect.inspector().inspect(connection, HISTORY));
    }

    @Override
    public void close() {
        end.run();
    }
}
