package dev.turnstone.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.Loss;
import dev.turnstone.dialect.Trial;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ways back, tried and rolled back.
final class PostgresTrialTest {
    private static final String[] TABLES = {
        "CREATE TABLE users (id int PRIMARY KEY, email text, empty_column text)",
        "INSERT INTO users SELECT n, 'a' || n, NULL FROM generate_series(1, 1500) n",
        "CREATE TABLE nothing (a int)",
        "CREATE SCHEMA other",
        "CREATE TABLE other.\"Odd\" (a int REFERENCES users)",
        "INSERT INTO other.\"Odd\" VALUES (1), (2)",
        "CREATE TABLE parts (a int) PARTITION BY RANGE (a)",
        "CREATE TABLE part PARTITION OF parts FOR VALUES FROM (0) TO (9)",
        "INSERT INTO parts VALUES (1)",
        "CREATE INDEX i ON users (email)"
    };

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    DROP TABLE nothing | none
                    DROP TABLE other."Odd" | drops table other."Odd": 2 rows
                    DROP TABLE users CASCADE | drops table users: 1 500 rows
                    DROP SCHEMA other CASCADE | drops table other."Odd": 2 rows
                    ALTER TABLE users DROP COLUMN empty_column | none
                    ALTER TABLE users DROP COLUMN email | drops column users.email: 1 500 values not null
                    TRUNCATE other."Odd" | empties table other."Odd": 2 rows
                    TRUNCATE nothing | none
                    DELETE FROM users WHERE id > 1400 | deletes rows of users: 100 rows
                    DELETE FROM nothing | none
                    DROP TABLE part | drops table part: 1 row
                    ALTER TABLE parts DETACH PARTITION part | none
                    ALTER TABLE users ALTER COLUMN id TYPE bigint | none
                    UPDATE users SET email = 'x' | none
                    ALTER TABLE users RENAME TO people; ALTER TABLE people RENAME email TO mail | none
                    DROP INDEX i; DROP TYPE IF EXISTS x | none
                    CREATE TABLE fresh (a int); INSERT INTO fresh VALUES (1); DROP TABLE fresh | none
                    """)
    void judgesByEffect(String down, String losses) throws Exception {
        for (int major : new int[] {14, 18}) {
            try (OnServer server = OnServer.of(major, TABLES)) {
                String before = shape(server);
                Trial trial = server.database().trial(List.of(server.entries(down)), OnServer.settings());
                assertThat(trial.untried()).isEmpty();
                assertThat(words(trial)).isEqualTo(losses);
                assertThat(shape(server)).isEqualTo(before);
            }
        }
    }

    private static String words(Trial trial) {
        List<String> words = new ArrayList<>();
        for (Loss loss : trial.losses()) {
            assertThat(loss.migration()).contains(0);
            words.add(loss.what() + ": " + loss.rows());
        }
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    private static String shape(OnServer server) throws Exception {
        return server.value(
                        "SELECT string_agg(c.oid || c.relname || relfilenode || coalesce(attname, ''), ' ' ORDER BY"
                                + " c.oid, attnum) FROM pg_class c LEFT JOIN pg_attribute ON attrelid = c.oid WHERE c.oid > 16384")
                + server.value("SELECT count(*) FROM users")
                + server.value("SELECT count(*) FROM pg_locks WHERE relation IN"
                        + " (SELECT oid FROM pg_class WHERE relname = 'users')");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void triesEachUnitAfterTheOneBefore(int major) throws Exception {
        try (OnServer server = OnServer.of(major, TABLES)) {
            List<List<Entry>> units = List.of(
                    server.entries("ALTER TABLE other.\"Odd\" RENAME TO even"),
                    server.entries("DROP TABLE other.even"),
                    server.entries("DELETE FROM users WHERE id = 7"));
            Trial trial = server.database().trial(units, OnServer.settings());
            assertThat(trial.untried()).isEmpty();
            assertThat(trial.losses())
                    .extracting(loss -> loss.migration().orElseThrow())
                    .containsExactlyInAnyOrder(1, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void saysWhatCouldNotBeTried(int major) throws Exception {
        try (OnServer server = OnServer.of(major, TABLES)) {
            Trial failing = server.database().trial(List.of(server.entries("DROP TABLE absent")), OnServer.settings());
            assertThat(failing.untried())
                    .singleElement()
                    .isEqualTo(new Trial.Untried(0, "test.sql:1: table \"absent\" does not exist"));
            Trial java = server.database()
                    .trial(List.of(List.of(new Entry.Call("Code", connection -> {}))), OnServer.settings());
            assertThat(java.untried())
                    .singleElement()
                    .isEqualTo(new Trial.Untried(
                            0, "Code is Java code and does not say that it may be run again (`repeatable()`)"));
            Trial alone = server.database()
                    .trial(
                            List.of(server.entries("DROP INDEX CONCURRENTLY i; DROP TABLE nothing")),
                            OnServer.settings());
            assertThat(alone.untried()).isEmpty();
            assertThat(alone.losses()).isEmpty();
        }
    }
}
