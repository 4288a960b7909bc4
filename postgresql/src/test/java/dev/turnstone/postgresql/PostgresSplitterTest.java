package dev.turnstone.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnstone.sql.Effect;
import dev.turnstone.sql.Form;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.Script;
import dev.turnstone.sql.Splitter;
import dev.turnstone.sql.Statement;
import dev.turnstone.sql.Token;
import dev.turnstone.sql.UnreadableScript;
import dev.turnstone.testkit.SharedMaterial;
import dev.turnstone.testkit.SplitterContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresSplitterTest extends SplitterContract {
    @Override
    protected Splitter splitter() {
        return new PostgresSplitter();
    }

    @Override
    protected List<String> hardStatements() {
        return HardStatements.ALL;
    }

    @Override
    protected List<String> pieces() {
        return List.of(
                "$",
                "$$",
                "$a$",
                "$1",
                "E'",
                "U&'",
                "U&\"",
                "B'",
                "N'",
                "e'\\",
                "FUNCTION ",
                "BEGIN ATOMIC ",
                ";END",
                "COPY ",
                "FROM stdin",
                "TO stdout",
                "\\copy",
                "SET standard_conforming_strings = off;",
                "RESET ALL;",
                "'a'\n'b'",
                "::",
                "+-",
                "31415",
                "0x1f",
                "1e-5",
                "ALTER TYPE a ADD VALUE 'b';",
                "'b'",
                "'{b}'",
                "WITH a AS (",
                "REINDEX (",
                "'' -- \n",
                "password=x",
                "''",
                "(;");
    }

    @Override
    protected List<String> endlessStatement() {
        return List.of("DO $x$ BEGIN ", "PERFORM 'a;b'; ", "END $x$");
    }

    /// What stands alone was refused by PostgreSQL 15 inside a transaction, what is ordinary was accepted.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            create unique index concurrently i on t(a)            | ALONE    | SCHEMA | CREATE UNIQUE INDEX CONCURRENTLY
            create index /* ; */ concurrently if not exists i on t(a) | ALONE | SCHEMA | CREATE INDEX CONCURRENTLY
            create index i on t(a)                                | ORDINARY | SCHEMA | CREATE INDEX
            create index on t(a)                                  | ORDINARY | SCHEMA | CREATE INDEX
            drop index concurrently if exists i                   | ALONE    | SCHEMA | DROP INDEX CONCURRENTLY
            drop index "concurrently"                             | ORDINARY | SCHEMA | DROP INDEX
            reindex table concurrently t                          | ALONE    | NONE   | REINDEX TABLE CONCURRENTLY
            reindex (verbose, concurrently) table t               | ALONE    | NONE   | REINDEX
            reindex (concurrently true) index i                   | ALONE    | NONE   | REINDEX
            reindex (concurrently false) table t                  | ORDINARY | NONE   | REINDEX
            reindex (concurrently 'off') table t                  | ORDINARY | NONE   | REINDEX
            reindex (concurrently 0, verbose) table t             | ORDINARY | NONE   | REINDEX
            reindex (concurrently false) table concurrently t     | ALONE    | NONE   | REINDEX
            reindex table t                                       | ORDINARY | NONE   | REINDEX TABLE
            reindex schema s                                      | ALONE    | NONE   | REINDEX SCHEMA
            reindex (verbose) database d                          | ALONE    | NONE   | REINDEX
            reindex system d                                      | ALONE    | NONE   | REINDEX SYSTEM
            alter table only a.p detach partition a.q concurrently | ALONE   | SCHEMA | ALTER TABLE
            alter table p detach partition q finalize             | ORDINARY | SCHEMA | ALTER TABLE
            alter table p detach partition q                      | ORDINARY | SCHEMA | ALTER TABLE
            vacuum (analyze) t                                    | ALONE    | NONE   | VACUUM
            analyze t                                             | ORDINARY | NONE   | ANALYZE
            create database d                                     | ALONE    | SCHEMA | CREATE DATABASE
            drop database if exists d                             | ALONE    | SCHEMA | DROP DATABASE
            alter database d set tablespace x                     | ALONE    | SCHEMA | ALTER DATABASE
            alter database d set work_mem = '4MB'                 | ORDINARY | SCHEMA | ALTER DATABASE
            create tablespace x location '/x'                     | ALONE    | SCHEMA | CREATE TABLESPACE
            drop tablespace x                                     | ALONE    | SCHEMA | DROP TABLESPACE
            alter system set work_mem = '4MB'                     | ALONE    | SCHEMA | ALTER SYSTEM
            cluster                                               | ALONE    | NONE   | CLUSTER
            cluster verbose                                       | ALONE    | NONE   | CLUSTER
            cluster (verbose)                                     | ALONE    | NONE   | CLUSTER
            cluster t using i                                     | ORDINARY | NONE   | CLUSTER
            cluster (verbose) t                                   | ORDINARY | NONE   | CLUSTER
            discard all                                           | ALONE    | NONE   | DISCARD ALL
            discard plans                                         | ORDINARY | NONE   | DISCARD
            create subscription s connection 'x' publication p    | ALONE    | SCHEMA | CREATE SUBSCRIPTION
            create subscription s connection 'x' publication p with (connect=false) | ORDINARY | SCHEMA | CREATE SUBSCRIPTION
            drop subscription s                                   | ALONE    | SCHEMA | DROP SUBSCRIPTION
            alter subscription s refresh publication              | ALONE    | SCHEMA | ALTER SUBSCRIPTION
            alter subscription s set publication p                | ALONE    | SCHEMA | ALTER SUBSCRIPTION
            alter subscription s add publication p with (refresh = false) | ORDINARY | SCHEMA | ALTER SUBSCRIPTION
            alter subscription s set (binary = true)              | ORDINARY | SCHEMA | ALTER SUBSCRIPTION
            alter subscription s set (failover = true)            | ALONE    | SCHEMA | ALTER SUBSCRIPTION
            alter subscription s disable                          | ORDINARY | SCHEMA | ALTER SUBSCRIPTION
            refresh materialized view concurrently v              | ORDINARY | DATA   | REFRESH MATERIALIZED VIEW CONCURRENTLY
            set transaction isolation level serializable          | ORDINARY | NONE   | SET
            begin                                                 | TRANSACTION_CONTROL | NONE | BEGIN
            start transaction read only                           | TRANSACTION_CONTROL | NONE | START TRANSACTION
            commit and chain                                      | TRANSACTION_CONTROL | NONE | COMMIT
            end                                                   | TRANSACTION_CONTROL | NONE | END
            abort                                                 | TRANSACTION_CONTROL | NONE | ABORT
            rollback to savepoint a                               | TRANSACTION_CONTROL | NONE | ROLLBACK
            rollback prepared 'x'                                 | TRANSACTION_CONTROL | NONE | ROLLBACK PREPARED
            prepare transaction 'x'                               | TRANSACTION_CONTROL | NONE | PREPARE TRANSACTION
            prepare x as select 1                                 | ORDINARY | NONE   | PREPARE
            savepoint a                                           | TRANSACTION_CONTROL | NONE | SAVEPOINT
            release a                                             | TRANSACTION_CONTROL | NONE | RELEASE
            create or replace function f() returns int language sql as 'select 1' | ORDINARY | SCHEMA | CREATE OR REPLACE FUNCTION
            comment on table t is 'x'                             | ORDINARY | SCHEMA | COMMENT ON TABLE
            grant select on t to r                                | ORDINARY | SCHEMA | GRANT
            with x as (select 1) insert into t select * from x    | ORDINARY | DATA   | WITH
            with x as (delete from t returning 1) select * from x | ORDINARY | DATA   | WITH
            with x as (select 1) select * from t for update       | ORDINARY | NONE   | WITH
            with x(a) as (values (1)) merge into t using x on t.a = x.a when matched then delete | ORDINARY | DATA | WITH
            select 1 as a into u                                  | ORDINARY | SCHEMA | SELECT
            (select 1)                                            | ORDINARY | NONE   | SELECT
            explain analyze delete from t                         | ORDINARY | DATA   | EXPLAIN
            explain delete from t                                 | ORDINARY | NONE   | EXPLAIN
            truncate t                                            | ORDINARY | DATA   | TRUNCATE
            copy t from '/tmp/x'                                  | ORDINARY | DATA   | COPY
            """)
    void knowsForms(String sql, Form form, Effect effect, String head) {
        List<Statement> statements = split(sql + ";");
        assertThat(statements).hasSize(1);
        assertThat(statements.getFirst().form()).isEqualTo(form);
        assertThat(statements.getFirst().effect()).isEqualTo(effect);
        assertThat(statements.getFirst().head()).isEqualTo(head);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT 1;#  COPY t (a, b) FROM STDIN WITH CSV;#1,'#\\.    | 2 | 3 | COPY … FROM stdin reads rows that only psql can send
            copy (select * from stdin) to stdout                      | 1 | 1 | COPY … TO stdout has nobody to read its rows
            SELECT 1;#\\i other.sql                                   | 2 | 1 | `\\i` is a command of psql, not SQL
            SELECT 'create x' \\gexec                                 | 1 | 19 | `\\gexec` is a command of psql, not SQL
            SELECT 1;#SELECT 'a;#;                                    | 2 | 8 | a string is never closed
            SELECT E'a\\';                                            | 1 | 8 | a string is never closed
            SELECT "a;                                                | 1 | 8 | a quoted identifier is never closed
            SELECT U&"a;                                              | 1 | 8 | a quoted identifier is never closed
            SELECT 1 /* a /* b */ ;                                   | 1 | 10 | a comment is never closed
            DO $a$ begin end $b$;                                     | 1 | 4 | a dollar-quoted string is never closed
            SELECT (1;#SELECT 2;                                      | 1 | 8 | a parenthesis is never closed
            CREATE FUNCTION f() BEGIN ATOMIC SELECT CASE 1 WHEN 1 THEN 2 END; | 1 | 21 | a BEGIN ATOMIC body is never closed
            """)
    void refusesWithAPlace(String sql, int line, int column, String reason) {
        UnreadableScript refused = catchThrowableOfType(UnreadableScript.class, () -> split(sql.replace('#', '\n')));
        assertThat(refused.location().line()).isEqualTo(line);
        assertThat(refused.location().column()).isEqualTo(column);
        assertThat(refused.reason()).isEqualTo(reason);
    }

    /// The first statement adds a value; the second decides whether the step ends.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ALTER TYPE e ADD VALUE 'ü''s' | INSERT INTO t VALUES ('ü''s')          | ENDS_STEP
            ALTER TYPE e ADD VALUE 'v'    | INSERT INTO t VALUES ($$v$$)           | ENDS_STEP
            ALTER TYPE e ADD VALUE $$v$$  | INSERT INTO t VALUES (E'\\x76')        | ENDS_STEP
            ALTER TYPE e ADD VALUE IF NOT EXISTS 'v' AFTER 'a' | SELECT U&'\\0076'::e | ENDS_STEP
            ALTER TYPE e ADD VALUE 'v'    | DO $$ BEGIN UPDATE t SET e = 'v'; END $$ | ENDS_STEP
            ALTER TYPE e ADD VALUE 'v'    | DO $$ BEGIN EXECUTE 'UPDATE t SET e = ''v'''; END $$ | ENDS_STEP
            ALTER TYPE e ADD VALUE 'v'    | SELECT '{a,v}'::e[]                    | ENDS_STEP
            ALTER TYPE e ADD VALUE 'v'    | SELECT '{"v"}'::e[]                    | ENDS_STEP
            ALTER TYPE e ADD VALUE 'v'    | INSERT INTO t VALUES ('w')             | ORDINARY
            ALTER TYPE e ADD VALUE 'v'    | SELECT v FROM t                        | ORDINARY
            ALTER TYPE e ADD VALUE 'v'    | ALTER TYPE e ADD VALUE 'w' AFTER 'v'   | ORDINARY
            """)
    void anEnumValueUsedLaterEndsItsStep(String adds, String later, Form form) {
        List<Statement> statements = split("SELECT 'v';" + adds + ";SELECT 1;" + later);
        assertThat(statements)
                .extracting(Statement::form)
                .containsExactly(Form.ORDINARY, form, Form.ORDINARY, Form.ORDINARY);
    }

    /// The first statement adds a constraint; the second decides whether its lock must be gone before. What stands
    /// between them belongs to the first.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID | ALTER TABLE t VALIDATE CONSTRAINT c | ENDS_STEP
            ALTER TABLE t ADD CONSTRAINT C CHECK (a > 0) not valid | alter table t validate constraint "c" | ENDS_STEP
            ALTER TABLE t ADD CONSTRAINT "C" NOT NULL a NOT VALID  | ALTER TABLE t VALIDATE CONSTRAINT "C" | ENDS_STEP
            ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID | ALTER TABLE t VALIDATE CONSTRAINT d | ORDINARY
            ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID | ALTER TABLE t DROP CONSTRAINT c     | ORDINARY
            ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)           | ALTER TABLE t VALIDATE CONSTRAINT c | ORDINARY
            """)
    void aConstraintValidatedLaterEndsItsStep(String adds, String later, Form form) {
        assertThat(split("SELECT 1;" + adds + ";SELECT 1;" + later))
                .extracting(Statement::form)
                .containsExactly(Form.ORDINARY, Form.ORDINARY, form, Form.ORDINARY);
    }

    @Test
    void oneEndOfAStepServesSeveralConstraints() {
        String add = "ALTER TABLE t ADD CONSTRAINT %s CHECK (a > 0) NOT VALID;";
        String validate = "ALTER TABLE t VALIDATE CONSTRAINT %s;";
        assertThat(split(add.formatted("a") + add.formatted("b") + validate.formatted("a") + validate.formatted("b")))
                .extracting(Statement::form)
                .containsExactly(Form.ORDINARY, Form.ENDS_STEP, Form.ORDINARY, Form.ORDINARY);
    }

    @Test
    void backslashesEscapeOnlyWhileStringsDoNotConform() {
        String plain = "SELECT 'a\\'";
        String escaped = "SELECT 'a\\'; b'";
        for (String off : List.of("= off", "TO 'off'", "to false", "= 0")) {
            assertThat(split(plain + ";SET standard_conforming_strings " + off + ";" + escaped
                            + ";RESET standard_conforming_strings;" + plain))
                    .extracting(Statement::text)
                    .contains(plain, escaped)
                    .hasSize(5);
        }
        assertThat(split("SET LOCAL standard_conforming_strings = off;" + escaped))
                .hasSize(2);
        assertThat(split("SET SESSION standard_conforming_strings = off; RESET ALL;" + plain))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ALTER ROLE a PASSWORD 'x'                    | ALTER ROLE a PASSWORD '***'
            CREATE USER a ENCRYPTED password E'x\\'y' ;  | CREATE USER a ENCRYPTED password '***' ;
            ALTER ROLE a PASSWORD /* new */ $p$x$p$      | ALTER ROLE a PASSWORD /* new */ '***'
            ALTER ROLE a PASSWORD NULL VALID UNTIL 'y'   | ALTER ROLE a PASSWORD NULL VALID UNTIL 'y'
            UPDATE u SET password = 'x', b = 'y'         | UPDATE u SET password = '***', b = 'y'
            UPDATE u SET "password" = crypt('x', 'y')    | UPDATE u SET "password" = crypt('***', 'y')
            OPTIONS (user 'bob', password 'x')           | OPTIONS (user 'bob', password '***')
            CONNECTION 'host=h password=x dbname=d'      | CONNECTION 'host=h password=*** dbname=d'
            CONNECTION 'password=''x y'' dbname=d'       | CONNECTION 'password=''***'' dbname=d'
            dblink('postgresql://bob:x@host/d')          | dblink('postgresql://bob:***@host/d')
            DO $$ BEGIN ALTER ROLE a PASSWORD 'x'; END $$ | DO $$ BEGIN ALTER ROLE a PASSWORD '***'; END $$
            EXECUTE 'ALTER ROLE a PASSWORD ''x'''        | EXECUTE 'ALTER ROLE a PASSWORD ''***'''
            SELECT 1 -- was PASSWORD 'x'                 | SELECT 1 -- was PASSWORD '***'
            CREATE TABLE u (password text DEFAULT 'y')   | CREATE TABLE u (password text DEFAULT 'y')
            SELECT 'the password is wrong'               | SELECT 'the password is wrong'
            ALTER ROLE a PASSWORD 'x                     | ALTER ROLE a PASSWORD '***'
            """)
    void masksPasswords(String sql, String masked) {
        assertThat(splitter().maskPasswords(sql)).isEqualTo(masked);
    }

    @Test
    void masksAPasswordJoinedToItsStatement() {
        assertThat(splitter().maskPasswords("EXECUTE 'ALTER ROLE a PASSWORD ' || quote_literal('x')"))
                .isEqualTo("EXECUTE 'ALTER ROLE a PASSWORD ' || quote_literal('***')");
    }

    @Test
    void masksLiterals() {
        assertThat(splitter().maskLiterals("SELECT 'a', E'b\\'', $t$c$t$, U&'d', -1.5e3, x1, \"y\", $1 -- 'z'"))
                .isEqualTo("SELECT '***', E'***', $t$***$t$, U&'***', -***, x1, \"y\", $1 -- 'z'");
        assertThat(splitter().maskLiterals("SELECT a, 'b")).isEqualTo("SELECT a, ***");
    }

    @Test
    void tokensTellWhatTheyAre() {
        Statement statement = split("CREATE INDEX CONCURRENTLY \"i\" ON t(a$b) WHERE c>=-1 /* n */ AND d=$1")
                .getFirst();
        List<Token> tokens = PostgresLexer.tokens(statement);
        assertThat(tokens)
                .extracting(token -> token.in(statement.text()))
                .containsExactly(
                        "CREATE",
                        "INDEX",
                        "CONCURRENTLY",
                        "\"i\"",
                        "ON",
                        "t",
                        "(",
                        "a$b",
                        ")",
                        "WHERE",
                        "c",
                        ">=",
                        "-",
                        "1",
                        "/* n */",
                        "AND",
                        "d",
                        "=",
                        "$1");
        assertThat(tokens.get(2).is(statement.text(), "CONCURRENTLY")).isTrue();
        assertThat(tokens.getLast().kind()).isEqualTo(Token.Kind.PARAMETER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crates.io", "authelia/postgres"})
    void splitsRealProjects(String project) throws IOException {
        try (Stream<Path> files = Files.walk(SharedMaterial.require("corpus/" + project))) {
            List<Path> scripts =
                    files.filter(file -> file.toString().endsWith(".sql")).toList();
            assertThat(scripts).hasSizeGreaterThan(20);
            for (Path file : scripts) {
                Script script = splitter().split(Files.readString(file), Location.startOf(file.toString()));
                assertThat(script.join()).isEqualTo(script.text());
                assertThat(script.statements())
                        .as("%s", file)
                        .extracting(Statement::head)
                        .allMatch(head -> head.matches(
                                "(CREATE|ALTER|DROP|INSERT|UPDATE|DELETE|SET|SELECT|WITH|COMMENT|DO)( [A-Z]+)*"));
            }
        }
    }

    private List<Statement> split(String text) {
        return splitter().split(text, Location.startOf("x.sql")).statements();
    }
}
