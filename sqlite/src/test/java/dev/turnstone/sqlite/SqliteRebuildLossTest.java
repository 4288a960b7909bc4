package dev.turnstone.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The ways in which a rebuilt table was seen to lose something, each on a real file through `migrate`.
class SqliteRebuildLossTest {
    private static final String FAMILY = """
            CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT, born TEXT);
            CREATE TABLE child (id INTEGER PRIMARY KEY, parent REFERENCES parent (id) ON DELETE CASCADE, toy TEXT);
            INSERT INTO parent VALUES (1, 'a', '007'), (2, 'b', '12'), (3, 'c', NULL);
            INSERT INTO child VALUES (10, 1, 'ball'), (20, 2, 'kite');
            """;
    private static final String NEW = """
            CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, born TEXT);
            """;
    private static final String COPY = """
            INSERT INTO parent_new (id, name, born) SELECT id, name, born FROM parent;
            """;
    private static final String SWAP = """
            DROP TABLE parent;
            ALTER TABLE parent_new RENAME TO parent;
            """;

    @TempDir
    private Path folder;

    @Test
    void keepsAViewThatReadsTheTable() throws Exception {
        try (RebuildProject project = with("CREATE VIEW names AS SELECT name FROM parent;")) {
            project.rebuilt(NEW + COPY + SWAP);
            assertThat(project.value("SELECT count(*) FROM names")).isEqualTo("3");
            assertThat(project.value("SELECT sql FROM sqlite_master WHERE name = 'names'"))
                    .isEqualTo("CREATE VIEW names AS SELECT name FROM parent");
        }
    }

    @Test
    void keepsATriggerOfAnotherTableThatWritesToIt() throws Exception {
        try (RebuildProject project =
                with("CREATE TRIGGER toys AFTER INSERT ON child BEGIN UPDATE parent SET name = 'x'"
                        + " WHERE id = new.parent; END;")) {
            project.rebuilt(NEW + COPY + SWAP);
            project.execute("INSERT INTO child VALUES (30, 3, 'doll')");
            assertThat(project.value("SELECT name FROM parent WHERE id = 3")).isEqualTo("x");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ALTER TABLE parent RENAME COLUMN name TO called;, called, ''",
        "'', name, ALTER TABLE parent RENAME name TO called;"
    })
    void followsAColumnThatIsRenamedInTheSameStep(String before, String copied, String after) throws Exception {
        String made = "CREATE TABLE parent_new (id INTEGER PRIMARY KEY, " + copied + " TEXT, born TEXT);"
                + " INSERT INTO parent_new (id, " + copied + ", born) SELECT id, ";
        String rest = ", born FROM parent;" + SWAP + after;
        try (RebuildProject project = with("")) {
            project.rebuilt(before + made + copied + rest);
            assertThat(project.value("SELECT group_concat(called) FROM parent")).isEqualTo("a,b,c");
        }
    }

    @Test
    void goesOnPastAViewThatWasBrokenBefore() throws Exception {
        try (RebuildProject project = with("CREATE VIEW broken AS SELECT a FROM nowhere;")) {
            project.rebuilt(NEW + COPY + SWAP);
            assertThat(project.value("SELECT count(*) FROM child")).isEqualTo("2");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE VIEW born AS SELECT born FROM parent;, view born: no such column: born",
        "CREATE TRIGGER t AFTER INSERT ON child BEGIN UPDATE parent SET born = 1; END;, trigger t of child: no such column: born",
        "CREATE TRIGGER t AFTER DELETE ON child BEGIN UPDATE parent SET born = 1; END;, trigger t of child: no such column: born",
        "CREATE TRIGGER t AFTER UPDATE ON child BEGIN UPDATE parent SET born = 1; END;, trigger t of child: no such column: born"
    })
    void refusesToBreakWhatWorked(String dependent, String reason) throws Exception {
        try (RebuildProject project = with(dependent)) {
            assertThat(project.refused("CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT);"
                            + " INSERT INTO parent_new SELECT id, name FROM parent;" + SWAP))
                    .contains("rebuild of parent would break the " + reason);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE TRIGGER noticed AFTER UPDATE ON parent BEGIN SELECT 1; END;, trigger noticed",
        "CREATE INDEX by_name ON parent (name);, index by_name",
        "CREATE UNIQUE INDEX by_born ON parent (lower(born)) WHERE name > '';, index by_born"
    })
    void refusesToLoseWhatBelongsToTheTable(String dependent, String lost) throws Exception {
        try (RebuildProject project = with(dependent)) {
            assertThat(project.refused(NEW + COPY + SWAP)).contains("would lose the " + lost + " of parent");
            project.rebuilt(NEW + COPY + SWAP + dependent);
            assertThat(project.value("SELECT count(*) FROM sqlite_master WHERE type IN ('index', 'trigger')"
                            + " AND tbl_name = 'parent'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void letsAnIndexGoByNameWithItsColumnOrForAnEqualOne() throws Exception {
        try (RebuildProject project = with("CREATE INDEX a ON parent (name); CREATE INDEX b ON parent (born);"
                + " CREATE INDEX c ON parent (name DESC);")) {
            project.rebuilt("CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT);"
                    + " INSERT INTO parent_new SELECT id, name FROM parent; DROP INDEX c;" + SWAP
                    + "CREATE INDEX a_again ON parent (name);");
            assertThat(project.value("SELECT group_concat(name) FROM sqlite_master WHERE tbl_name = 'parent'"
                            + " AND type = 'index'"))
                    .isEqualTo("a_again");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE UNIQUE INDEX by_name ON parent (name) | UNIQUE (name) | true",
                "CREATE INDEX by_name ON parent (name) | UNIQUE (name) | true",
                "CREATE UNIQUE INDEX by_name ON parent (name, born) | UNIQUE (name, born) | true",
                "CREATE UNIQUE INDEX by_name ON parent (name, born) | UNIQUE (born, name) | false",
                "CREATE UNIQUE INDEX by_name ON parent (name COLLATE NOCASE) | UNIQUE (name) | false",
                "CREATE UNIQUE INDEX by_name ON parent (name DESC) | UNIQUE (name) | false",
                "CREATE UNIQUE INDEX by_name ON parent (lower(name)) | UNIQUE (name) | false",
                "CREATE UNIQUE INDEX by_name ON parent (name) WHERE born > '' | UNIQUE (name) | false",
                "CREATE UNIQUE INDEX by_name ON parent (name) | CHECK (name > '') | false"
            })
    void letsAUniqueConstraintTakeThePlaceOfAnIndex(String index, String constraint, boolean serves) throws Exception {
        String rebuild = "CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT, born TEXT, " + constraint + ");"
                + COPY + SWAP;
        try (RebuildProject project = with(index + ";")) {
            if (serves) {
                project.rebuilt(rebuild);
                assertThat(project.value("SELECT count(*) FROM child")).isEqualTo("2");
            } else {
                assertThat(project.refused(rebuild)).contains("would lose the index by_name of parent");
            }
        }
    }

    @Test
    void givesNoNumberOutTwice() throws Exception {
        try (RebuildProject project = RebuildProject.with(folder, """
                CREATE TABLE ticket (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);
                INSERT INTO ticket VALUES (1, 'a'), (2, 'b'), (3, 'c');
                DELETE FROM ticket WHERE id = 3;
                """)) {
            project.rebuilt("""
                    CREATE TABLE ticket_new (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL);
                    INSERT INTO ticket_new SELECT * FROM ticket;
                    DROP TABLE ticket;
                    ALTER TABLE ticket_new RENAME TO ticket;
                    """);
            project.execute("INSERT INTO ticket (name) VALUES ('d')");
            assertThat(project.value("SELECT max(id) FROM ticket")).isEqualTo("4");
        }
    }

    @Test
    void givesNoNumberOutTwiceOfAnEmptyTable() throws Exception {
        try (RebuildProject project = RebuildProject.with(folder, """
                CREATE TABLE ticket (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);
                INSERT INTO ticket VALUES (7, 'a');
                DELETE FROM ticket;
                """)) {
            project.rebuilt("""
                    ALTER TABLE ticket RENAME TO ticket_old;
                    CREATE TABLE ticket (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL);
                    INSERT INTO ticket SELECT * FROM ticket_old;
                    DROP TABLE ticket_old;
                    """);
            project.execute("INSERT INTO ticket (name) VALUES ('d')");
            assertThat(project.value("SELECT max(id) FROM ticket")).isEqualTo("8");
        }
    }

    @Test
    void keepsChildrenThatWouldGoWithTheirParent() throws Exception {
        try (RebuildProject project = with("")) {
            project.rebuilt(NEW + COPY + SWAP);
            assertFamily(project);
        }
    }

    /// SQLite ignores `PRAGMA foreign_keys` inside a transaction; Turnstone sets it around each step.
    @Test
    void keepsChildrenWhateverTheFileSaysOfEnforcement() throws Exception {
        try (RebuildProject project = with("")) {
            project.rebuilt("PRAGMA foreign_keys = OFF;\n" + NEW + COPY + SWAP + "PRAGMA foreign_keys = ON;\n"
                    + "CREATE INDEX by_name ON parent (name);");
            assertFamily(project);
        }
    }

    @Test
    void keepsChildrenWhenTheFileAsksForEnforcement() throws Exception {
        try (RebuildProject project = with("")) {
            project.rebuilt(NEW + COPY + "PRAGMA foreign_keys = ON;\n" + SWAP);
            assertFamily(project);
        }
    }

    @Test
    void keepsReferencesWhenTheOldTableIsRenamedFirst() throws Exception {
        try (RebuildProject project = with("CREATE VIEW names AS SELECT name FROM parent;")) {
            project.rebuilt("""
                    ALTER TABLE parent RENAME TO parent_old;
                    CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL, born TEXT);
                    INSERT INTO parent SELECT * FROM parent_old;
                    DROP TABLE parent_old;
                    """);
            assertFamily(project);
            assertThat(project.value("SELECT count(*) FROM names")).isEqualTo("3");
        }
    }

    @Test
    void keepsChildrenWhenTheRowsGoThroughAnotherTable() throws Exception {
        try (RebuildProject project = with("")) {
            project.rebuilt("""
                    CREATE TEMP TABLE kept AS SELECT * FROM parent;
                    DROP TABLE parent;
                    CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL, born TEXT);
                    INSERT INTO parent SELECT * FROM kept;
                    DROP TABLE kept;
                    """);
            assertFamily(project);
        }
    }

    @Test
    void carriesAReferenceToItselfAlong() throws Exception {
        try (RebuildProject project = RebuildProject.with(
                folder,
                "CREATE TABLE node (id INTEGER PRIMARY KEY, up REFERENCES node (id)); INSERT INTO node VALUES"
                        + " (1, NULL), (2, 1);")) {
            project.rebuilt("CREATE TABLE node_new (id INTEGER PRIMARY KEY, up INTEGER REFERENCES node_new (id));"
                    + " INSERT INTO node_new SELECT * FROM node; DROP TABLE node;"
                    + " ALTER TABLE node_new RENAME TO node;");
            assertThat(project.value("SELECT \"table\" FROM pragma_foreign_key_list('node')"))
                    .isEqualTo("node");
        }
    }

    @Test
    void refusesAReferenceToATableThatIsNotThere() throws Exception {
        try (RebuildProject project = with("")) {
            assertThat(project.refused("ALTER TABLE parent RENAME TO aside; ALTER TABLE aside RENAME TO parent;"
                            + NEW.replace("born TEXT", "born TEXT, home REFERENCES house (id)") + COPY + SWAP))
                    .contains("would break a foreign key: parent refers to house, which is not there");
        }
    }

    @Test
    void refusesToLoseRowsThatConflict() throws Exception {
        try (RebuildProject project = with("INSERT INTO parent VALUES (4, 'a', 'twice');")) {
            String rebuild = "CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT UNIQUE, born TEXT);"
                    + " INSERT OR IGNORE INTO parent_new SELECT * FROM parent;" + SWAP;
            assertThat(project.refused(rebuild)).contains("rebuild of parent would lose 1 row of parent");
            project.rebuilt("DELETE FROM parent WHERE id = 4;" + rebuild);
            assertThat(project.value("SELECT count(*) FROM parent")).isEqualTo("3");
        }
    }

    @Test
    void refusesARebuildThatCopiesNothing() throws Exception {
        try (RebuildProject project = RebuildProject.with(folder, FAMILY.replaceAll("(?m)^INSERT INTO child.*$", ""))) {
            assertThat(project.refused(NEW + SWAP)).contains("rebuild of parent would lose 3 rows of parent");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO parent_new (id, name) SELECT id, name FROM parent|parent.born in at least 2 rows",
                "INSERT INTO parent_new SELECT id, name, 'same' AS name FROM parent; UPDATE parent_new SET name = born|",
                "INSERT INTO parent_new SELECT id, born, name FROM parent|parent.name in at least",
                "INSERT INTO parent_new (id, name, born) SELECT p.id, p.name, p.born FROM parent p|",
                "INSERT INTO parent_new (id, name, born) SELECT id, name, NULL FROM parent ORDER BY name|",
                "INSERT INTO parent_new (id, name, born) SELECT id, coalesce(name, ''), born FROM parent|",
                "INSERT INTO parent_new SELECT * FROM parent; UPDATE parent_new SET born = 'then'|",
                "INSERT INTO parent_new SELECT * FROM parent WHERE id < 3|",
                "INSERT INTO parent_new SELECT * FROM parent; INSERT INTO parent_new VALUES (9, 'z', NULL)|"
            })
    void comparesValuesButForWhatTheAuthorSays(String copy, String reason) throws Exception {
        try (RebuildProject project = with("")) {
            String made = NEW.replace("NOT NULL", "");
            if (reason == null) {
                project.rebuilt(made + copy + ";\n" + SWAP);
                assertThat(project.value("SELECT count(*) FROM child")).isEqualTo("2");
            } else {
                assertThat(project.refused(made + copy + ";\n" + SWAP)).contains("would change values of " + reason);
            }
        }
    }

    @Test
    void refusesAListOfColumnsInAnotherOrderThanTheTables() throws Exception {
        try (RebuildProject project = with("")) {
            assertThat(project.refused("CREATE TABLE parent_new (id INTEGER PRIMARY KEY, born TEXT, name TEXT);"
                            + " INSERT INTO parent_new SELECT * FROM parent;" + SWAP))
                    .contains("would change values of parent.born");
        }
    }

    @Test
    void followsAColumnThatIsRenamed() throws Exception {
        try (RebuildProject project = with("")) {
            project.rebuilt("CREATE TABLE parent_new (id INTEGER PRIMARY KEY, full TEXT, born TEXT);"
                    + " INSERT INTO parent_new (id, full, born) SELECT id, name, born FROM parent;" + SWAP);
            assertThat(project.value("SELECT group_concat(full) FROM parent")).isEqualTo("a,b,c");
        }
    }

    /// `'12'` as a number is still 12; `'007'` is not 007 any more.
    @Test
    void refusesATypeThatChangesWhatIsWritten() throws Exception {
        String rebuild = "CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT, born INTEGER);"
                + " INSERT INTO parent_new SELECT id, name, born FROM parent;" + SWAP;
        try (RebuildProject project = with("")) {
            assertThat(project.refused(rebuild)).contains("would change values of parent.born");
            project.execute("UPDATE parent SET born = '7' WHERE id = 1");
            project.rebuilt(rebuild);
            assertThat(project.value("SELECT group_concat(typeof(born)) FROM parent"))
                    .isEqualTo("integer,integer,null");
        }
    }

    @Test
    void refusesToChangeRowsOfATableThatRefersToIt() throws Exception {
        try (RebuildProject project = with(
                "CREATE TABLE log (id);"
                        + " CREATE TRIGGER spoil AFTER INSERT ON log BEGIN UPDATE child SET toy = 'lost' WHERE id = 10; END;")) {
            assertThat(project.refused(NEW + COPY + SWAP + "INSERT INTO log VALUES (1);"))
                    .contains("rebuild of parent would change values of child.toy in at least 1 row");
            project.rebuilt(NEW + COPY + SWAP + "UPDATE child SET toy = 'mine' WHERE id = 20;");
            assertThat(project.value("SELECT group_concat(toy) FROM child")).isEqualTo("ball,mine");
        }
    }

    @Test
    void keepsRowidsThatAFullTextIndexKnows() throws Exception {
        String words = "CREATE TABLE note (body TEXT); INSERT INTO note (rowid, body) VALUES (5, 'one'), (9, 'two');"
                + " CREATE VIRTUAL TABLE found USING fts5(body, content='note');"
                + " INSERT INTO found (found) VALUES ('rebuild');";
        String made = "CREATE TABLE note_new (body TEXT NOT NULL);";
        String swap = "DROP TABLE note; ALTER TABLE note_new RENAME TO note;";
        try (RebuildProject project = RebuildProject.with(folder, words)) {
            assertThat(project.refused(made + "INSERT INTO note_new SELECT body FROM note;" + swap))
                    .contains("would give the rows of note other rowids, by which found knows them: copy rowid too");
            project.rebuilt(made + "INSERT INTO note_new (rowid, body) SELECT rowid, body FROM note;" + swap);
            assertThat(project.value("SELECT body FROM found WHERE found MATCH 'two'"))
                    .isEqualTo("two");
        }
    }

    @Test
    void letsRowidsGoThatNobodyKnows() throws Exception {
        try (RebuildProject project = RebuildProject.with(
                folder, "CREATE TABLE note (body TEXT); INSERT INTO note (rowid, body) VALUES (5, 'one');")) {
            project.rebuilt("CREATE TABLE note_new (body TEXT NOT NULL); INSERT INTO note_new SELECT body FROM note;"
                    + " DROP TABLE note; ALTER TABLE note_new RENAME TO note;");
            assertThat(project.value("SELECT rowid FROM note")).isEqualTo("1");
        }
    }

    @Test
    void refusesRowsThatTheNewTableMayNotHold() throws Exception {
        try (RebuildProject project = with("UPDATE parent SET name = NULL WHERE id = 2;")) {
            assertThat(project.refused("PRAGMA writable_schema = ON;" + NEW.replace(" NOT NULL", "") + COPY + SWAP
                            + "UPDATE sqlite_master SET sql = replace(sql, 'name TEXT', 'name TEXT NOT NULL')"
                            + " WHERE name = 'parent'; PRAGMA schema_version = 99;"))
                    .contains("would leave a damaged table: NULL value in parent.name");
        }
    }

    @Test
    void refusesToTakeTheKeyThatChildrenReferTo() throws Exception {
        try (RebuildProject project = RebuildProject.with(
                folder,
                "CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                        + " CREATE TABLE child (parent REFERENCES parent (name)); INSERT INTO parent VALUES (1, 'a');"
                        + " INSERT INTO child VALUES ('a');")) {
            assertThat(project.refused("CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT);"
                            + " INSERT INTO parent_new SELECT * FROM parent;" + SWAP))
                    .contains("foreign key mismatch");
        }
    }

    private RebuildProject with(String more) throws Exception {
        return RebuildProject.with(folder, FAMILY + more);
    }

    private static void assertFamily(RebuildProject project) throws Exception {
        assertThat(project.value("SELECT group_concat(id || name || coalesce(born, '-')) FROM parent"))
                .isEqualTo("1a007,2b12,3c-");
        assertThat(project.value("SELECT group_concat(id || parent || toy) FROM child"))
                .isEqualTo("101ball,202kite");
        assertThat(project.value("SELECT \"table\" FROM pragma_foreign_key_list('child')"))
                .isEqualTo("parent");
        assertThat(project.value("SELECT count(*) FROM pragma_foreign_key_check"))
                .isEqualTo("0");
    }
}
