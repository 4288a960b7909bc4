package dev.turnstone;

import java.sql.Connection;
import java.sql.SQLException;

/// What a Java migration is given.
public interface Context {
    /// The connection, inside the step's transaction.
    Connection connection();

    /// The dialect's name: `postgresql`, `sqlite`.
    String dialect();

    /// Executes an UPDATE, DELETE or INSERT again and again until it changes no row, in this transaction.
    ///
    /// @param sql a statement that touches a bounded number of rows which no longer match afterwards
    /// @return the rows changed in all
    /// @throws SQLException when a round fails
    long batches(String sql) throws SQLException;

    /// Says something to whoever watches the run.
    void log(String message);
}
