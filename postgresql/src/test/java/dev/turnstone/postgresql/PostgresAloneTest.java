package dev.turnstone.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.dialect.LockUnavailable;
import dev.turnstone.dialect.Recovery;
import dev.turnstone.dialect.Waiting;
import dev.turnstone.plan.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Statements that stand alone: what is noted before, and what the catalog says after a crash.
final class PostgresAloneTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String MARKER = "turnstone turnstone 7 up step 1";
    private static final String[] TABLES = {
        "CREATE TABLE t (a int, b text, c boolean, d jsonb)",
        "INSERT INTO t SELECT n, 'b' || n, n % 2 = 0, '{}' FROM generate_series(1, 50) n",
        "CREATE SCHEMA other",
        "CREATE TABLE other.t (a int, b text)",
        "CREATE TABLE \"Odd \"\"Table\" (\"A b\" int)"
    };

    /// `asked` is the migration's index; each of the others is there before the note, or after the crash.
    private static void judge(int major, String asked, String same, String different) throws Exception {
        try (OnServer server = OnServer.of(major, TABLES)) {
            Step.Alone step = server.alone(asked);
            assertThat(server.database().note(step)).isEqualTo("absent");
            assertThat(recovered(server, step, "absent")).isInstanceOf(Recovery.NotDone.class);

            server.database().alone(step, MARKER, LONG, waiting -> {});
            assertThat(recovered(server, step, "absent")).isInstanceOf(Recovery.Done.class);
            String index = server.value("SELECT indexrelid::regclass FROM pg_index WHERE indrelid::regclass::text <>"
                    + " 'pg_toast' AND indexrelid > 16384 AND indrelid IN (SELECT oid FROM pg_class WHERE relnamespace IN"
                    + " ('public'::regnamespace, 'other'::regnamespace))");
            boolean tolerant = asked.contains("IF NOT EXISTS");
            foreign(server, step, tolerant, "the index ");

            invalidate(server, index);
            foreign(server, step, false, "an invalid index ");
            assertThat(recovered(server, step, "absent")).isInstanceOf(Recovery.NotDone.class);
            assertThat(server.value("SELECT to_regclass('" + index.replace("'", "''") + "')"))
                    .isEqualTo("null");

            server.execute(same);
            assertThat(recovered(server, step, "absent")).isInstanceOf(Recovery.Done.class);
            server.execute("DROP INDEX " + index, different);
            foreign(server, step, false, "something else is called ");
            assertThat(recovered(server, step, "absent")).isInstanceOf(Recovery.Foreign.class);
            assertThat(server.value("SELECT to_regclass('" + index.replace("'", "''") + "') IS NOT NULL"))
                    .isEqualTo("t");
        }
    }

    private static void invalidate(OnServer server, String index) throws SQLException {
        server.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = '" + index + "'::regclass");
    }

    private static void foreign(OnServer server, Step.Alone step, boolean tolerated, String words) throws Exception {
        if (tolerated) {
            assertThat(server.database().note(step)).isEqualTo("present");
        } else {
            EntryFailed refused = catchThrowableOfType(
                    EntryFailed.class, () -> server.database().note(step));
            assertThat(refused.getMessage()).startsWith(words);
            assertThat(refused.kind()).isEqualTo(FailureKind.UNSAFE);
        }
    }

    private static Recovery recovered(OnServer server, Step.Alone step, String note) throws Exception {
        return server.database().recover(step, note, MARKER, LONG, waiting -> {});
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CREATE INDEX CONCURRENTLY i ON t (a) | CREATE INDEX i ON t (a) | CREATE INDEX i ON t (b)
                    CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a) | CREATE INDEX i ON t (a) | CREATE INDEX i ON t (a DESC)
                    CREATE UNIQUE INDEX CONCURRENTLY i ON t (a) | CREATE UNIQUE INDEX i ON t USING btree (a) | CREATE INDEX i ON t (a)
                    CREATE INDEX CONCURRENTLY "I ""x" ON "Odd ""Table" ("A b") | CREATE INDEX "I ""x" ON "Odd ""Table" ("A b") | CREATE INDEX "I ""x" ON "Odd ""Table" (("A b" + 1))
                    CREATE INDEX CONCURRENTLY I ON Other.T (A) | CREATE INDEX i ON other.t (a) | CREATE VIEW other.i AS SELECT 1
                    CREATE INDEX CONCURRENTLY i ON ONLY t (lower(b)) | CREATE INDEX i ON t (lower(b)) | CREATE INDEX i ON t (upper(b))
                    CREATE INDEX CONCURRENTLY i ON t (a) WHERE c AND b <> 'x' | CREATE INDEX i ON t (a) WHERE (c AND b <> 'x') | CREATE INDEX i ON t (a) WHERE c
                    CREATE INDEX CONCURRENTLY i ON t (a) WHERE t.c | CREATE INDEX i ON t (a) WHERE c | CREATE INDEX i ON t (a)
                    CREATE INDEX CONCURRENTLY i ON t (a) INCLUDE (b) WITH (fillfactor = 70) | CREATE INDEX i ON t (a) INCLUDE (b) WITH (fillfactor = 70) | CREATE INDEX i ON t (a) INCLUDE (b)
                    CREATE INDEX CONCURRENTLY i ON t USING gin (d jsonb_path_ops) | CREATE INDEX i ON t USING gin (d jsonb_path_ops) | CREATE INDEX i ON t USING gin (d)
                    CREATE INDEX CONCURRENTLY i ON t (b COLLATE "C" text_pattern_ops NULLS FIRST) | CREATE INDEX i ON t (b COLLATE "C" text_pattern_ops NULLS FIRST) | CREATE INDEX i ON t (b COLLATE "C")
                    SET search_path = other; CREATE INDEX CONCURRENTLY i ON t (a) | CREATE INDEX i ON other.t (a) | CREATE INDEX i ON other.t (b)
                    CREATE INDEX CONCURRENTLY a_name_that_is_longer_than_the_sixty_three_bytes_that_postgresql_keeps ON t (a) | CREATE INDEX a_name_that_is_longer_than_the_sixty_three_bytes_that_postgresql_keeps ON t (a) | CREATE INDEX a_name_that_is_longer_than_the_sixty_three_bytes_that_postgresql_keeps ON t (b)
                    """)
    void judgesAnIndexByWhatItIs(String asked, String same, String different) throws Exception {
        judge(14, asked, same, different);
        judge(18, asked, same, different);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 18})
    void tellsNullsNotDistinctApart(int major) throws Exception {
        judge(
                major,
                "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a) NULLS NOT DISTINCT",
                "CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT",
                "CREATE UNIQUE INDEX i ON t (a)");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void leavesAnIndexThatWasThereBefore(int major) throws Exception {
        try (OnServer server = OnServer.of(major, TABLES)) {
            server.execute("CREATE INDEX i ON t (a)");
            Step.Alone step = server.alone("CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)");
            assertThat(server.database().note(step)).isEqualTo("present");
            server.database().alone(step, MARKER, LONG, waiting -> {});
            assertThat(recovered(server, step, "present")).isInstanceOf(Recovery.NotDone.class);
            assertThat(server.value("SELECT to_regclass('i')")).isEqualTo("i");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void clearsAwayWhatAFailedBuildLeft(int major) throws Exception {
        try (OnServer server = OnServer.of(major, TABLES)) {
            Step.Alone step = server.alone("CREATE UNIQUE INDEX CONCURRENTLY i ON t (c)");
            assertThat(server.database().note(step)).isEqualTo("absent");
            EntryFailed failed = catchThrowableOfType(
                    EntryFailed.class, () -> server.database().alone(step, MARKER, LONG, waiting -> {}));
            assertThat(failed).hasMessage("could not create unique index \"i\"");
            assertThat(failed.entry()).isPresent();
            assertThat(server.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"))
                    .isEqualTo("f");
            assertThat(recovered(server, step, "absent")).isInstanceOf(Recovery.NotDone.class);
            assertThat(server.value("SELECT to_regclass('i')")).isEqualTo("null");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void runsWithoutTimeoutsAndLeavesNoneBehind(int major) throws Exception {
        try (OnServer server = OnServer.of(major, TABLES)) {
            Connection work = server.database().connection();
            OnServer.execute(work, "SET lock_timeout = '5s'");
            OnServer.execute(work, "RESET lock_timeout");
            String before = settings(work);
            server.execute(
                    "CREATE TABLE seen (settings text)",
                    "CREATE FUNCTION seen(a int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN IF current_setting("
                            + "'lock_timeout') <> '0' OR current_setting('statement_timeout') <> '0' OR coalesce("
                            + "current_setting('transaction_timeout', true), '0') <> '0' OR current_setting('work_mem')"
                            + " <> '5MB' THEN RAISE 'a setting is not as it should be'; END IF; RETURN a; END $$",
                    "ALTER DATABASE " + server.value("SELECT current_database()") + " SET statement_timeout = '30s'");
            server.database()
                    .alone(
                            server.alone("SET work_mem = '5MB'; CREATE INDEX CONCURRENTLY i ON t (seen(a))"),
                            MARKER,
                            LONG,
                            waiting -> {});
            assertThat(settings(work)).isEqualTo(before);
            EntryFailed failed = catchThrowableOfType(
                    EntryFailed.class,
                    () -> server.database()
                            .alone(
                                    server.alone("SET work_mem = '6MB'; CREATE INDEX CONCURRENTLY j ON t (seen(a))"),
                                    MARKER,
                                    LONG,
                                    waiting -> {}));
            assertThat(failed).hasMessageStartingWith("a setting is not as it should be. In PL/pgSQL function ");
            assertThat(settings(work)).isEqualTo(before);
        }
    }

    private static String settings(Connection connection) throws SQLException {
        return OnServer.value(
                connection,
                "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings WHERE name IN"
                        + " ('lock_timeout', 'statement_timeout', 'transaction_timeout', 'work_mem', 'role', 'search_path')");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void dropsAndFindsThatItDid(int major) throws Exception {
        try (OnServer server = OnServer.of(major, TABLES)) {
            server.execute("CREATE INDEX i ON other.t (a)");
            Step.Alone step = server.alone("DROP INDEX CONCURRENTLY other.i");
            String note = server.database().note(step);
            assertThat(recovered(server, step, note)).isInstanceOf(Recovery.NotDone.class);
            invalidate(server, "other.i");
            assertThat(recovered(server, step, note)).isInstanceOf(Recovery.NotDone.class);
            server.database().alone(step, MARKER, LONG, waiting -> {});
            assertThat(recovered(server, step, note)).isInstanceOf(Recovery.Done.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "14, REINDEX TABLE CONCURRENTLY t",
        "18, REINDEX (VERBOSE) TABLE CONCURRENTLY t",
        "14, REINDEX INDEX CONCURRENTLY i",
        "18, REINDEX SCHEMA CONCURRENTLY public",
        "18, 'SET search_path = public; REINDEX (CONCURRENTLY) INDEX i'"
    })
    void removesWhatARebuildLeft(int major, String reindex) throws Exception {
        try (OnServer server = OnServer.of(major, TABLES)) {
            server.execute(
                    "CREATE INDEX i ON t (a)",
                    "CREATE INDEX i_ccnew ON t (a)",
                    "CREATE INDEX i_ccold1 ON t (a)",
                    "CREATE INDEX mine_ccnew ON t (b)");
            invalidate(server, "i_ccnew");
            invalidate(server, "i_ccold1");
            Step.Alone step = server.alone(reindex);
            assertThat(server.database().note(step)).isEqualTo("present");
            assertThat(recovered(server, step, "present")).isInstanceOf(Recovery.NotDone.class);
            assertThat(server.value("SELECT string_agg(indexname, ' ' ORDER BY indexname) FROM pg_indexes"
                            + " WHERE tablename = 't'"))
                    .isEqualTo("i mine_ccnew");
            server.database().alone(step, MARKER, LONG, waiting -> {});
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void finishesADetachmentThatWasCutShort(int major) throws Exception {
        try (OnServer server = OnServer.of(
                        major,
                        "CREATE TABLE p (a int) PARTITION BY RANGE (a)",
                        "CREATE TABLE q PARTITION OF p FOR VALUES FROM (0) TO (9)");
                Connection reader = server.connect();
                Connection dead = server.connect()) {
            Step.Alone step = server.alone("ALTER TABLE p DETACH PARTITION q CONCURRENTLY");
            assertThat(server.database().note(step)).isEqualTo("present");
            assertThat(recovered(server, step, "present")).isInstanceOf(Recovery.NotDone.class);

            OnServer.execute(reader, "BEGIN ISOLATION LEVEL REPEATABLE READ");
            OnServer.execute(reader, "SELECT count(*) FROM p");
            OnServer.execute(dead, "SET lock_timeout = '300ms'");
            SQLException cut = catchThrowableOfType(
                    SQLException.class, () -> OnServer.execute(dead, "ALTER TABLE p DETACH PARTITION q CONCURRENTLY"));
            assertThat(cut.getSQLState()).isEqualTo("55P03");
            assertThat(server.value("SELECT inhdetachpending FROM pg_inherits")).isEqualTo("t");
            OnServer.execute(reader, "COMMIT");

            assertThat(recovered(server, step, "present")).isInstanceOf(Recovery.Done.class);
            assertThat(server.value("SELECT count(*) FROM pg_inherits")).isEqualTo("0");
            assertThat(recovered(server, step, "present")).isInstanceOf(Recovery.Done.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void namesAndAwaitsOlderTransactions(int major) throws Exception {
        try (OnServer server = OnServer.of(major, TABLES);
                Connection reader = server.connect()) {
            OnServer.execute(reader, "SET application_name = 'reporting'");
            OnServer.execute(reader, "BEGIN ISOLATION LEVEL REPEATABLE READ");
            OnServer.execute(reader, "SELECT count(*) FROM t");
            assertThat(server.value("SELECT pg_sleep(0.05)")).isEmpty();
            Step.Alone step = server.alone("CREATE INDEX CONCURRENTLY i ON t (a)");
            LockUnavailable refused = catchThrowableOfType(
                    LockUnavailable.class,
                    () -> server.database().alone(step, MARKER, Duration.ofMillis(300), waiting -> {}));
            assertThat(refused).hasMessage("older transactions would hold up CREATE INDEX CONCURRENTLY");
            assertThat(refused.holder()).contains("app \"reporting\"").contains("idle in transaction");
            assertThat(server.value("SELECT to_regclass('i')")).isEqualTo("null");

            CountDownLatch waits = new CountDownLatch(1);
            List<Waiting> heard = new ArrayList<>();
            CompletableFuture<Void> ends = CompletableFuture.runAsync(() -> {
                try {
                    waits.await();
                    OnServer.execute(reader, "COMMIT");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            server.database().alone(step, MARKER, LONG, waiting -> {
                heard.add(waiting);
                waits.countDown();
            });
            ends.join();
            assertThat(heard).isNotEmpty();
            assertThat(server.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"))
                    .isEqualTo("t");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE DATABASE d",
                "DROP DATABASE d",
                "CREATE INDEX CONCURRENTLY ON t (a)",
                "CREATE TABLESPACE s LOCATION '/x'",
                "ALTER SUBSCRIPTION s REFRESH PUBLICATION"
            })
    void refusesWhatCannotBeProbed(String sql) throws Exception {
        try (OnServer server = OnServer.of(18, TABLES)) {
            assertThat(new PostgresDialect().refusals(server.statements(sql)))
                    .singleElement()
                    .satisfies(refusal -> assertThat(refusal.rule()).isEqualTo("stands-alone"));
            EntryFailed refused = catchThrowableOfType(
                    EntryFailed.class, () -> server.database().note(server.alone(sql)));
            assertThat(refused.kind()).isEqualTo(FailureKind.UNSAFE);
        }
    }
}
