package dev.turnstone.sqlite;

import static dev.turnstone.sqlite.SqliteFile.annotated;
import static dev.turnstone.sqlite.SqliteFile.script;
import static dev.turnstone.sqlite.SqliteFile.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.TransactionSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is printed, executed by SQLite's own shell.
class SqliteScriptTest {
    private static final TransactionSettings SETTINGS = new TransactionSettings("1", SqliteFile.TIMEOUT, true, false);
    private static final SqliteHistory HISTORY = new SqliteHistory();

    @TempDir
    private Path folder;

    private final SqliteDialect dialect = new SqliteDialect();

    @BeforeEach
    void needsTheShell() throws Exception {
        boolean there;
        try {
            there = new ProcessBuilder("sqlite3", "--version").start().waitFor() == 0;
        } catch (IOException absent) {
            there = false;
        }
        Assumptions.assumeTrue(there, "needs the shell sqlite3");
    }

    private static List<Entry> lossy(String sql) {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : script(sql)) {
            entries.add(new Entry.Sql(sql, ((Entry.Sql) entry).source(), Set.of("data-loss")));
        }
        return entries;
    }

    @Test
    void leavesTheSameAsTheEngine() throws Exception {
        List<List<Entry>> units = new ArrayList<>();
        units.add(Entry.own(HISTORY.create()));
        units.add(recorded(
                1,
                script("CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);"
                        + " CREATE TABLE child (parent REFERENCES parent (id) ON DELETE CASCADE);"
                        + " INSERT INTO parent VALUES (1, 'it''s'), (2, 'b'); INSERT INTO child VALUES (1), (2);"
                        + " CREATE TRIGGER named AFTER INSERT ON parent BEGIN UPDATE parent SET name = 'x; y'; END")));
        List<Entry> asserted = new ArrayList<>(script("UPDATE parent SET name = 'c' WHERE id = 2"));
        asserted.add(assertion("SELECT count(*) FROM parent WHERE name IS NULL"));
        asserted.addAll(script("DELETE FROM child WHERE parent = 2"));
        asserted.add(assertion("SELECT count(*) = 2 FROM parent"));
        units.add(recorded(2, asserted));
        units.add(recorded(
                3,
                script("DROP TRIGGER named; CREATE TABLE n (id INTEGER PRIMARY KEY); INSERT INTO n SELECT id FROM"
                        + " parent; DROP TABLE parent; ALTER TABLE n RENAME TO parent")));
        units.add(recorded(4, lossy("DELETE FROM parent WHERE id = 1")));
        units.add(recorded(5, script("PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (77)")));

        SqliteFile engine = new SqliteFile(folder.resolve("engine.db"));
        SqliteFile shell = new SqliteFile(folder.resolve("shell.db"));
        StringBuilder printed = new StringBuilder();
        try (Database database = engine.open()) {
            for (List<Entry> unit : units) {
                database.transact(unit, SETTINGS);
                print(dialect.transaction(unit, SETTINGS, SqliteFile.settings()), printed);
            }
        }
        assertThat(run(shell, printed.toString())).isEqualTo("0 ");
        try (Database left = engine.open();
                Database right = shell.open()) {
            for (String query : List.of(
                    "SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_master ORDER BY name)",
                    "SELECT group_concat(id) FROM parent",
                    "SELECT group_concat(parent) FROM child",
                    "SELECT group_concat(id || ' ' || version || ' ' || status || ' ' || rows_changed || up_text,"
                            + " char(10)) FROM "
                            + HISTORY.migrations())) {
                assertThat(value(right, query)).as(query).isEqualTo(value(left, query));
            }
            assertThat(value(left, "SELECT group_concat(rows_changed) FROM " + HISTORY.migrations()))
                    .isEqualTo("4,2,2,2,1");
            assertThat(value(
                            right,
                            "SELECT count(*) FROM " + HISTORY.migrations()
                                    + " WHERE abs(julianday('now') - julianday(started_at)) > 0.01 OR duration_ms NOT"
                                    + " BETWEEN 0 AND 10000"))
                    .isEqualTo("0");
        }
    }

    @Test
    void stopsAtAnAssertionThatFails() throws Exception {
        SqliteFile shell = new SqliteFile(folder.resolve("shell.db"));
        StringBuilder printed = new StringBuilder();
        print(
                dialect.transaction(
                        script("CREATE TABLE a (id); INSERT INTO a VALUES (1)"), SETTINGS, SqliteFile.settings()),
                printed);
        List<Entry> body = new ArrayList<>(script("CREATE TABLE b (id)"));
        body.add(assertion("SELECT count(*) FROM a"));
        print(dialect.transaction(body, SETTINGS, SqliteFile.settings()), printed);
        assertThat(run(shell, printed.toString())).startsWith("1 ").contains("assertion failed");
        try (Database database = shell.open()) {
            assertThat(value(database, "SELECT group_concat(name) FROM sqlite_master"))
                    .isEqualTo("a");
        }
    }

    private static Entry assertion(String sql) {
        return new Entry.Assertion(annotated(sql).get(0).statement());
    }

    private static List<Entry> recorded(int id, List<Entry> work) {
        List<Entry> body = new ArrayList<>(work);
        body.add(Entry.Sql.own("INSERT INTO " + HISTORY.migrations()
                + " (id, version, started_at, duration_ms, rows_changed, up_text) VALUES (" + id + ", '" + id + "', "
                + HISTORY.transactionStart() + ", " + HISTORY.millisSince(HISTORY.transactionStart()) + ", "
                + HISTORY.rowsWritten() + ", " + HISTORY.literal("text that names " + HISTORY.rowsWritten()) + ")"));
        return body;
    }

    private static void print(List<Entry> entries, StringBuilder printed) {
        for (Entry entry : entries) {
            printed.append(((Entry.Sql) entry).sql()).append(";\n");
        }
    }

    /// Exit code and what was said on the error stream.
    private static String run(SqliteFile file, String script) throws Exception {
        Process process = new ProcessBuilder("sqlite3", "-bail", file.path().toString()).start();
        try (var input = process.getOutputStream()) {
            input.write(script.getBytes(StandardCharsets.UTF_8));
        }
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + errors;
    }
}
