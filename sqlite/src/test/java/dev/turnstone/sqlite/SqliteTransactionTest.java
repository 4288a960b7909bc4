package dev.turnstone.sqlite;

import static dev.turnstone.sqlite.SqliteFile.execute;
import static dev.turnstone.sqlite.SqliteFile.failure;
import static dev.turnstone.sqlite.SqliteFile.script;
import static dev.turnstone.sqlite.SqliteFile.shared;
import static dev.turnstone.sqlite.SqliteFile.sharedFailure;
import static dev.turnstone.sqlite.SqliteFile.single;
import static dev.turnstone.sqlite.SqliteFile.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.dialect.TransactionSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTransactionTest {
    private static final Duration BUSY = Duration.ofMillis(20);

    @TempDir
    private Path folder;

    private SqliteFile file = new SqliteFile(Path.of("app.db"));

    @BeforeEach
    void place() {
        file = new SqliteFile(folder.resolve("app.db"));
    }

    @Test
    void sharesATransactionUntilFlush() throws Exception {
        try (Database database = file.open();
                Connection other = file.application(BUSY)) {
            shared(database, "CREATE TABLE a (id)");
            shared(database, "CREATE TABLE b (id)");
            assertThat(value(other, "SELECT count(*) FROM sqlite_master")).isEqualTo("0");
            database.flush();
            assertThat(value(other, "SELECT count(*) FROM sqlite_master")).isEqualTo("2");
        }
    }

    @Test
    void commitsEarlierOnesWithOneThatMayNotShare() throws Exception {
        try (Database database = file.open();
                Connection other = file.application(BUSY)) {
            shared(database, "CREATE TABLE a (id)");
            single(database, "CREATE TABLE b (id)");
            assertThat(value(other, "SELECT count(*) FROM sqlite_master")).isEqualTo("2");
        }
    }

    @Test
    void keepsEarlierOnesWhenAStatementRollsEverythingBack() throws Exception {
        try (Database database = file.open();
                Connection other = file.application(BUSY)) {
            shared(database, "CREATE TABLE a (id INTEGER PRIMARY KEY); INSERT INTO a VALUES (1)");
            shared(database, "CREATE TABLE b (id UNIQUE ON CONFLICT ROLLBACK); INSERT INTO b VALUES (7)");
            EntryFailed failed = sharedFailure(
                    database, "CREATE TABLE c (id); INSERT OR ROLLBACK INTO a VALUES (1); CREATE TABLE stuck (id)");
            assertThat(failed.kind()).isEqualTo(FailureKind.REFUSED);
            assertThat(failed.earlierLost()).isFalse();
            assertThat(value(
                            other,
                            "SELECT group_concat(name) FROM (SELECT name FROM sqlite_master WHERE type = 'table'"
                                    + " ORDER BY name)"))
                    .isEqualTo("a,b");
            shared(database, "CREATE TABLE d (id)");
            assertThat(sharedFailure(database, "INSERT INTO b VALUES (7)").earlierLost())
                    .isFalse();
            assertThat(value(other, "SELECT count(*) FROM d")).isEqualTo("0");
            assertThat(value(other, "SELECT count(*) FROM b")).isEqualTo("1");
        }
    }

    /// Without earlier units nothing is lost with the transaction; nothing of the failed unit stays, and the database
    /// is free afterwards.
    @Test
    void undoesAUnitThatRolledItselfBack() throws Exception {
        try (Database database = file.open();
                Connection other = file.application(BUSY)) {
            single(database, "CREATE TABLE a (id INTEGER PRIMARY KEY); INSERT INTO a VALUES (1)");
            EntryFailed failed =
                    failure(database, "CREATE TABLE c (id); INSERT OR ROLLBACK INTO a VALUES (1); CREATE TABLE e (id)");
            assertThat(failed.sqlState()).isEqualTo("SQLITE_CONSTRAINT_PRIMARYKEY");
            assertThat(failed.getMessage()).isEqualTo("UNIQUE constraint failed: a.id");
            execute(other, "CREATE TABLE free (id)");
            assertThat(value(other, "SELECT count(*) FROM sqlite_master WHERE name IN ('c', 'e')"))
                    .isEqualTo("0");
        }
    }

    @Test
    void saysWhenWhatCameBeforeIsLostAndCannotBeRepeated() throws Exception {
        try (Database database = file.open()) {
            single(database, "CREATE TABLE a (id INTEGER PRIMARY KEY); INSERT INTO a VALUES (1)");
            Entry holdsOnce = new Entry.Assertion(
                    SqliteFile.annotated("SELECT total_changes() < 5").get(0).statement());
            database.transact(
                    List.of(holdsOnce, script("CREATE TABLE b (id)").get(0)),
                    new TransactionSettings("1", SqliteFile.TIMEOUT, false, true));
            EntryFailed failed = sharedFailure(
                    database, "INSERT INTO a VALUES (2), (3), (4), (5), (6); INSERT OR ROLLBACK INTO a VALUES (1)");
            assertThat(failed.earlierLost()).isTrue();
            assertThat(failed.getMessage())
                    .contains("UNIQUE constraint failed: a.id")
                    .contains("went with it");
            assertThat(value(database, "SELECT group_concat(name) FROM sqlite_master"))
                    .isEqualTo("a");
            assertThat(value(database, "SELECT count(*) FROM a")).isEqualTo("1");
        }
    }

    @Test
    void findsTheUnitThatBrokeADeferredForeignKey() throws Exception {
        try (Database database = file.open();
                Connection other = file.application(BUSY)) {
            single(
                    database,
                    "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id) DEFERRABLE INITIALLY"
                            + " DEFERRED)");
            shared(database, "CREATE TABLE before (id)");
            TransactionSettings last = new TransactionSettings("2", SqliteFile.TIMEOUT, true, false);
            EntryFailed failed = failure(database, "INSERT INTO c VALUES (42)", last);
            assertThat(failed.getMessage()).contains("FOREIGN KEY constraint failed");
            assertThat(failed.earlierLost()).isFalse();
            assertThat(value(other, "SELECT count(*) FROM before")).isEqualTo("0");
            assertThat(value(other, "SELECT count(*) FROM c")).isEqualTo("0");

            shared(database, "CREATE TABLE innocent (id)");
            shared(database, "INSERT INTO c VALUES (43)");
            EntryFailed late = failure(database, "CREATE TABLE later (id)", last);
            assertThat(late.earlierLost()).isTrue();
            assertThat(value(other, "SELECT count(*) FROM innocent")).isEqualTo("0");
            assertThat(value(other, "SELECT count(*) FROM sqlite_master WHERE name = 'later'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void repeatsABusyCommitUntilTheReaderIsGone() throws Exception {
        try (Database database = file.open();
                Connection reader = file.application(BUSY);
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            single(database, "CREATE TABLE a (id); INSERT INTO a VALUES (1)");
            execute(reader, "BEGIN");
            assertThat(value(reader, "SELECT count(*) FROM a")).isEqualTo("1");
            TransactionSettings brief = new TransactionSettings("1", Duration.ofMillis(100), true, false);
            Future<?> run = threads.submit(() -> {
                database.transact(script("INSERT INTO a VALUES (2)"), brief);
                return null;
            });
            long longerThanOneTry = System.nanoTime() + Duration.ofMillis(400).toNanos();
            while (System.nanoTime() < longerThanOneTry) {
                assertThat(run.isDone()).isFalse();
                Thread.onSpinWait();
            }
            execute(reader, "COMMIT");
            run.get(10, TimeUnit.SECONDS);
            assertThat(value(reader, "SELECT count(*) FROM a")).isEqualTo("2");
        }
    }

    @Test
    void givesUpABusyCommitInTheEnd() throws Exception {
        try (Database database = file.open();
                Connection reader = file.application(BUSY)) {
            single(database, "CREATE TABLE a (id); INSERT INTO a VALUES (1)");
            execute(reader, "BEGIN");
            assertThat(value(reader, "SELECT count(*) FROM a")).isEqualTo("1");
            EntryFailed failed = failure(
                    database,
                    "INSERT INTO a VALUES (2)",
                    new TransactionSettings("1", Duration.ofMillis(10), true, false));
            assertThat(failed.kind()).isEqualTo(FailureKind.CONTENTION);
            execute(reader, "COMMIT");
            execute(reader, "INSERT INTO a VALUES (3)");
            assertThat(value(reader, "SELECT count(*) FROM a")).isEqualTo("2");
        }
    }

    @Test
    void namesContentionWhenAnotherWrites() throws Exception {
        try (Database database = file.open();
                Connection writer = file.application(BUSY)) {
            single(database, "CREATE TABLE a (id)");
            assertThat(database.blockers(List.of())).isEmpty();
            execute(writer, "BEGIN IMMEDIATE");
            EntryFailed failed = failure(
                    database,
                    "INSERT INTO a VALUES (2)",
                    new TransactionSettings("1", Duration.ofMillis(10), true, false));
            assertThat(failed.kind()).isEqualTo(FailureKind.CONTENTION);
            assertThat(database.blockers(List.of())).contains("this process");
            execute(writer, "COMMIT");
            single(database, "INSERT INTO a VALUES (2)");
        }
    }

    /// 2,000 small units in shared transactions, an application writing all the while.
    @Test
    void letsAnApplicationWriteInTime() throws Exception {
        try (Database database = file.open();
                Connection writer = file.application(Duration.ofSeconds(10));
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            single(database, "CREATE TABLE app (id); CREATE TABLE units (id)");
            AtomicBoolean running = new AtomicBoolean(true);
            CountDownLatch begun = new CountDownLatch(1);
            Future<long[]> application = threads.submit(() -> {
                long longest = 0;
                long written = 0;
                try (Statement statement = writer.createStatement()) {
                    while (running.get()) {
                        long start = System.nanoTime();
                        statement.executeUpdate("INSERT INTO app VALUES (1)");
                        longest = Math.max(longest, System.nanoTime() - start);
                        written++;
                        begun.countDown();
                    }
                }
                return new long[] {longest, written};
            });
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            try {
                for (int i = 0; i < 2000; i++) {
                    shared(
                            database,
                            "CREATE TABLE t" + i + " (id INTEGER PRIMARY KEY, note TEXT); INSERT INTO units VALUES ("
                                    + i + ")");
                }
                database.flush();
            } finally {
                running.set(false);
            }
            long[] result = application.get(30, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(result[0])).isLessThan(Duration.ofSeconds(1));
            assertThat(result[1]).isGreaterThan(1);
            assertThat(value(database, "SELECT count(*) FROM units")).isEqualTo("2000");
            assertThat(value(database, "SELECT count(*) FROM app")).isEqualTo(Long.toString(result[1]));
        }
    }

    @Test
    void stopsARunningStatement() throws Exception {
        try (Database database = file.open();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            single(database, "CREATE TABLE a (id)");
            Future<EntryFailed> run = threads.submit(() -> failure(
                    database,
                    "INSERT INTO a WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"));
            while (!run.isDone()) {
                database.interrupt();
                Thread.onSpinWait();
            }
            assertThat(run.get().kind()).isEqualTo(FailureKind.CANCELLED);
            assertThat(value(database, "SELECT count(*) FROM a")).isEqualTo("0");
        }
    }

    @Test
    void noticesCodeThatCommits() throws Exception {
        try (Database database = file.open()) {
            Entry.Call commits = new Entry.Call("Commits", connection -> {
                execute(connection, "CREATE TABLE early (id)");
                execute(connection, "COMMIT");
                execute(connection, "BEGIN IMMEDIATE");
                execute(connection, "CREATE TABLE late (id)");
            });
            TransactionSettings settings = new TransactionSettings("1", SqliteFile.TIMEOUT, true, false);
            Optional<EntryFailed> failed = Optional.empty();
            try {
                database.transact(List.of(commits), settings);
            } catch (EntryFailed e) {
                failed = Optional.of(e);
            }
            assertThat(failed)
                    .map(Throwable::getMessage)
                    .hasValueSatisfying(message -> assertThat(message).contains("committed the transaction"));
            assertThat(value(database, "SELECT group_concat(name) FROM sqlite_master"))
                    .isEqualTo("early");
            single(database, "CREATE TABLE after (id)");
        }
    }

    @Test
    void explainsAFullDatabase() throws Exception {
        try (Database database = file.open()) {
            single(database, "CREATE TABLE a (id)");
            execute(database.connection(), "PRAGMA max_page_count = 5");
            EntryFailed failed = failure(database, "INSERT INTO a VALUES (zeroblob(100000))");
            assertThat(failed.sqlState()).isEqualTo("SQLITE_FULL");
            assertThat(failed.getMessage()).contains("full").contains("make room");
            assertThat(value(database, "SELECT count(*) FROM a")).isEqualTo("0");
        }
    }

    @Test
    void tellsThePlaceOfASyntaxError() throws Exception {
        try (Database database = file.open()) {
            EntryFailed failed = failure(database, "CREATE TABLE a (id);\nCREATE TABEL b (id)");
            assertThat(failed.getMessage()).isEqualTo("near \"TABEL\": syntax error");
            assertThat(failed.position()).isEqualTo("CREATE ".length() + 1);
        }
    }
}
