package dev.turnstone.benchmarks;

import dev.turnstone.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// A database that contestants work on: emptied before each turn, counted after it.
sealed interface Target {
    /// What the table calls it.
    String name();

    /// As JDBC has it, credentials included.
    String jdbcUrl();

    /// Leaves an empty database.
    void empty() throws IOException, SQLException;

    /// The query that counts the tables of a `Project`.
    String counting();

    /// How many tables of the project there are.
    default int tables() throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(counting())) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    /// A database of the benchmarks' own server.
    record Postgres(EmbeddedPostgres server, String database) implements Target {
        @Override
        public String name() {
            return "PostgreSQL";
        }

        @Override
        public String jdbcUrl() {
            return server.jdbcUrl(database);
        }

        /// The database is set aside, not dropped: ext4 is several times slower to make files in the minute after
        /// thousands were removed, and whose turn comes next would pay for it.
        @Override
        public void empty() throws SQLException {
            server.ensureDatabase(database);
            execute("ALTER DATABASE " + database + " RENAME TO aside_" + System.nanoTime());
            server.createDatabase(database);
            execute("CHECKPOINT");
        }

        /// Executes a statement in this database.
        void executeThere(String sql) throws SQLException {
            execute(sql, jdbcUrl());
        }

        /// Executes a statement for the whole server.
        void execute(String sql) throws SQLException {
            execute(sql, server.jdbcUrl("postgres"));
        }

        private static void execute(String sql, String url) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                boolean ignored = statement.execute(sql);
            }
        }

        @Override
        public String counting() {
            return "SELECT count(*) FROM pg_catalog.pg_class WHERE relkind = 'r' AND relname LIKE 'item\\_%'";
        }
    }

    /// A file.
    record Sqlite(Path file) implements Target {
        private static final List<String> COMPANIONS = List.of("", "-journal", "-wal", "-shm", "-turnstone");

        @Override
        public String name() {
            return "SQLite";
        }

        @Override
        public String jdbcUrl() {
            return "jdbc:sqlite:" + file;
        }

        @Override
        public void empty() throws IOException {
            for (String companion : COMPANIONS) {
                boolean ignored = Files.deleteIfExists(file.resolveSibling(file.getFileName() + companion));
            }
        }

        @Override
        public String counting() {
            return "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name LIKE 'item\\_%' ESCAPE '\\'";
        }
    }
}
