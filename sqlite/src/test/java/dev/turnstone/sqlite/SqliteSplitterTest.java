package dev.turnstone.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnstone.sql.Effect;
import dev.turnstone.sql.Form;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.Script;
import dev.turnstone.sql.Splitter;
import dev.turnstone.sql.Statement;
import dev.turnstone.sql.Token;
import dev.turnstone.sql.UnreadableScript;
import dev.turnstone.sqlite.text.SqliteLexer;
import dev.turnstone.testkit.SharedMaterial;
import dev.turnstone.testkit.SplitterContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SqliteSplitterTest extends SplitterContract {
    /// In an order in which SQLite accepts them.
    private static final List<String> HARD = List.of(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT DEFAULT ';', [odd ; name] TEXT, `b;``x` INT, \"c;\"\"d\" INT)",
            "CREATE TABLE begin (\"end\" INT, a INT)",
            "INSERT INTO t (v) VALUES ('it''s; one'), (x'3b3b'), (X''), (1.5e-3), (0xff), (.5)",
            "SELECT a -- it's; a comment\n, 1 FROM begin /* ; ' */ --;\n WHERE 1",
            "SELECT 'a' || '--' || '/*' || ';', 5 - -1, '{\"k\":[1]}' -> '$.k', '{}' ->> '$'",
            "CREATE TRIGGER one AFTER INSERT ON t BEGIN UPDATE t SET v = 'x;END;' WHERE id = new.id; END",
            """
            CREATE TEMP TRIGGER begin AFTER UPDATE OF v ON t WHEN new.v <> old.v BEGIN
              -- END;
              INSERT INTO begin SELECT CASE WHEN 1 THEN CASE 2 WHEN 2 THEN 3 END ELSE 4 END, 1;
              DELETE FROM begin WHERE "end" = 3;
            END""",
            "CREATE TEMPORARY TRIGGER IF NOT EXISTS \"end;\" INSTEAD OF INSERT ON w BEGIN SELECT 1 AS end; SELECT 2; end",
            "CREATE TRIGGER end AFTER INSERT ON begin BEGIN SELECT CASE new.a WHEN 1 THEN 2 END; END",
            "EXPLAIN CREATE TRIGGER two AFTER DELETE ON t BEGIN SELECT 1; SELECT 2; END",
            "EXPLAIN QUERY PLAN SELECT 1",
            "WITH x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x WHERE n < 3) INSERT INTO t (v) SELECT n FROM x",
            "WITH x AS (SELECT 'delete') SELECT * FROM x",
            "REPLACE INTO t (id, v) VALUES (1, 'ünïcödé 中;')",
            "PRAGMA user_version = 7",
            "SELECT 'never closed' /* by us");

    @Override
    protected Splitter splitter() {
        return new SqliteSplitter();
    }

    @Override
    protected List<String> hardStatements() {
        return HARD.subList(0, HARD.size() - 1);
    }

    @Override
    protected List<String> pieces() {
        return List.of(
                "`",
                "[",
                "]",
                "x'",
                "CREATE TRIGGER ",
                "TEMP ",
                "BEGIN;",
                ";END;",
                "CASE END ",
                "EXPLAIN ",
                "PRAGMA x=1;",
                ".read",
                "\n.x",
                "?1",
                ":a",
                "$a",
                "->>",
                "31415",
                "0x1f",
                "1e-5",
                "ATTACH",
                "''",
                "-- \n",
                "/**/",
                "(;");
    }

    @Override
    protected List<String> endlessStatement() {
        return List.of("CREATE TRIGGER x AFTER INSERT ON t BEGIN ", "UPDATE t SET a = 'b;'; ", "END");
    }

    /// SQLite is the judge: what came out of the script is accepted, one statement after the other.
    @Test
    void sqliteAcceptsEachStatement() throws SQLException {
        String text = String.join(";\n", HARD);
        List<Statement> statements = split(text);
        assertThat(statements).hasSize(HARD.size());
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                java.sql.Statement prepared = connection.createStatement()) {
            prepared.execute("CREATE VIEW w AS SELECT 1 AS a");
            for (Statement statement : statements) {
                assertThatCode(() -> prepared.execute(statement.text()))
                        .as("%s %s", statement.location(), statement.text())
                        .doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            VACUUM                                | ALONE               | NONE   | VACUUM
            VACUUM INTO 'x'                       | ALONE               | NONE   | VACUUM
            ATTACH 'x' AS y                       | SETTING             | NONE   | ATTACH
            detach y                              | SETTING             | NONE   | DETACH
            PRAGMA journal_mode = WAL             | ALONE               | NONE   | PRAGMA
            PRAGMA main.journal_mode(wal)         | ALONE               | NONE   | PRAGMA
            PRAGMA journal_mode                   | ORDINARY            | NONE   | PRAGMA
            PRAGMA wal_checkpoint                 | ALONE               | NONE   | PRAGMA
            PRAGMA wal_checkpoint(TRUNCATE)       | ALONE               | NONE   | PRAGMA
            PRAGMA page_size = 8192               | SETTING             | NONE   | PRAGMA
            PRAGMA auto_vacuum = FULL             | SETTING             | NONE   | PRAGMA
            PRAGMA incremental_vacuum             | ALONE               | NONE   | PRAGMA
            PRAGMA foreign_keys = OFF             | SETTING             | NONE   | PRAGMA
            pragma "foreign_keys"(0)              | SETTING             | NONE   | PRAGMA
            PRAGMA foreign_keys                   | ORDINARY            | NONE   | PRAGMA
            PRAGMA legacy_alter_table=ON          | SETTING             | NONE   | PRAGMA
            PRAGMA synchronous = NORMAL           | SETTING             | NONE   | PRAGMA
            PRAGMA busy_timeout = 5000            | SETTING             | NONE   | PRAGMA
            PRAGMA defer_foreign_keys = ON        | ORDINARY            | NONE   | PRAGMA
            PRAGMA user_version = 3               | ORDINARY            | SCHEMA | PRAGMA
            PRAGMA application_id = 3             | ORDINARY            | SCHEMA | PRAGMA
            PRAGMA user_version                   | ORDINARY            | NONE   | PRAGMA
            PRAGMA table_info(t)                  | ORDINARY            | NONE   | PRAGMA
            PRAGMA foreign_key_check              | ORDINARY            | NONE   | PRAGMA
            BEGIN IMMEDIATE                       | TRANSACTION_CONTROL | NONE   | BEGIN
            commit                                | TRANSACTION_CONTROL | NONE   | COMMIT
            END TRANSACTION                       | TRANSACTION_CONTROL | NONE   | END
            ROLLBACK TO a                         | TRANSACTION_CONTROL | NONE   | ROLLBACK
            SAVEPOINT a                           | TRANSACTION_CONTROL | NONE   | SAVEPOINT
            RELEASE a                             | TRANSACTION_CONTROL | NONE   | RELEASE
            CREATE UNIQUE INDEX i ON t(a)         | ORDINARY            | SCHEMA | CREATE UNIQUE INDEX
            create temp trigger x after insert on t begin select 1; end | ORDINARY | SCHEMA | CREATE TEMP TRIGGER
            CREATE VIRTUAL TABLE x USING fts5(a)  | ORDINARY            | SCHEMA | CREATE VIRTUAL TABLE
            ALTER TABLE t RENAME TO u             | ORDINARY            | SCHEMA | ALTER TABLE
            REPLACE INTO t VALUES (1)             | ORDINARY            | DATA   | REPLACE
            WITH x AS (SELECT 1) DELETE FROM t    | ORDINARY            | DATA   | WITH
            WITH x AS (SELECT 1) SELECT * FROM x  | ORDINARY            | NONE   | WITH
            ANALYZE                               | ORDINARY            | NONE   | ANALYZE
            """)
    void knowsForms(String sql, Form form, Effect effect, String head) {
        List<Statement> statements = split(sql + ";");
        assertThat(statements).hasSize(1);
        assertThat(statements.getFirst().form()).isEqualTo(form);
        assertThat(statements.getFirst().effect()).isEqualTo(effect);
        assertThat(statements.getFirst().head()).isEqualTo(head);
    }

    /// The reason for three rows above, asked from SQLite itself.
    @ParameterizedTest
    @ValueSource(strings = {"VACUUM", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL"})
    void sqliteRefusesInsideTransactions(String sql) throws IOException, SQLException {
        Path file = Files.createTempFile("forms", ".db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("transaction");
        } finally {
            Files.delete(file);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT 1;#.read x.sql              | 2 | 1 | `.read` is a command of the sqlite3 shell, not SQL
            .mode csv                          | 1 | 1 | `.mode` is a command of the sqlite3 shell, not SQL
            SELECT 1;#  SELECT 'a;#;           | 2 | 10 | a string is never closed
            SELECT [a;                         | 1 | 8 | a quoted name is never closed
            SELECT `a;                         | 1 | 8 | a quoted name is never closed
            CREATE TRIGGER a AFTER INSERT ON t#BEGIN SELECT 1; SELECT CASE 1 WHEN 1 THEN 2 END; | 2 | 1 | a trigger's body is never closed
            """)
    void refusesWithAPlace(String sql, int line, int column, String reason) {
        UnreadableScript refused = catchThrowableOfType(UnreadableScript.class, () -> split(sql.replace('#', '\n')));
        assertThat(refused.location().line()).isEqualTo(line);
        assertThat(refused.location().column()).isEqualTo(column);
        assertThat(refused.reason()).isEqualTo(reason);
    }

    @Test
    void anOpenCommentEndsWithTheText() {
        assertThat(split("SELECT 1; /* no end")).hasSize(1);
    }

    @Test
    void aTriggerWithoutBodyEndsAtItsSemicolon() {
        assertThat(split("CREATE TRIGGER x AFTER INSERT ON t; SELECT 1")).hasSize(2);
    }

    @Test
    void emptyStatementsAreGaps() {
        Script script = splitter().split(";; -- nothing\n;\n", Location.startOf("x.sql"));
        assertThat(script.statements()).isEmpty();
        assertThat(script.gap(0)).isEqualTo(script.text());
    }

    @Test
    void tokensTellWhatTheyAre() {
        List<Token.Kind> kinds =
                SqliteLexer.tokens(split("SELECT [a], 'b', x'00', 1.5, ?1 /* c */ FROM t")
                                .getFirst())
                        .stream()
                        .map(Token::kind)
                        .toList();
        assertThat(kinds)
                .containsExactly(
                        Token.Kind.WORD,
                        Token.Kind.QUOTED_IDENTIFIER,
                        Token.Kind.SYMBOL,
                        Token.Kind.STRING,
                        Token.Kind.SYMBOL,
                        Token.Kind.STRING,
                        Token.Kind.SYMBOL,
                        Token.Kind.NUMBER,
                        Token.Kind.SYMBOL,
                        Token.Kind.PARAMETER,
                        Token.Kind.COMMENT,
                        Token.Kind.WORD,
                        Token.Kind.WORD);
    }

    @Test
    void splitsRealProjects() throws IOException {
        try (Stream<Path> files = Files.list(SharedMaterial.require("corpus/authelia/sqlite"))) {
            List<Path> scripts =
                    files.filter(file -> file.toString().endsWith(".sql")).toList();
            assertThat(scripts).hasSizeGreaterThan(20);
            for (Path file : scripts) {
                Script script = splitter().split(Files.readString(file), Location.startOf(file.toString()));
                assertThat(script.join()).isEqualTo(script.text());
                assertThat(script.statements())
                        .as("%s", file)
                        .extracting(Statement::head)
                        .allMatch(head ->
                                head.matches("(CREATE|ALTER|DROP|INSERT|UPDATE|DELETE|PRAGMA|SELECT|WITH)( [A-Z]+)*"));
            }
        }
    }

    private List<Statement> split(String text) {
        return splitter().split(text, Location.startOf("x.sql")).statements();
    }
}
