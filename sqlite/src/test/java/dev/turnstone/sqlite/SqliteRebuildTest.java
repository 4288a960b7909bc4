package dev.turnstone.sqlite;

import static dev.turnstone.sqlite.SqliteFile.failure;
import static dev.turnstone.sqlite.SqliteFile.script;
import static dev.turnstone.sqlite.SqliteFile.shared;
import static dev.turnstone.sqlite.SqliteFile.single;
import static dev.turnstone.sqlite.SqliteFile.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.dialect.TransactionSettings;
import dev.turnstone.dialect.Trial;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteRebuildTest {
    private static final String FAMILY = "CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);"
            + " CREATE TABLE child (id INTEGER PRIMARY KEY, parent REFERENCES parent (id) ON DELETE CASCADE);"
            + " INSERT INTO parent VALUES (1, 'a'), (2, 'b'); INSERT INTO child VALUES (10, 1), (20, 2)";
    private static final String REBUILD = "CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
            + " INSERT INTO parent_new SELECT id, name FROM parent; DROP TABLE parent;"
            + " ALTER TABLE parent_new RENAME TO \"parent\"";

    @TempDir
    private Path folder;

    private SqliteFile file = new SqliteFile(Path.of("app.db"));

    @BeforeEach
    void place() {
        file = new SqliteFile(folder.resolve("app.db"));
    }

    /// The danger itself: without the care taken here the child rows go without a word.
    @Test
    void wouldLoseTheChildrenUnlessEnforcementIsOff() throws Exception {
        try (Database database = file.open()) {
            single(database, FAMILY);
            database.connection().createStatement().execute("DROP TABLE parent");
            assertThat(value(database, "SELECT count(*) FROM child")).isEqualTo("0");
        }
    }

    @Test
    void keepsTheRowsThatReferToIt() throws Exception {
        try (Database database = file.open()) {
            single(database, FAMILY);
            shared(database, "CREATE TABLE unrelated (id)");
            single(database, REBUILD);
            assertThat(value(database, "SELECT count(*) FROM child")).isEqualTo("2");
            assertThat(value(database, "SELECT count(*) FROM parent")).isEqualTo("2");
            assertThat(value(database, "SELECT count(*) FROM unrelated")).isEqualTo("0");
            assertEnforced(database);
            assertThat(failure(database, "INSERT INTO child VALUES (30, 99)").getMessage())
                    .contains("FOREIGN KEY");
        }
    }

    @Test
    void refusesOneThatDeletesRowsOfAnother() throws Exception {
        try (Database database = file.open()) {
            single(
                    database,
                    FAMILY
                            + "; CREATE TRIGGER sweep AFTER INSERT ON parent WHEN new.id = 0 BEGIN DELETE FROM child; END");
            EntryFailed failed = failure(
                    database, "INSERT INTO parent VALUES (0, 'trap'); " + REBUILD + "; DROP TRIGGER IF EXISTS sweep");
            assertThat(failed.kind()).isEqualTo(FailureKind.UNSAFE);
            assertThat(failed.getMessage()).isEqualTo("rebuild of parent would delete 2 rows of child");
            assertThat(value(database, "SELECT count(*) FROM child")).isEqualTo("2");
            assertEnforced(database);
            single(database, "DELETE FROM child WHERE id = 20; DROP TRIGGER sweep; " + REBUILD);
            assertThat(value(database, "SELECT count(*) FROM child")).isEqualTo("1");
        }
    }

    @Test
    void refusesOneThatLeavesRowsWithoutTheirParent() throws Exception {
        try (Database database = file.open()) {
            single(database, FAMILY);
            EntryFailed failed = failure(database, REBUILD.replace("FROM parent;", "FROM parent WHERE id = 1;"));
            assertThat(failed.getMessage())
                    .isEqualTo("rebuild of parent would break a foreign key: child row 20 refers to no row of parent");
            assertThat(value(database, "SELECT count(*) FROM parent")).isEqualTo("2");
            assertEnforced(database);
        }
    }

    @Test
    void acceptsWhatWasBrokenBefore() throws Exception {
        try (Database database = file.open()) {
            single(database, FAMILY);
            database.connection().createStatement().execute("PRAGMA foreign_keys = OFF");
            single(database, "INSERT INTO child VALUES (30, 99)");
            database.connection().createStatement().execute("PRAGMA foreign_keys = ON");
            single(database, REBUILD);
            assertThat(value(database, "SELECT count(*) FROM child")).isEqualTo("3");
        }
    }

    @Test
    void refusesToLoseATriggerWithoutAWord() throws Exception {
        try (Database database = file.open()) {
            single(
                    database,
                    FAMILY
                            + "; CREATE TRIGGER noticed AFTER UPDATE ON parent BEGIN UPDATE child SET parent = parent; END");
            assertThat(failure(database, REBUILD).getMessage())
                    .startsWith("rebuild of parent would lose the trigger noticed of parent");
            single(
                    database,
                    REBUILD
                            + "; CREATE TRIGGER noticed AFTER UPDATE ON parent BEGIN UPDATE child SET parent = parent; END");
        }
    }

    @Test
    void triesARebuildAsItWouldRun() throws Exception {
        try (Database database = file.open()) {
            single(database, FAMILY);
            TransactionSettings settings = new TransactionSettings("1", SqliteFile.TIMEOUT, true, false);
            Trial same = database.trial(List.of(script(REBUILD)), settings);
            assertThat(same.losses()).isEmpty();
            Trial without = database.trial(
                    List.of(script("CREATE TABLE n (id INTEGER PRIMARY KEY); INSERT INTO n SELECT id FROM parent;"
                            + " DROP TABLE parent; ALTER TABLE n RENAME TO parent")),
                    settings);
            assertThat(without.losses())
                    .extracting(loss -> loss.what() + ": " + loss.rows())
                    .containsExactly("drops column parent.name: 2 values not null");
            assertEnforced(database);
        }
    }

    @Test
    void findsRowsThatGoWithTheirParent() throws Exception {
        try (Database database = file.open()) {
            single(database, FAMILY);
            Trial trial = database.trial(
                    List.of(script("DELETE FROM parent WHERE id = 1")),
                    new TransactionSettings("1", SqliteFile.TIMEOUT, true, false));
            assertThat(trial.losses())
                    .extracting(loss -> loss.what() + ": " + loss.rows())
                    .containsExactlyInAnyOrder("deletes rows of parent: 1 row", "deletes rows of child: 1 row");
        }
    }

    private static void assertEnforced(Database database) throws SQLException {
        assertThat(value(database, "PRAGMA foreign_keys")).isEqualTo("1");
    }
}
