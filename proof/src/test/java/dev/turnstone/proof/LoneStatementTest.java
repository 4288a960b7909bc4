package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.MigrationEvent.ProtocolPoint;
import dev.turnstone.proof.RunnerProcess.Ending;
import dev.turnstone.proof.Scene.Stage;
import dev.turnstone.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A statement that stands alone is stuck behind somebody's lock when it, or its runner, ends.
final class LoneStatementTest {
    private static final String STUCK = "datname = current_database() AND state = 'active' AND wait_event_type = 'Lock'"
            + " AND query LIKE '/* turnstone turnstone 2 up step %'";

    @TempDir
    private Path project;

    static Stream<Arguments> statements() {
        return Stream.of(
                Arguments.of("2 of migration 2 (CREATE UNIQUE INDEX CONCURRENTLY)", 1, "big"),
                Arguments.of("4 of migration 2 (REINDEX", 2, "big"),
                Arguments.of("6 of migration 2 (DROP INDEX CONCURRENTLY)", 3, "big"),
                Arguments.of("8 of migration 2 (ALTER TABLE)", 4, "measured"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    void leavesNoRuinsWhenItsBackendIsTerminated(String step, int number, String table)
            throws IOException, SQLException {
        KillHarness harness = harness(18);
        try (Stage stage = harness.scene().stage()) {
            Ending stopped;
            try (RunnerProcess runner = RunnerProcess.start(stage.url(), project);
                    Connection holder = stuck(stage, runner, number, table)) {
                Rows.execute(stage.url(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + STUCK);
                stopped = runner.end();
                holder.rollback();
            }
            assertThat(stopped.code()).isEqualTo(6);
            assertThat(stopped.last()).contains("the connection was lost while step " + step);
            converges(harness, stage);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    @Tag("long")
    void isWaitedForByTheNextRunnerWhenItsOwnIsKilled(String step, int number, String table)
            throws IOException, SQLException {
        KillHarness harness = harness(14);
        try (Stage stage = harness.scene().stage();
                RunnerProcess next = RunnerProcess.start(stage.url(), project).ready()) {
            try (RunnerProcess runner = RunnerProcess.start(stage.url(), project);
                    Connection holder = stuck(stage, runner, number, table)) {
                assertThat(runner.kill().code()).isEqualTo(137);
                assertThat(next.go().await("WAITED")).contains("a statement of an earlier run");
                holder.rollback();
            }
            assertThat(next.end().code()).isZero();
            assertThat(harness.differences(stage)).isEmpty();
        }
    }

    private KillHarness harness(int major) throws IOException {
        return KillHarness.of(
                new PostgresScene(PostgresServer.shared(major), KillTest.project(project, "alone", false)));
    }

    /// Runs until the statement waits for the lock that a transaction without a snapshot holds on `table`.
    private static Connection stuck(Stage stage, RunnerProcess runner, int number, String table) throws SQLException {
        runner.goUntil(ProtocolPoint.ALONE_SENT, number).await("STOPPED");
        Connection holder = DriverManager.getConnection(stage.url());
        holder.setAutoCommit(false);
        Rows.execute(holder, "LOCK TABLE " + table + " IN ROW EXCLUSIVE MODE");
        runner.goOn();
        Rows.await(stage.url(), "SELECT count(*) = 1 FROM pg_stat_activity WHERE " + STUCK);
        return holder;
    }

    private void converges(KillHarness harness, Stage stage) {
        try (RunnerProcess next = RunnerProcess.start(stage.url(), project)) {
            Ending ending = next.go().end();
            assertThat(ending.code()).as(ending.last()).isZero();
        }
        assertThat(harness.differences(stage)).isEmpty();
    }
}
