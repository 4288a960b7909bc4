package dev.turnstone.sqlite;

import static dev.turnstone.sqlite.SqliteFile.annotated;
import static dev.turnstone.sqlite.SqliteFile.failure;
import static dev.turnstone.sqlite.SqliteFile.shared;
import static dev.turnstone.sqlite.SqliteFile.single;
import static dev.turnstone.sqlite.SqliteFile.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Database;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.dialect.TransactionSettings;
import dev.turnstone.plan.Step;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteSettingsTest {
    @TempDir
    private Path folder;

    private SqliteFile file = new SqliteFile(Path.of("app.db"));

    @BeforeEach
    void place() {
        file = new SqliteFile(folder.resolve("app.db"));
    }

    @Test
    void setsBeforeTheTransactionAndPutsBackAfterwards() throws Exception {
        try (Database database = file.open()) {
            single(database, "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id))");
            shared(database, "CREATE TABLE earlier (id)");
            single(database, "PRAGMA foreign_keys = OFF; INSERT INTO c VALUES (42)");
            assertThat(value(database, "SELECT count(*) FROM c")).isEqualTo("1");
            assertThat(value(database, "PRAGMA foreign_keys")).isEqualTo("1");
            assertThat(failure(
                                    database,
                                    "PRAGMA foreign_keys = OFF; INSERT INTO c VALUES (43); INSERT INTO absent VALUES (1)")
                            .getMessage())
                    .contains("absent");
            assertThat(value(database, "PRAGMA foreign_keys")).isEqualTo("1");
            assertThat(value(database, "SELECT count(*) FROM c")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRAGMA synchronous = OFF",
                "PRAGMA synchronous = EXTRA",
                "PRAGMA cache_size = -4000",
                "PRAGMA cache_size(77)",
                "PRAGMA recursive_triggers = yes",
                "PRAGMA main.secure_delete = FAST",
                "PRAGMA temp_store = MEMORY",
                "PRAGMA legacy_alter_table = true",
                "PRAGMA case_sensitive_like = ON",
                "PRAGMA busy_timeout = 1234"
            })
    void readsBackEveryWayToWriteAValue(String pragma) throws Exception {
        try (Database database = file.open()) {
            single(database, pragma + "; CREATE TABLE a (id)");
            assertThat(value(database, "SELECT count(*) FROM a")).isEqualTo("0");
            assertThat(value(database, "PRAGMA synchronous")).isEqualTo("2");
            assertThat(value(database, "PRAGMA recursive_triggers")).isEqualTo("0");
            assertThat(value(database, "PRAGMA legacy_alter_table")).isEqualTo("0");
            assertThat(value(database, "SELECT 'a' LIKE 'A'")).isEqualTo("1");
        }
    }

    @Test
    void refusesASettingThatDidNotTake() throws Exception {
        try (Database database = file.open()) {
            EntryFailed failed = failure(database, "PRAGMA synchronous = 99; CREATE TABLE a (id)");
            assertThat(failed.getMessage()).contains("did not take");
            assertThat(value(database, "SELECT count(*) FROM sqlite_master")).isEqualTo("0");
        }
    }

    @Test
    void attachesAnotherFileForAStepOnly() throws Exception {
        Path other = folder.resolve("other.db");
        try (Database old = new SqliteFile(other).open()) {
            single(old, "CREATE TABLE source (id); INSERT INTO source VALUES (1), (2)");
        }
        try (Database database = file.open()) {
            single(
                    database,
                    "ATTACH '" + other
                            + "' AS old; CREATE TABLE copy (id); INSERT INTO copy SELECT id FROM old.source");
            assertThat(value(database, "SELECT count(*) FROM copy")).isEqualTo("2");
            assertThat(value(database, "SELECT count(*) FROM pragma_database_list WHERE name = 'old'"))
                    .isEqualTo("0");
            single(database, "ATTACH '" + other + "' AS old; DETACH DATABASE old; CREATE TABLE after (id)");
            assertThat(failure(database, "ATTACH '" + other + "' AS old; INSERT INTO absent VALUES (1)")
                            .getMessage())
                    .contains("absent");
            assertThat(value(database, "SELECT count(*) FROM pragma_database_list WHERE name = 'old'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void changesTheJournalModeAlone() throws Exception {
        try (Database database = file.open()) {
            shared(database, "CREATE TABLE a (id)");
            alone(database, "PRAGMA journal_mode = WAL");
            assertThat(value(database, "PRAGMA journal_mode")).isEqualTo("wal");
            alone(database, "PRAGMA journal_mode = WAL");
            alone(database, "VACUUM");
        }
    }

    /// In WAL mode an open reader keeps the mode from being changed back.
    @Test
    void refusesAnActingPragmaThatDidNotAct() throws Exception {
        try (Database database = file.open()) {
            single(database, "CREATE TABLE a (id)");
            alone(database, "PRAGMA journal_mode = WAL");
            try (Connection reader = file.application(Duration.ofMillis(10))) {
                SqliteFile.execute(reader, "BEGIN");
                assertThat(value(reader, "SELECT count(*) FROM a")).isEqualTo("0");
                SqliteFile.execute(database.connection(), "PRAGMA busy_timeout = 10");
                EntryFailed failed =
                        catchThrowableOfType(EntryFailed.class, () -> alone(database, "PRAGMA journal_mode = DELETE"));
                assertThat(failed).isNotNull();
                assertThat(value(database, "PRAGMA journal_mode")).isEqualTo("wal");
            }
        }
    }

    private static void alone(Database database, String sql) throws Exception {
        Step.Alone step = new Step.Alone(1, List.of(), annotated(sql).get(0));
        database.note(step);
        database.alone(step, "marker", Duration.ofSeconds(1), waiting -> {
            throw new AssertionError(waiting);
        });
    }

    @Test
    void refusesWhatCannotBeRepeated() {
        List<Diagnostic> refusals = new SqliteDialect()
                .refusals(annotated("VACUUM; VACUUM INTO 'copy.db'; PRAGMA journal_mode = WAL; CREATE TABLE a (id);"
                        + " ATTACH 'x' AS y"));
        assertThat(refusals).extracting(Diagnostic::rule).containsExactly("not-repeatable");
        assertThat(refusals.get(0).message()).contains("VACUUM INTO");
    }

    @Test
    void waitsAsLongAsTheLockTimeoutOfEachStepSays() throws Exception {
        try (Database database = file.open();
                Connection writer = DriverManager.getConnection("jdbc:sqlite:" + file.path());
                Statement statement = writer.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            for (int millis : new int[] {50, 400}) {
                long began = System.nanoTime();
                EntryFailed failed = catchThrowableOfType(
                        EntryFailed.class,
                        () -> database.transact(
                                SqliteFile.script("CREATE TABLE a (id)"),
                                new TransactionSettings("1", Duration.ofMillis(millis), true, false)));
                assertThat(failed.kind()).isEqualTo(FailureKind.CONTENTION);
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .isBetween(Duration.ofMillis(millis), Duration.ofMillis(millis + 2000));
            }
            statement.execute("ROLLBACK");
            database.transact(
                    SqliteFile.script("CREATE TABLE a (id)"),
                    new TransactionSettings("1", Duration.ofMillis(50), true, false));
            assertThat(database.facts().lockTimeout()).isEqualTo(Duration.ofSeconds(5));
        }
    }
}
