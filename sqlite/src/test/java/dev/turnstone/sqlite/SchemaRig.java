package dev.turnstone.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Inspector;
import dev.turnstone.dialect.ScratchDatabases.ScratchDatabase;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Change.Rename;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Schema;
import dev.turnstone.sql.Location;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// A database in memory that schemas are read from and changes applied to.
public final class SchemaRig implements AutoCloseable {
    private final Connection connection;

    private SchemaRig(Connection connection) {
        this.connection = connection;
    }

    /// An empty database; what `script` says is done to it.
    public SchemaRig(String script) throws SQLException {
        this(DriverManager.getConnection("jdbc:sqlite::memory:"));
        run(script);
    }

    /// The database behind a connection, which others close.
    static SchemaRig over(Connection connection) {
        return new SchemaRig(connection);
    }

    /// Executes a script, statement by statement.
    public void run(String script) throws SQLException {
        for (dev.turnstone.sql.Statement statement : new SqliteSplitter()
                .split(script, Location.startOf("script.sql"))
                .statements()) {
            execute(statement.text());
        }
    }

    /// Executes one statement; the failure names it.
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SQLException(e.getMessage() + " in: " + sql, e);
        }
    }

    /// The schema as it is; the fingerprint that is read alone is always its.
    public Schema schema() throws SQLException {
        Inspector inspector = new SqliteDialect().inspector();
        Schema schema = inspector.inspect(connection, "turnstone");
        assertThat(inspector.fingerprint(connection, "turnstone")).isEqualTo(schema.fingerprint());
        return schema;
    }

    /// The schema that a script makes.
    public static Schema schema(String script) throws SQLException {
        try (SchemaRig rig = new SchemaRig(script)) {
            return rig.schema();
        }
    }

    /// The schema in a scratch database.
    static Schema schema(ScratchDatabase database) throws SQLException {
        try (Connection scratch = database.connect()) {
            return new SqliteDialect().inspector().inspect(scratch, "turnstone");
        }
    }

    /// What brings `from` to `to`.
    public static Written written(Schema from, Schema to) {
        return new SqliteDialect().writer().write(Differ.diff(from, to), Writer.Style.DIRECT);
    }

    /// The same with renames that somebody told.
    public static Written written(Schema from, Schema to, List<Rename> renames) {
        List<dev.turnstone.schema.Change> changes = new ArrayList<>(renames);
        changes.addAll(Differ.diff(from, to).changes());
        return new SqliteDialect().writer().write(new Diff(from, from, to, changes, List.of()), Writer.Style.DIRECT);
    }

    /// Its statements.
    public static List<String> sql(Written written) {
        return written.statements().stream().map(Written.Line::sql).toList();
    }

    /// Brings the database to `to`; the statements that did.
    public List<String> migrate(Schema to) throws SQLException {
        return apply(written(schema(), to));
    }

    /// Executes what was written, each statement.
    public List<String> apply(Written written) throws SQLException {
        for (Written.Line line : written.statements()) {
            execute(line.sql());
        }
        return sql(written);
    }

    /// All rows of a query, the values of each joined by `|`.
    public List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(i > 1 ? "|" : "").append(result.getString(i));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
