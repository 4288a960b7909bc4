package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.MigrationEvent.ProtocolPoint;
import dev.turnstone.proof.RunnerProcess.Ending;
import dev.turnstone.testkit.PostgresServer;
import dev.turnstone.testkit.PostgresServer.FreshDatabase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// While a runner is dead, somebody else takes the name of the index that it was about to make or drop.
final class ForeignIndexTest {
    private static final String INDEXES =
            "SELECT indexrelid, pg_get_indexdef(indexrelid), indisvalid FROM pg_index WHERE indrelid = 't'::regclass";

    @TempDir
    private Path project;

    @Test
    void refusesAnotherIndexOfTheSameName() {
        try (FreshDatabase database = killedAt(ProtocolPoint.ALONE_SENT, "CREATE INDEX CONCURRENTLY i ON t (a);")) {
            Rows.execute(database.url(), "CREATE INDEX i ON t (b)");
            refuses(database);
        }
    }

    @Test
    void refusesAnInvalidIndexThatItDidNotMake() {
        try (FreshDatabase database = killedAt(ProtocolPoint.ALONE_SENT, "CREATE INDEX CONCURRENTLY i ON t (a);")) {
            Rows.execute(database.url(), "INSERT INTO t VALUES (1, 1), (1, 1)");
            assertThatThrownBy(() -> Rows.execute(database.url(), "CREATE UNIQUE INDEX CONCURRENTLY i ON t (b)"))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(Rows.of(database.url(), INDEXES))
                    .singleElement()
                    .asString()
                    .endsWith("|f");
            refuses(database);
        }
    }

    @Test
    void refusesATableOfTheSameName() {
        try (FreshDatabase database = killedAt(ProtocolPoint.INTENT_WRITTEN, "CREATE INDEX CONCURRENTLY i ON t (a);")) {
            Rows.execute(database.url(), "CREATE TABLE i (a int)");
            refuses(database);
            assertThat(Rows.value(database.url(), "SELECT count(*) FROM i")).isEqualTo("0");
        }
    }

    @Test
    void dropsNoOtherIndexOfTheSameName() {
        try (FreshDatabase database = killedAt(ProtocolPoint.ALONE_DONE, "DROP INDEX CONCURRENTLY old;")) {
            Rows.execute(database.url(), "CREATE INDEX old ON t (b)");
            String before = Rows.of(database.url(), INDEXES).toString();
            assertThat(run(database).code()).isZero();
            assertThat(Rows.of(database.url(), INDEXES)).hasToString(before);
        }
    }

    private void refuses(FreshDatabase database) {
        String before = Rows.of(database.url(), INDEXES).toString();
        Ending ending = run(database);
        assertThat(ending.code()).isEqualTo(5);
        assertThat(ending.last())
                .contains("2_alone.sql:1")
                .contains("something called i is there, and it is not the index that this migration makes")
                .contains("It was not touched")
                .contains("turnstone mark 2");
        assertThat(Rows.of(database.url(), INDEXES)).hasToString(before);
        assertThat(
                        Rows.value(
                                database.url(),
                                "SELECT count(*) FROM turnstone.schema_migrations WHERE version = '2' AND status = 'completed'"))
                .isEqualTo("0");
    }

    private Ending run(FreshDatabase database) {
        try (RunnerProcess next = RunnerProcess.start(database.url(), project)) {
            return next.go().end();
        }
    }

    private FreshDatabase killedAt(ProtocolPoint point, String alone) {
        Projects.write(
                project,
                Map.of(
                        "1_base.sql",
                        "CREATE TABLE t (a int, b int); CREATE INDEX old ON t (a);",
                        "2_alone.sql",
                        alone));
        if (alone.startsWith("CREATE")) {
            Projects.write(project, Map.of("1_base.sql", "CREATE TABLE t (a int, b int);"));
        }
        FreshDatabase database = PostgresServer.shared(18).freshDatabase();
        try (RunnerProcess first = RunnerProcess.start(database.url(), project)) {
            first.goUntil(point, 1).await("STOPPED");
            assertThat(first.kill().code()).isEqualTo(137);
        }
        return database;
    }
}
