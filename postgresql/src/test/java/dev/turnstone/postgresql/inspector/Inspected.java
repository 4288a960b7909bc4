package dev.turnstone.postgresql.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.postgresql.PostgresDialect;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Schema;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.Splitter;
import dev.turnstone.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A fresh database of a real server, what is made in it, and what the inspector reads.
final class Inspected implements AutoCloseable {
    private static final Splitter SPLITTER = new PostgresDialect().splitter();
    private final PostgresServer.FreshDatabase database;
    private final Connection connection;

    private Inspected(PostgresServer.FreshDatabase database) throws SQLException {
        this.database = database;
        this.connection = DriverManager.getConnection(database.url());
    }

    static Inspected on(int major, String... scripts) throws SQLException {
        Inspected inspected = new Inspected(PostgresServer.shared(major).freshDatabase());
        inspected.execute(scripts);
        return inspected;
    }

    Connection connection() {
        return connection;
    }

    Inspected execute(String... scripts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String script : scripts) {
                for (dev.turnstone.sql.Statement one :
                        SPLITTER.split(script, Location.startOf("test.sql")).statements()) {
                    boolean ignored = statement.execute(one.text());
                }
            }
        }
        return this;
    }

    String value(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "no row";
        }
    }

    /// What is read; the fingerprint that is read alone is always its.
    Schema schema() throws SQLException {
        PostgresInspector inspector = new PostgresInspector();
        Schema schema = inspector.inspect(connection, "turnstone");
        assertThat(inspector.fingerprint(connection, "turnstone")).isEqualTo(schema.fingerprint());
        assertThat(connection.getAutoCommit()).isTrue();
        return schema;
    }

    /// The fact of an identity such as `schema:public/table:t`.
    Fact fact(String id) throws SQLException {
        Schema schema = schema();
        return schema.find(Id.parse(id))
                .orElseThrow(() -> new AssertionError("no " + id + " among\n"
                        + String.join("\n", schema.ids().stream().map(Id::text).toList())));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        database.close();
    }
}
