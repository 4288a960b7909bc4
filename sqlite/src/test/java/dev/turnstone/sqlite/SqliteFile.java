package dev.turnstone.sqlite;

import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.OpenSettings;
import dev.turnstone.dialect.TransactionSettings;
import dev.turnstone.migration.Annotated;
import dev.turnstone.sql.Location;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A database file of a test, as Turnstone and as an application opens it.
record SqliteFile(Path path) {
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    Database open() throws SQLException {
        return open("sqlite:" + path);
    }

    static Database open(String url) throws SQLException {
        SqliteDialect dialect = new SqliteDialect();
        return dialect.open(dialect.dataSource(url, Optional.empty(), Optional.empty()), settings());
    }

    static OpenSettings settings() {
        return new OpenSettings("turnstone", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// An application's connection, which waits for `busy` when the database is locked.
    Connection application(Duration busy) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + path + "?busy_timeout=" + busy.toMillis());
    }

    static List<Annotated> annotated(String sql) {
        return new SqliteSplitter()
                .split(sql, Location.startOf("test.sql")).statements().stream()
                        .map(Annotated::plain)
                        .toList();
    }

    static List<Entry> script(String sql) {
        return annotated(sql).stream()
                .map(statement ->
                        (Entry) new Entry.Sql(statement.statement().text(), Optional.of(statement.statement())))
                .toList();
    }

    static void single(Database database, String sql) throws EntryFailed {
        database.transact(script(sql), new TransactionSettings("1", TIMEOUT, true, false));
    }

    static void shared(Database database, String sql) throws EntryFailed {
        database.transact(script(sql), new TransactionSettings("1", TIMEOUT, false, true));
    }

    /// The failure of a script that may share its transaction.
    static EntryFailed sharedFailure(Database database, String sql) {
        return failure(database, sql, new TransactionSettings("1", TIMEOUT, false, true));
    }

    /// The failure of a script.
    static EntryFailed failure(Database database, String sql) {
        return failure(database, sql, new TransactionSettings("1", TIMEOUT, true, false));
    }

    static EntryFailed failure(Database database, String sql, TransactionSettings settings) {
        try {
            database.transact(script(sql), settings);
        } catch (EntryFailed e) {
            return e;
        }
        throw new AssertionError("it did not fail");
    }

    static String value(Database database, String sql) throws SQLException {
        return value(database.connection(), sql);
    }

    static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "no row";
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
