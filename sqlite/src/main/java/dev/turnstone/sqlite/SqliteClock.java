package dev.turnstone.sqlite;

import java.sql.SQLException;

/// What SQLite does not keep of a transaction: when it began, and the rows its migration wrote.
final class SqliteClock {
    private final SqliteSession session;
    private final String started;
    private long before;
    private long written;
    private long last;

    SqliteClock(SqliteSession session) {
        this.session = session;
        this.started = new SqliteHistory().time(System.currentTimeMillis());
    }

    /// A statement of the migration begins.
    void start() throws SQLException {
        before = session.changes();
    }

    /// It has ended.
    void stop() throws SQLException {
        last = session.changes() - before;
        written += last;
    }

    /// The last statement is undone, and its rows are not counted.
    void undone() {
        written -= last;
        last = 0;
    }

    /// Executes a statement of the engine's own, the two values in their places.
    void own(String sql) throws SQLException {
        session.execute(
                sql.contains("temp.turnstone_clock")
                        ? sql.replace(SqliteHistory.STARTED, started)
                                .replace(SqliteHistory.WRITTEN, Long.toString(written))
                        : sql);
    }
}
