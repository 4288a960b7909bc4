package dev.turnstone.sqlite;

import static dev.turnstone.sqlite.SqliteFile.single;
import static dev.turnstone.sqlite.SqliteFile.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteEmptyingTest {
    @TempDir
    private Path folder;

    @Test
    void leavesNothingThatAUserMade() throws Exception {
        try (Database database = new SqliteFile(folder.resolve("app.db")).open()) {
            single(
                    database,
                    "CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT, up REFERENCES counted (id));"
                            + " INSERT INTO counted (up) VALUES (NULL), (1), (2);"
                            + " CREATE TABLE \"odd \"\"name\" (id PRIMARY KEY) WITHOUT ROWID;"
                            + " CREATE VIRTUAL TABLE found USING fts5 (body);"
                            + " CREATE VIEW seen AS SELECT id FROM counted; CREATE VIEW broken AS SELECT x FROM absent;"
                            + " CREATE TRIGGER made INSTEAD OF INSERT ON seen BEGIN SELECT 1; END;"
                            + " PRAGMA user_version = 7; ANALYZE");
            assertThat(value(database, "SELECT count(*) FROM sqlite_master WHERE name LIKE 'found_%'"))
                    .isNotEqualTo("0");
            database.empty();
            assertThat(value(database, "SELECT group_concat(name) FROM sqlite_master"))
                    .isEqualTo("sqlite_sequence");
            assertThat(value(database, "SELECT count(*) FROM sqlite_sequence")).isEqualTo("0");
            assertThat(value(database, "PRAGMA user_version")).isEqualTo("0");
            assertThat(value(database, "PRAGMA foreign_keys")).isEqualTo("1");
        }
    }
}
