package dev.turnstone.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rows that would go with a statement which does not name their table, each on a real file through `migrate`.
class SqliteCascadesTest {
    private static final String FAMILY = """
        CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
        INSERT INTO parent VALUES (1, 'a'), (2, 'b'), (3, 'c');
        """;
    private static final String ALLOW = "-- turnstone:allow data-loss: the children are of no use\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "CREATE TABLE people AS SELECT * FROM parent; DROP TABLE parent",
                "DELETE FROM parent WHERE id < 3",
                "DELETE FROM parent",
                "WITH old AS (SELECT 1 AS id UNION SELECT 2) DELETE FROM parent WHERE id IN (SELECT id FROM old)",
                "REPLACE INTO parent VALUES (1, 'x'), (2, 'y')",
                "INSERT OR REPLACE INTO parent SELECT id, name || '!' FROM parent WHERE id < 3",
                "INSERT OR REPLACE INTO main.parent AS p VALUES (7, 'a'), (8, 'b')",
                "UPDATE OR REPLACE parent SET name = 'a' WHERE id = 2",
            })
    void refusesWhatTakesRowsOfAnotherTableWithIt(String sql) throws Exception {
        try (RebuildProject project = cascading()) {
            assertThat(project.refused(sql)).contains("row", " of child").contains("allow data-loss");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "SET NULL ~ DROP TABLE parent ~ clear child.parent in 2 rows",
                "SET NULL ~ REPLACE INTO parent VALUES (1, 'x') ~ clear child.parent in 1 row",
                "SET DEFAULT ~ DELETE FROM parent WHERE id = 1 ~ clear child.parent in 1 row",
                "SET NULL ON UPDATE SET NULL ~ UPDATE parent SET id = id + 10 ~ clear child.parent in 2 rows",
            })
    void refusesWhatClearsValuesOfAnotherTable(String action, String sql, String told) throws Exception {
        try (RebuildProject project = with("CREATE TABLE child (id INTEGER PRIMARY KEY, parent INT DEFAULT 3"
                + " REFERENCES parent (id) ON DELETE " + action + "); INSERT INTO child VALUES (10, 1), (20, 2);")) {
            assertThat(project.refused(sql)).contains(told);
        }
    }

    @Test
    void followsAChainOfTables() throws Exception {
        try (RebuildProject project = with("""
            CREATE TABLE child (id INTEGER PRIMARY KEY, parent REFERENCES parent (id) ON DELETE CASCADE);
            CREATE TABLE toy (name TEXT, child REFERENCES child (id) ON DELETE CASCADE);
            INSERT INTO child VALUES (10, 1);
            INSERT INTO toy VALUES ('ball', 10), ('kite', 10);
            """)) {
            assertThat(project.refused("DELETE FROM parent WHERE id = 1"))
                    .contains("2_rebuild.sql:1", "DELETE would delete 1 row of child and delete 2 rows of toy");
        }
    }

    @Test
    void refusesWhatATriggerTakes() throws Exception {
        try (RebuildProject project = with("""
            CREATE TABLE session (parent INT);
            INSERT INTO session VALUES (1), (1);
            CREATE TRIGGER gone AFTER DELETE ON parent BEGIN DELETE FROM session WHERE parent = old.id; END;
            """)) {
            assertThat(project.refused("DELETE FROM parent WHERE id = 1")).contains("delete 2 rows of session");
        }
    }

    @Test
    void refusesRowsOfTheOwnTableThatTheStatementDoesNotName() throws Exception {
        try (RebuildProject project = with("""
            CREATE TABLE tree (id INTEGER PRIMARY KEY, up REFERENCES tree (id) ON DELETE CASCADE);
            INSERT INTO tree VALUES (1, NULL), (2, 1), (3, 2), (4, NULL);
            """)) {
            assertThat(project.refused("DELETE FROM tree WHERE id = 1")).contains("delete 2 rows of tree");
            project.rebuilt("DELETE FROM tree WHERE id = 4");
            assertThat(project.value("SELECT count(*) FROM tree")).isEqualTo("3");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "DELETE FROM parent WHERE id = 3 ~ 2",
                "DELETE FROM child WHERE parent = 1; DELETE FROM parent WHERE id = 1 ~ 1",
                "DELETE FROM child ~ 0",
                "INSERT INTO parent VALUES (4, 'd'); UPDATE parent SET name = name || '!' ~ 2",
                "UPDATE parent SET id = id + 10 ~ 2",
                "DELETE FROM parent; DELETE FROM child ~ 0",
                "CREATE TABLE kept AS SELECT * FROM child; CREATE TABLE p AS SELECT * FROM parent; DELETE FROM parent;"
                        + " INSERT INTO parent SELECT * FROM p; INSERT INTO child SELECT * FROM kept ~ 2",
            })
    void goesOnWhereTheTextSaysWhatGoesOrNothingDoes(String sql, String left) throws Exception {
        try (RebuildProject project = with("CREATE TABLE child (id INTEGER PRIMARY KEY,"
                + " parent REFERENCES parent (id) ON DELETE CASCADE ON UPDATE CASCADE);"
                + " INSERT INTO child VALUES (10, 1), (20, 2);")) {
            project.rebuilt(sql);
            assertThat(project.value("SELECT count(*) FROM child")).isEqualTo(left);
        }
    }

    @Test
    void dropsAFamilyWithoutAsking() throws Exception {
        try (RebuildProject project = cascading()) {
            project.rebuilt("DROP TABLE parent; DROP TABLE child;");
            assertThat(project.value("SELECT count(*) FROM sqlite_master WHERE name IN ('parent', 'child')"))
                    .isEqualTo("0");
        }
    }

    @Test
    void takesTheLossThatTheAuthorAccepts() throws Exception {
        try (RebuildProject project = cascading()) {
            project.rebuilt(ALLOW + "DELETE FROM parent WHERE id = 1;");
            assertThat(project.value("SELECT count(*) FROM child")).isEqualTo("1");
        }
    }

    @Test
    void acceptsOneStatementOnly() throws Exception {
        try (RebuildProject project = cascading()) {
            assertThat(project.refused(ALLOW + "DELETE FROM parent WHERE id = 1;\nDELETE FROM parent WHERE id = 2;"))
                    .contains("2_rebuild.sql:3");
        }
    }

    @Test
    void leavesDerivedRowsAndViewsAlone() throws Exception {
        try (RebuildProject project = with("""
            CREATE VIRTUAL TABLE found USING fts5 (name, content='parent', content_rowid='id');
            INSERT INTO found (found) VALUES ('rebuild');
            CREATE TRIGGER unfound AFTER DELETE ON parent BEGIN
              INSERT INTO found (found, rowid, name) VALUES ('delete', old.id, old.name);
            END;
            CREATE TABLE log (name TEXT);
            CREATE TRIGGER kept AFTER DELETE ON parent BEGIN INSERT INTO log VALUES (old.name); END;
            CREATE VIEW people AS SELECT * FROM parent;
            CREATE TRIGGER person INSTEAD OF DELETE ON people BEGIN DELETE FROM parent WHERE id = old.id; END;
            """)) {
            project.rebuilt("DELETE FROM people WHERE id = 1; DELETE FROM parent WHERE id = 2;");
            assertThat(project.value("SELECT group_concat(name) FROM log")).isEqualTo("a,b");
        }
    }

    @Test
    void countsTheRowsOfAStatementOnce() throws Exception {
        try (RebuildProject project = cascading()) {
            project.rebuilt(
                    "DELETE FROM parent WHERE id = 1;\nCREATE TABLE kept AS SELECT 1 AS id;\nDELETE FROM child;");
            assertThat(project.value("SELECT rows_changed FROM turnstone_schema_migrations WHERE version = '2'"))
                    .isEqualTo("3");
        }
    }

    private RebuildProject cascading() throws Exception {
        return with("CREATE TABLE child (id INTEGER PRIMARY KEY, parent REFERENCES parent (id) ON DELETE CASCADE);"
                + " INSERT INTO child VALUES (10, 1), (20, 2);");
    }

    private RebuildProject with(String more) throws Exception {
        return RebuildProject.with(folder, FAMILY + more);
    }
}
