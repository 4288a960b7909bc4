package dev.turnstone.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An SQLite file of its own for each run.
record SqliteScene(Path project) implements Scene {
    @Override
    public String engine() {
        return "SQLite";
    }

    @Override
    public Stage stage() {
        try {
            return new Database(Files.createTempDirectory(project, "stage").resolve("app.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One database.
    private record Database(Path file) implements Stage {
        @Override
        public String url() {
            return "jdbc:sqlite:" + file;
        }

        @Override
        public List<String> contents() {
            List<String> contents = new ArrayList<>(
                    Rows.of(
                            url(),
                            "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name NOT LIKE 'turnstone%' ORDER BY 1, 2"));
            for (String pragma :
                    List.of("user_version", "journal_mode", "integrity_check", "foreign_key_check", "auto_vacuum")) {
                contents.add(pragma + " " + Rows.of(url(), "PRAGMA " + pragma));
            }
            List<String> tables = Rows.of(
                    url(),
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'turnstone%' AND name NOT LIKE"
                            + " 'sqlite%' ORDER BY 1");
            for (String table : tables) {
                Rows.of(url(), "SELECT * FROM " + table).stream()
                        .sorted()
                        .map(row -> table + " " + row)
                        .forEach(contents::add);
            }
            return contents;
        }

        @Override
        public List<String> history() {
            return Rows.of(
                    url(),
                    "SELECT version, name, kind, direction, checksum, changed, up_text IS NULL"
                            + " FROM turnstone_schema_migrations WHERE status = 'completed' ORDER BY id");
        }

        @Override
        public int running() {
            return Integer.parseInt(
                    Rows.value(url(), "SELECT count(*) FROM turnstone_schema_migrations WHERE status = 'running'"));
        }

        @Override
        public void awaitWork(String text) {
            throw new UnsupportedOperationException("SQLite works in the runner's own process");
        }

        @Override
        public void close() {
            try (var files = Files.list(file.getParent())) {
                for (Path each : files.toList()) {
                    Files.delete(each);
                }
                Files.delete(file.getParent());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
