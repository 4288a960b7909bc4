package dev.turnstone.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A SQLite file. Whoever made its folder removes it.
record OnSqlite(Path file) implements ProofDatabase {
    /// A file that does not exist yet.
    static OnSqlite fresh(Path folder) {
        return new OnSqlite(folder.resolve("fresh-" + UUID.randomUUID() + ".db"));
    }

    @Override
    public String dialect() {
        return "sqlite";
    }

    @Override
    public String url() {
        return "sqlite:" + file;
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    @Override
    public String attempts() {
        return "turnstone_schema_migrations";
    }

    @Override
    public String journal() {
        return "turnstone_schema_steps";
    }

    @Override
    public boolean hasHistory() {
        return !rows("SELECT 1 FROM sqlite_master WHERE name = 'turnstone_schema_steps'")
                .isEmpty();
    }

    @Override
    public String schema() {
        List<String> lines = new ArrayList<>(rows("SELECT type, name, tbl_name, sql FROM sqlite_master"
                + " WHERE tbl_name NOT LIKE 'turnstone\\_%' ESCAPE '\\' AND name <> 'sqlite_sequence' ORDER BY 1, 2"));
        for (String table : rows("SELECT name FROM sqlite_master WHERE type = 'table'"
                + " AND name NOT LIKE 'turnstone\\_%' ESCAPE '\\' AND name <> 'sqlite_sequence' ORDER BY 1")) {
            lines.add("rows " + table + " "
                    + rows("SELECT count(*) FROM \"" + table + "\"").get(0));
        }
        return String.join("\n", lines);
    }

    /// All of the file, one character a byte.
    String bytes() {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Shell.Output shell(String script) {
        return Shell.sqlite3(file, script, true);
    }

    @Override
    public Shell.Output shellOnAndOn(String script) {
        return Shell.sqlite3(file, script, false);
    }

    @Override
    public void close() {}
}
