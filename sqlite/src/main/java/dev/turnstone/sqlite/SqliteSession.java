package dev.turnstone.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;
import org.sqlite.core.DB;

/// One connection at the level of SQLite's own calls.
///
/// A statement goes through `sqlite3_exec`: one call, all rows stepped over. The driver's `Statement` executes only the
/// first of several statements, and adds a `BEGIN; COMMIT` of its own to each in autocommit mode.
/// The driver has no `sqlite3_get_autocommit`; the hooks of commit and rollback tell at once, and tell it too when a
/// transaction was ended and another begun.
final class SqliteSession {
    /// How a transaction ended that the session did not end itself.
    enum Ending {
        NONE,
        COMMITTED,
        ROLLED_BACK
    }

    private static final int UNKNOWN = -1;
    /// The driver allows a million characters, SQLite itself a billion: a text of the history is one literal.
    private static final int LONGEST_SQL = 1_000_000_000;

    private final Connection connection;
    private final SQLiteConnection driver;
    private final DB db;
    private final SQLiteCommitListener hooks = new SQLiteCommitListener() {
        @Override
        public void onCommit() {
            ending = Ending.COMMITTED;
        }

        @Override
        public void onRollback() {
            ending = Ending.ROLLED_BACK;
        }
    };
    private final int busyTimeoutBefore;
    private int busyTimeout;
    private Ending ending = Ending.NONE;

    private SqliteSession(Connection connection, SQLiteConnection driver) throws SQLException {
        this.connection = connection;
        this.driver = driver;
        this.db = driver.getDatabase();
        this.busyTimeoutBefore = driver.getBusyTimeout();
        this.busyTimeout = UNKNOWN;
        driver.setLimit(SQLiteLimits.SQLITE_LIMIT_SQL_LENGTH, LONGEST_SQL);
        driver.addCommitListener(hooks);
    }

    /// A session over a connection in autocommit mode.
    static SqliteSession over(Connection connection, Duration busyTimeout) throws SQLException {
        if (!connection.isWrapperFor(SQLiteConnection.class)) {
            throw new SQLException(
                    "the DataSource's connections are not those of org.xerial:sqlite-jdbc and do not unwrap to them");
        }
        if (!connection.getAutoCommit()) {
            connection.setAutoCommit(true);
        }
        SqliteSession session = new SqliteSession(connection, connection.unwrap(SQLiteConnection.class));
        session.waitWhenBusy(busyTimeout);
        return session;
    }

    Connection connection() {
        return connection;
    }

    /// The URL it was opened with.
    String url() {
        return db.getUrl();
    }

    void waitWhenBusy(Duration timeout) throws SQLException {
        int millis = (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
        if (millis != busyTimeout) {
            db.busy_handler(new Patience(millis));
            busyTimeout = millis;
        }
    }

    /// Executes one statement to its end.
    void execute(String sql) throws SQLException {
        int code = db._exec(sql);
        if (code != 0) {
            db.throwex(code);
        }
    }

    /// Begins a transaction that may write, waiting for others as long as `waitWhenBusy` said.
    void begin() throws SQLException {
        execute("BEGIN IMMEDIATE");
        ending = Ending.NONE;
    }

    /// How the transaction since `begin` has ended, if it has.
    Ending ending() {
        return ending;
    }

    /// Rows written since the connection was opened.
    long changes() throws SQLException {
        return db.total_changes();
    }

    /// Rows that the last INSERT, UPDATE, DELETE or DROP TABLE wrote itself: what foreign keys and triggers did is not
    /// among them.
    long lastChanges() throws SQLException {
        return db.changes();
    }

    /// Rolls back the open transaction, if there is one.
    void rollback() throws SQLException {
        if (inTransaction()) {
            execute("ROLLBACK");
        }
    }

    /// Asks SQLite itself: BEGIN is refused inside a transaction and costs nothing outside one.
    boolean inTransaction() throws SQLException {
        try {
            execute("BEGIN");
        } catch (SQLException e) {
            if (SqliteFailure.words(e).contains("within a transaction")) {
                return true;
            }
            throw e;
        }
        execute("ROLLBACK");
        return false;
    }

    /// The rows of a query, as texts; NULL is absent. None when it is a pragma that answers nothing.
    List<List<Optional<String>>> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? rows(statement) : List.of();
        }
    }

    private static List<List<Optional<String>>> rows(Statement statement) throws SQLException {
        try (ResultSet result = statement.getResultSet()) {
            int columns = result.getMetaData().getColumnCount();
            List<List<Optional<String>>> rows = new ArrayList<>();
            while (result.next()) {
                List<Optional<String>> row = new ArrayList<>(columns);
                for (int i = 1; i <= columns; i++) {
                    row.add(Optional.ofNullable(result.getString(i)));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /// What SQLite says when it compiles a statement, which is not executed; empty when nothing.
    Optional<String> complaint(String sql) {
        try {
            connection.prepareStatement(sql).close();
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(SqliteFailure.words(e));
        }
    }

    /// The first column of a query.
    List<String> column(String sql) throws SQLException {
        return rows(sql).stream().map(row -> row.get(0).orElse("")).toList();
    }

    /// The first value of a query; absent without rows, and for NULL.
    Optional<String> value(String sql) throws SQLException {
        List<List<Optional<String>>> rows = rows(sql);
        return rows.isEmpty() ? Optional.empty() : rows.get(0).get(0);
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(value(sql).orElse("0"));
    }

    /// Makes the running statement fail with SQLITE_INTERRUPT. From any thread.
    void interrupt() {
        try {
            if (!db.isClosed()) {
                db.interrupt();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the running statement could not be interrupted", e);
        }
    }

    /// Gives the connection back as it was.
    void close() throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        try {
            rollback();
            driver.removeCommitListener(hooks);
            db.busy_handler(null);
            db.busy_timeout(busyTimeoutBefore);
        } finally {
            connection.close();
        }
    }
}
