package dev.turnstone.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Inspector;
import dev.turnstone.dialect.ScratchDatabases.ScratchDatabase;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Change;
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
import java.util.Map;
import java.util.Optional;

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

    /// The same with renames that somebody told, and what rows get in columns that take no NULL, by `table.column`.
    public static Written written(Schema from, Schema to, List<Rename> renames, Map<String, String> fills) {
        return new SqliteDialect().writer().write(told(from, to, renames, fills), Writer.Style.DIRECT);
    }

    /// The same as a way back.
    public static Written back(Schema from, Schema to, List<Rename> renames) {
        return new SqliteDialect().writer().writeBack(told(from, to, renames, Map.of()), Writer.Style.DIRECT);
    }

    private static Diff told(Schema from, Schema to, List<Rename> renames, Map<String, String> fills) {
        List<Change> changes = new ArrayList<>(renames);
        for (Change change : Differ.diff(from, to).changes()) {
            Optional<String> fill = Optional.ofNullable(fills.get(change.id().path()));
            changes.add(fill.isPresent() ? filled(change, fill) : change);
        }
        return new Diff(from, from, to, changes, List.of());
    }

    private static Change filled(Change change, Optional<String> fill) {
        return switch (change) {
            case Change.Create create -> new Change.Create(create.fact(), fill);
            case Change.Alter alter -> new Change.Alter(alter.from(), alter.to(), alter.using(), fill);
            case Change.Drop drop -> drop;
            case Rename rename -> rename;
        };
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
