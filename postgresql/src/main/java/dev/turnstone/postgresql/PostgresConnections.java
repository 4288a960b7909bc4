package dev.turnstone.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/// Takes connections and makes them safe behind a pooler.
final class PostgresConnections {
    /// pgjdbc sets the socket's timeout at once and needs no other thread.
    private static final Executor DIRECTLY = Runnable::run;

    private PostgresConnections() {}

    /// A connection in autocommit that prepares nothing on the server.
    static Connection connect(DataSource source) throws SQLException {
        Connection connection = source.getConnection();
        try {
            connection.setAutoCommit(true);
            connection.unwrap(PGConnection.class).setPrepareThreshold(0);
            return connection;
        } catch (SQLException e) {
            close(connection);
            throw e;
        }
    }

    /// Bounds the wait for each answer; 0 for no bound. A connection that runs into it is broken.
    static void answerWithin(Connection connection, int millis) throws SQLException {
        connection.setNetworkTimeout(DIRECTLY, millis);
    }

    /// Closes; a connection that is broken already is as closed as it can be.
    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException broken) {
            // Nothing is left to give back.
        }
    }
}
