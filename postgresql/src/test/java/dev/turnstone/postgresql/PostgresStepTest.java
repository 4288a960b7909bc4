package dev.turnstone.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.sql.Location;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What stands around the statements of a step, and which of them failed.
final class PostgresStepTest {
    private static final String SESSION =
            "SELECT current_user || ' ' || session_user || ' ' || current_setting('search_path')"
                    + " || ' ' || current_setting('statement_timeout') || ' ' || current_setting('lock_timeout') || ' '"
                    + " || current_setting('application_name') || ' ' || current_setting('timezone') || ' '"
                    + " || current_setting('synchronous_commit')";
    private static final Entry BOOKKEEPING =
            Entry.Sql.own("INSERT INTO kept VALUES (session_user || ' ' || current_user)");

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void leavesNothingInTheSession(int major) throws Exception {
        try (OnServer server = OnServer.of(major, "CREATE TABLE kept (who text)", "CREATE ROLE lowly_" + major)) {
            String before = OnServer.value(server.database().connection(), SESSION);
            server.transact(OnServer.both(
                    server.entries("SET search_path = pg_temp; SET SESSION statement_timeout = '9s';"
                            + " set lock_timeout to '8s'; SET TIME ZONE 'Asia/Tokyo'; SET application_name = 'me';"
                            + " SET synchronous_commit = off; SET standard_conforming_strings = off;"
                            + " SET SESSION AUTHORIZATION lowly_" + major + "; SELECT 'it\\'s'"),
                    List.of(Entry.Sql.own("INSERT INTO public.kept VALUES (session_user || ' ' || current_user)"))));
            assertThat(OnServer.value(server.database().connection(), SESSION)).isEqualTo(before);
            assertThat(server.value("SELECT * FROM kept")).isEqualTo("postgres postgres");
            server.execute("DROP ROLE lowly_" + major);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void appliesSettingsToTheStatementsAfterThem(int major) throws Exception {
        try (OnServer server = OnServer.of(major, "CREATE SCHEMA other")) {
            server.transact(server.entries("SET search_path = other; CREATE TABLE here (a int)"));
            assertThat(server.value("SELECT to_regclass('other.here') IS NOT NULL"))
                    .isEqualTo("t");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void keepsItsBooksAsTheConnectedUser(int major) throws Exception {
        String lowly = "lowly_role_" + major;
        try (OnServer server = OnServer.of(
                major,
                "CREATE TABLE kept (who text)",
                "CREATE ROLE " + lowly,
                "GRANT CREATE ON SCHEMA public TO " + lowly)) {
            server.transact(OnServer.both(
                    server.entries("SET ROLE " + lowly + "; CREATE TABLE theirs (a int)"), List.of(BOOKKEEPING)));
            assertThat(server.value("SELECT * FROM kept")).isEqualTo("postgres postgres");
            assertThat(server.value("SELECT tableowner FROM pg_tables WHERE tablename = 'theirs'"))
                    .isEqualTo(lowly);

            try (Database asRole = server.open(Optional.of(lowly))) {
                asRole.transact(
                        OnServer.both(server.entries("CREATE TABLE theirs_too (a int)"), List.of(BOOKKEEPING)),
                        OnServer.settings());
                assertThat(OnServer.value(asRole.connection(), "SELECT current_user"))
                        .isEqualTo("postgres");
            }
            assertThat(server.value("SELECT tableowner FROM pg_tables WHERE tablename = 'theirs_too'"))
                    .isEqualTo(lowly);
            assertThat(server.value("SELECT count(*) FROM kept")).isEqualTo("2");
            server.execute("DROP OWNED BY " + lowly, "DROP ROLE " + lowly);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void validatesWithoutTimeouts(int major) throws Exception {
        String function = "CREATE FUNCTION checked(a int) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN INSERT INTO seen"
                + " VALUES (current_setting('lock_timeout') || ' ' || current_setting('statement_timeout')); RETURN true; END $$";
        try (OnServer server = OnServer.of(
                major,
                "CREATE TABLE seen (settings text)",
                "CREATE TABLE t (a int)",
                "INSERT INTO t VALUES (1)",
                function,
                "ALTER TABLE t ADD CONSTRAINT c CHECK (checked(a)) NOT VALID")) {
            server.transact(server.entries("SET statement_timeout = '7s'; SET lock_timeout = '6s';"
                    + " ALTER TABLE t VALIDATE CONSTRAINT c; SELECT checked(1)"));
            assertThat(server.value("SELECT string_agg(settings, ', ' ORDER BY ctid) FROM seen"))
                    .isEqualTo("0 0, 6s 7s");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SELECT true                                  | holds
                    SELECT count(*) FROM t WHERE a > 9           | holds
                    SELECT count(*) = 3 FROM t                   | holds
                    SELECT 0.0                                   | assertion failed: returned 0.0, expected 0
                    SELECT false                                 | assertion failed: returned false, expected true
                    SELECT NULL::boolean                         | assertion failed: returned NULL, expected true
                    SELECT count(*) FROM t                       | assertion failed: returned 3, expected 0
                    SELECT NULL::int                             | assertion failed: returned NULL, expected 0
                    SELECT a > 0 FROM t WHERE a < 3              | assertion failed: returned 2 rows of 1 column, expected a single value
                    SELECT a > 0 FROM t WHERE a > 9              | assertion failed: returned 0 rows of 1 column, expected a single value
                    SELECT a, a FROM t                           | subquery must return only one column
                    SELECT 'it''s' = 'it''s' /* ) */             | holds
                    WITH w AS (SELECT 1 AS a) SELECT a = 1 FROM w | holds
                    SELECT nothing FROM t                        | column "nothing" does not exist
                    """)
    void judgesAssertions(String query, String judgement) throws Exception {
        for (int major : new int[] {14, 18}) {
            try (OnServer server = OnServer.of(major, "CREATE TABLE t (a int)", "INSERT INTO t VALUES (1), (2), (3)")) {
                List<Entry> body = List.of(server.assertion(query));
                if (judgement.equals("holds")) {
                    server.transact(body);
                } else {
                    EntryFailed failed = server.failure(body);
                    assertThat(failed).hasMessage(judgement);
                    assertThat(failed.entry()).contains(body.get(0));
                    assertThat(failed.kind()).isEqualTo(FailureKind.REFUSED);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 14", "248, 14", "254, 18", "255, 18", "256, 14", "1234, 18", "1499, 14"})
    void tellsWhichOfManyStatementsFailed(int failing, int major) throws Exception {
        StringBuilder script = new StringBuilder("-- a comment\n");
        for (int i = 0; i < 1500; i++) {
            script.append(
                    i == failing ? "  INSERT INTO t\n   VALUES (1, oops);\n" : "  INSERT INTO t VALUES (" + i + ");\n");
        }
        try (OnServer server = OnServer.of(major, "CREATE TABLE t (a int)")) {
            List<Entry> body = server.entries(script.toString());
            EntryFailed failed = server.failure(body);
            assertThat(failed.sqlState()).isEqualTo("42703");
            assertThat(failed).hasMessage("column \"oops\" does not exist");
            assertThat(failed.entry()).contains(body.get(failing));
            Location start =
                    ((Entry.Sql) body.get(failing)).source().orElseThrow().location();
            Location place = start.advance(((Entry.Sql) body.get(failing)).sql(), failed.position() - 1);
            assertThat(place.line()).isEqualTo(failing + 3);
            assertThat(place.column()).isEqualTo(15);
            assertThat(server.value("SELECT count(*) FROM t")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void keepsNothingOfALongStepThatFails(int major) throws Exception {
        try (OnServer server = OnServer.of(major, "CREATE TABLE t (a int)")) {
            List<Entry> body = new ArrayList<>(server.entries("INSERT INTO t VALUES (1);".repeat(600)));
            body.addAll(server.entries("INSERT INTO absent VALUES (1)"));
            assertThat(server.failure(body).entry()).contains(body.get(600));
            assertThat(server.value("SELECT count(*) FROM t")).isEqualTo("0");
            server.transact(body.subList(0, 600));
            assertThat(server.value("SELECT count(*) FROM t")).isEqualTo("600");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void takesLongStepsInParts(int major) throws Exception {
        try (OnServer server = OnServer.of(major, "CREATE TABLE t (a int)")) {
            List<Entry> body =
                    server.entries("INSERT INTO t VALUES (1);".repeat(12_000) + "INSERT INTO t VALUES ('x')");
            EntryFailed failed = server.failure(body);
            assertThat(failed.entry()).contains(body.get(12_000));
            assertThat(failed.position()).isEqualTo(23);
            assertThat(server.value("SELECT count(*) FROM t")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void neverRepeatsRows(int major) throws Exception {
        try (OnServer server =
                OnServer.of(major, "CREATE TABLE t (a text PRIMARY KEY)", "INSERT INTO t VALUES ('s3cret')")) {
            EntryFailed failed = server.failure(server.entries("INSERT INTO t VALUES ('s3cret')"));
            assertThat(failed).hasMessage("duplicate key value violates unique constraint \"t_pkey\"");
            assertThat(failed.sqlState()).isEqualTo("23505");
            assertThat(failed.kind()).isEqualTo(FailureKind.REFUSED);
        }
    }

    /// The driver's own messages quote statements whole; whoever logs the trace must not log those.
    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void hasNoStatementInItsTrace(int major) throws Exception {
        try (OnServer server = OnServer.of(major, "CREATE TABLE t (a text CHECK (a <> 's3cret'))")) {
            for (String sql : List.of("CREATE ROLE r PASSWORD 's3cret' NONSENSE", "INSERT INTO t VALUES ('s3cret')")) {
                EntryFailed failed = server.failure(server.entries(sql));
                StringWriter trace = new StringWriter();
                failed.printStackTrace(new PrintWriter(trace));

                assertThat(failed.sqlState()).isNotEmpty();
                assertThat(trace.toString()).doesNotContain("s3cret").contains("PostgresBatch");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void tellsContentionFromRefusal(int major) throws Exception {
        try (OnServer server = OnServer.of(major, "CREATE TABLE t (a int)");
                Connection other = server.connect()) {
            OnServer.execute(other, "BEGIN");
            OnServer.execute(other, "LOCK TABLE t");
            List<Entry> body = server.entries("ALTER TABLE t ADD COLUMN b int");
            EntryFailed failed = server.failure(body);
            assertThat(failed.kind()).isEqualTo(FailureKind.CONTENTION);
            assertThat(failed.sqlState()).isEqualTo("55P03");
            assertThat(server.database().blockers(body)).startsWith("t (AccessExclusive) held by pid ");
            OnServer.execute(other, "ROLLBACK");
            server.transact(body);
            assertThat(server.database().blockers(body)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void countsTheRowsOfThisTransactionOnly(int major) throws Exception {
        String rows = new PostgresHistory("turnstone").rowsWritten();
        try (OnServer server = OnServer.of(major, "CREATE TABLE t (a int)", "CREATE TABLE kept (rows bigint)")) {
            server.execute(new PostgresHistory("turnstone").create().toArray(String[]::new));
            for (int i = 0; i < 3; i++) {
                server.transact(OnServer.both(
                        server.entries("INSERT INTO t SELECT generate_series(1, 10); UPDATE t SET a = 0 WHERE a = 1"),
                        List.of(Entry.Sql.own("INSERT INTO kept SELECT " + rows))));
            }
            assertThat(server.value("SELECT string_agg(rows::text, ' ' ORDER BY ctid) FROM kept"))
                    .isEqualTo("11 11 11");
        }
    }
}
