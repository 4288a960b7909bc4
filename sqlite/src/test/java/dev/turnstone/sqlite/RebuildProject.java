package dev.turnstone.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationException;
import dev.turnstone.Migrator;
import dev.turnstone.Settings;
import dev.turnstone.history.Attempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// A project whose first migration makes a schema with rows, and whose second rebuilds a table.
final class RebuildProject implements AutoCloseable {
    private final Path folder;
    private final Connection connection;

    private RebuildProject(Path folder, Connection connection) {
        this.folder = folder;
        this.connection = connection;
    }

    /// Migrates to the first version.
    static RebuildProject with(Path folder, String schema) throws IOException, SQLException {
        SqliteFile file = new SqliteFile(folder.resolve("app.db"));
        RebuildProject project = new RebuildProject(folder, file.application(SqliteFile.TIMEOUT));
        project.write("1_schema.sql", schema);
        project.migrator().migrate(MigrateOptions.ALL);
        return project;
    }

    void write(String name, String sql) throws IOException {
        Path migrations = Files.createDirectories(folder.resolve("migrations"));
        Files.writeString(migrations.resolve(name), sql);
    }

    Migrator migrator() {
        return Migrator.builder()
                .dataSource(new SqliteDialect()
                        .dataSource("sqlite:" + folder.resolve("app.db"), Optional.empty(), Optional.empty()))
                .settings(Settings.DEFAULTS.withLocations(
                        List.of(folder.resolve("migrations").toString())))
                .build();
    }

    /// Runs the second version.
    RebuildProject rebuilt(String sql) throws IOException {
        write("2_rebuild.sql", sql);
        migrator().migrate(MigrateOptions.ALL);
        return this;
    }

    /// Runs the second version, which must be refused and leave the database as it was, and gives the reason.
    String refused(String sql) throws IOException, SQLException {
        String before = dump();
        write("2_rebuild.sql", sql);
        try {
            migrator().migrate(MigrateOptions.ALL);
        } catch (MigrationException.Refused e) {
            assertThat(dump()).isEqualTo(before);
            List<Attempt> attempts = migrator().history();
            assertThat(attempts.get(attempts.size() - 1).status().text()).isEqualTo("failed");
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("it was not refused");
    }

    /// Schema and the rows of the tables that the tests use.
    private String dump() throws SQLException {
        StringBuilder dump = new StringBuilder(value("SELECT group_concat(type || name || coalesce(sql, ''), ';')"
                + " FROM (SELECT * FROM sqlite_master ORDER BY type, name)"));
        for (String table : value("SELECT coalesce(group_concat(name), '') FROM sqlite_master WHERE type = 'table' AND"
                        + " rootpage > 0 AND name NOT LIKE 'turnstone%'")
                .split(",", -1)) {
            String columns = value("SELECT group_concat('quote(\"' || name || '\")', ' || ') FROM pragma_table_xinfo('"
                    + table + "')");
            dump.append(table)
                    .append(value("SELECT group_concat(r, ';') FROM (SELECT " + columns + " AS r FROM \"" + table
                            + "\" ORDER BY 1)"));
        }
        return dump.toString();
    }

    String value(String sql) throws SQLException {
        return SqliteFile.value(connection, sql);
    }

    void execute(String sql) throws SQLException {
        SqliteFile.execute(connection, sql);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
