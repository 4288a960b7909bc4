package dev.turnstone.sqlite;

import static dev.turnstone.sqlite.SqliteFile.script;
import static dev.turnstone.sqlite.SqliteFile.single;
import static dev.turnstone.sqlite.SqliteFile.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.TransactionSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a trial says that ways back would lose: judged by what they do to rows, whichever way they do it.
class SqliteTrialTest {
    private static final String GIVEN = """
        CREATE TABLE parent (id integer PRIMARY KEY, name text, note text);
        INSERT INTO parent VALUES (1, 'a', NULL), (2, 'b', NULL);
        CREATE TABLE child (id integer PRIMARY KEY, parent REFERENCES parent ON DELETE CASCADE);
        INSERT INTO child VALUES (1, 1), (2, 1), (3, 2);
        CREATE TABLE keyed (code text PRIMARY KEY, n integer) WITHOUT ROWID;
        INSERT INTO keyed VALUES ('x', 1);
        CREATE TABLE log (id integer PRIMARY KEY);
        INSERT INTO log VALUES (1), (2), (3);
        CREATE TABLE "two words" (id integer PRIMARY KEY);
        INSERT INTO "two words" VALUES (1);
        CREATE TABLE bare (id integer PRIMARY KEY);
        CREATE TRIGGER trimmed AFTER UPDATE ON keyed BEGIN DELETE FROM log WHERE id > 1; END;
        """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        DROP TABLE bare |
        DROP TABLE child | drops table child: 3 rows
        DROP TABLE "two words" | drops table two words: 1 row
        DROP TABLE parent | deletes rows of child: 3 rows, drops table parent: 2 rows
        DELETE FROM "two words" | deletes rows of two words: 1 row
        DELETE FROM parent WHERE id = 2 | deletes rows of child: 1 row, deletes rows of parent: 1 row
        DELETE FROM keyed | deletes rows of keyed: 1 row
        UPDATE keyed SET n = 2 | deletes rows of log: 2 rows
        REPLACE INTO parent VALUES (1, 'c', NULL) | deletes rows of child: 2 rows
        ALTER TABLE parent DROP COLUMN note |
        ALTER TABLE parent DROP COLUMN name | drops column parent.name: 2 values not null
        ALTER TABLE parent RENAME COLUMN name TO title |
        ALTER TABLE parent RENAME COLUMN name TO title; ALTER TABLE parent DROP COLUMN note |
        ALTER TABLE parent DROP COLUMN note; ALTER TABLE parent RENAME COLUMN name TO title; ALTER TABLE parent RENAME TO people |
        ALTER TABLE parent DROP COLUMN name; ALTER TABLE parent ADD COLUMN title text DEFAULT 'a' | drops column parent.name: 2 values not null
        ALTER TABLE child RENAME TO children; DELETE FROM children WHERE id = 3 | deletes rows of child: 1 row
        CREATE TABLE again (id integer PRIMARY KEY); DROP TABLE log; ALTER TABLE again RENAME TO log | deletes rows of log: 3 rows
        INSERT INTO bare VALUES (1); DELETE FROM bare |
        """)
    void countsWhatIsLost(String sql, @Nullable String losses) throws Exception {
        try (Database database = new SqliteFile(folder.resolve("app.db")).open()) {
            single(database, GIVEN);
            assertThat(losses(database, List.of(script(sql)))).isEqualTo(losses == null ? "" : losses);
            assertThat(value(database, "SELECT (SELECT count(*) FROM child) || ' ' || (SELECT count(*) FROM log)"))
                    .as("the trial leaves everything")
                    .isEqualTo("3 3");
        }
    }

    @ParameterizedTest
    @CsvSource({"NONE", "FULL"})
    void followsTheTablesThroughManyUnits(String autoVacuum) throws Exception {
        try (Database database = new SqliteFile(folder.resolve("app.db")).open()) {
            single(database, "CREATE TABLE kept (id integer PRIMARY KEY); INSERT INTO kept VALUES (1), (2)");
            execute(database, "PRAGMA auto_vacuum = " + autoVacuum);
            execute(database, "VACUUM");
            StringBuilder tables = new StringBuilder();
            List<List<Entry>> units = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                tables.append("CREATE TABLE t").append(i).append(" (id integer); ");
                units.add(script(i == 50 ? "DELETE FROM t99" : "DROP TABLE t" + i));
            }
            units.add(script("DELETE FROM kept WHERE id = 1"));
            single(database, tables + "INSERT INTO t70 VALUES (1); INSERT INTO t99 VALUES (1), (2)");

            assertThat(losses(database, units))
                    .isEqualTo("deletes rows of t99: 2 rows, drops table t70: 1 row, deletes rows of kept: 1 row");
        }
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Statement statement = database.connection().createStatement()) {
            boolean ignored = statement.execute(sql);
        }
    }

    private static String losses(Database database, List<List<Entry>> units) throws Exception {
        return String.join(
                ", ",
                database.trial(units, new TransactionSettings("1", SqliteFile.TIMEOUT, true, false)).losses().stream()
                        .map(loss -> loss.what() + ": " + loss.rows())
                        .toList());
    }
}
