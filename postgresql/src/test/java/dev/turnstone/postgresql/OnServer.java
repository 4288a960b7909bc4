package dev.turnstone.postgresql;

import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.OpenSettings;
import dev.turnstone.dialect.TransactionSettings;
import dev.turnstone.migration.Annotated;
import dev.turnstone.plan.Step;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.Statement;
import dev.turnstone.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// A fresh database of a real server, the dialect connected to it, and a session beside it that sees what others see.
final class OnServer implements AutoCloseable {
    private final PostgresDialect dialect = new PostgresDialect();
    private final PostgresServer.FreshDatabase fresh;
    private final Connection beside;
    private final Database database;

    private OnServer(PostgresServer.FreshDatabase fresh) throws SQLException {
        this.fresh = fresh;
        this.beside = DriverManager.getConnection(fresh.url());
        this.database = open(Optional.empty());
    }

    static OnServer of(int major, String... setup) throws SQLException {
        OnServer server = new OnServer(PostgresServer.shared(major).freshDatabase());
        server.execute(setup);
        return server;
    }

    String url() {
        return fresh.url();
    }

    Database database() {
        return database;
    }

    Database open(Optional<String> role) throws SQLException {
        DataSource source = dialect.dataSource(url(), Optional.empty(), Optional.empty());
        return dialect.open(
                source, new OpenSettings("turnstone", role, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    void execute(String... statements) throws SQLException {
        for (String sql : statements) {
            execute(beside, sql);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean ignored = statement.execute(sql);
        }
    }

    String value(String sql) throws SQLException {
        return value(beside, sql);
    }

    static String value(Connection connection, String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "no row";
        }
    }

    List<Annotated> statements(String script) {
        return dialect.splitter().split(script, Location.startOf("test.sql")).statements().stream()
                .map(Annotated::plain)
                .toList();
    }

    List<Entry> entries(String script) {
        return statements(script).stream()
                .map(annotated -> entry(annotated.statement()))
                .toList();
    }

    private static Entry entry(Statement statement) {
        return new Entry.Sql(statement.text(), Optional.of(statement));
    }

    Entry assertion(String query) {
        return new Entry.Assertion(statements(query).get(0).statement());
    }

    /// The last statement of a script as a step of its own; those before it are settings it needs.
    Step.Alone alone(String script) {
        List<Annotated> all = statements(script);
        return new Step.Alone(1, all.subList(0, all.size() - 1), all.get(all.size() - 1));
    }

    static TransactionSettings settings() {
        return new TransactionSettings("7", Duration.ofMillis(1200), true, false);
    }

    void transact(List<Entry> body) throws EntryFailed {
        database.transact(body, settings());
    }

    EntryFailed failure(List<Entry> body) {
        try {
            database.transact(body, settings());
        } catch (EntryFailed e) {
            return e;
        }
        throw new AssertionError("it did not fail");
    }

    static List<Entry> both(List<Entry> first, List<Entry> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    @Override
    public void close() throws SQLException {
        database.close();
        beside.close();
        fresh.close();
    }
}
