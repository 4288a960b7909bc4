package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationEvent.Reconnected;
import dev.turnstone.MigrationException;
import dev.turnstone.MigrationException.DatabaseUnavailable;
import dev.turnstone.MigrationException.LockNotAcquired;
import dev.turnstone.testkit.PostgresServer;
import dev.turnstone.testkit.PostgresServer.FreshDatabase;
import dev.turnstone.testkit.TcpProxy;
import dev.turnstone.testkit.TcpProxy.Fate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// The connection goes while a migration runs.
final class ConnectionLostTest {
    private static final String OTHERS =
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <>"
                    + " pg_backend_pid() AND ";
    private static final String SLOW = "query LIKE '%pg_sleep(14)%'";
    private static final String BASE = "CREATE TABLE counter (n int); INSERT INTO counter VALUES (1);";

    private final PostgresServer server = PostgresServer.shared(18);
    private FreshDatabase database;
    private TcpProxy proxy;

    @TempDir
    private Path project;

    @BeforeEach
    void open() {
        database = server.freshDatabase();
        proxy = TcpProxy.to(server.port());
    }

    @AfterEach
    void close() {
        proxy.close();
        database.close();
    }

    @Test
    void findsThatTheStepWasCommittedWhenOnlyTheAnswerWasLost() {
        files("UPDATE counter SET n = n * 2;");
        Events events = new Events().atStartOf("2", () -> proxy.trap("COMMIT", Fate.CUT_AFTER));
        migrate(events);
        assertThat(events.all(Reconnected.class)).singleElement().matches(Reconnected::wasApplied);
        appliedOnce();
    }

    @Test
    void repeatsTheStepWhenTheCommitWasNotHeard() {
        files("UPDATE counter SET n = n * 2;");
        Events events = new Events().atStartOf("2", () -> proxy.trap("COMMIT", Fate.CUT_BEFORE));
        migrate(events);
        assertThat(events.all(Reconnected.class)).singleElement().matches(event -> !event.wasApplied());
        appliedOnce();
    }

    @Test
    void repeatsTheStepWhenItsBackendIsTerminated() {
        files("UPDATE counter SET n = n * 2; SELECT pg_sleep(CASE WHEN nextval('tries') = 1 THEN 60 ELSE 0 END);");
        Rows.execute(database.url(), "CREATE SEQUENCE tries");
        Events events = new Events();
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> migrate(events));
        terminate("query LIKE '%pg_sleep(CASE%'");
        run.join();
        assertThat(events.all(Reconnected.class)).singleElement().matches(event -> !event.wasApplied());
        appliedOnce();
    }

    @Test
    void tellsWhatIsTrueWhenALoneStatementLosesItsBackend() {
        files("CREATE INDEX CONCURRENTLY i ON counter (n) WHERE slow(n) > 0; UPDATE counter SET n = n * 2;");
        Rows.execute(
                database.url(),
                "CREATE FUNCTION slow(i int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS"
                        + " $$ BEGIN PERFORM pg_catalog.pg_sleep(1); RETURN i; END $$");
        Events events = new Events();
        CompletableFuture<DatabaseUnavailable> run = CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(DatabaseUnavailable.class, () -> migrate(events)));
        terminate("query LIKE '%*/ CREATE INDEX CONCURRENTLY%'");
        DatabaseUnavailable lost = run.join();
        assertThat(lost.exitCode()).isEqualTo(6);
        assertThat(lost)
                .hasMessageContaining(
                        "the connection was lost while step 1 of migration 2 (CREATE INDEX CONCURRENTLY) was running")
                .hasMessageContaining("Run the same command again");
        assertThat(Truth.attempts(database.url())).containsExactly("1 completed", "2 interrupted");
        migrate(new Events());
        assertThat(Rows.of(database.url(), "SELECT indisvalid FROM pg_index WHERE indrelid = 'counter'::regclass"))
                .containsExactly("t");
        assertThat(Rows.value(database.url(), "SELECT n FROM counter")).isEqualTo("2");
        Truth.validates(database.url(), project);
    }

    @Test
    @Tag("long")
    void beginsNoFurtherStepWhenTheLockIsGone() {
        files("SELECT pg_sleep(14);");
        Projects.write(project, Map.of("3_after.sql", "CREATE TABLE after (a int);"));
        Events events = new Events();
        CompletableFuture<MigrationException> run = CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(MigrationException.class, () -> migrate(events)));
        Rows.await(
                database.url(),
                "SELECT count(*) = 1 FROM pg_stat_activity WHERE " + SLOW + " AND pid <> pg_backend_pid()");
        Rows.execute(database.url(), OTHERS + "application_name = 'turnstone lock'");
        MigrationException stopped = run.join();
        assertThat(stopped).isInstanceOf(LockNotAcquired.class);
        assertThat(stopped.exitCode()).isEqualTo(4);
        assertThat(stopped)
                .hasMessageContaining("the connection that held the runner's lock is gone")
                .hasMessageContaining("Run the same command again");
        assertThat(Truth.attempts(database.url())).containsExactly("1 completed", "2 completed");
    }

    @Test
    @Tag("long")
    void endsInBoundedTimeWhenTheNetworkFallsSilent() {
        files("UPDATE counter SET n = n * 2;");
        Events events = new Events().atStartOf("2", () -> proxy.trap("COMMIT", Fate.SILENCE_AFTER));
        long began = System.nanoTime();
        MigrationException stopped = catchThrowableOfType(MigrationException.class, () -> migrate(events));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));
        assertThat(stopped).isInstanceOf(DatabaseUnavailable.class);
        assertThat(stopped.exitCode()).isEqualTo(6);
        assertThat(stopped)
                .hasMessageContaining("was lost and did not come back")
                .hasMessageContaining("the next run finds out and goes on");
        proxy.cut();
        proxy.resume();
        migrate(new Events());
        appliedOnce();
    }

    /// Packets of one connection vanish, and neither end is told: a router has forgotten it.
    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ALL, names = "VANISH_.*")
    @Tag("long")
    void noticesThatTheWorkConnectionAloneIsDead(Fate fate) {
        files("UPDATE counter SET n = n * 2;");
        Events events = new Events().atStartOf("2", () -> proxy.trap("COMMIT", fate));
        long began = System.nanoTime();
        migrate(events);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(50));
        assertThat(events.all(Reconnected.class))
                .singleElement()
                .matches(event -> event.wasApplied() == (fate == Fate.VANISH_AFTER));
        appliedOnce();
    }

    @Test
    @Tag("long")
    void aStatementMayTakeItsTime() {
        files("UPDATE counter SET n = n * 2; SELECT pg_sleep(35);");
        Events events = new Events();
        migrate(events);
        assertThat(events.all(Reconnected.class)).isEmpty();
        appliedOnce();
    }

    @Test
    @Tag("long")
    void noticesThatTheConnectionOfALoneStatementIsDead() {
        files("CREATE INDEX CONCURRENTLY i ON counter (n); UPDATE counter SET n = n * 2;");
        Events events =
                new Events().atStartOf("2", () -> proxy.trap("*/ CREATE INDEX CONCURRENTLY", Fate.VANISH_AFTER));
        DatabaseUnavailable lost = catchThrowableOfType(DatabaseUnavailable.class, () -> migrate(events));
        assertThat(lost.exitCode()).isEqualTo(6);
        migrate(new Events());
        assertThat(Rows.of(database.url(), "SELECT indisvalid FROM pg_index WHERE indrelid = 'counter'::regclass"))
                .containsExactly("t");
        assertThat(Rows.value(database.url(), "SELECT n FROM counter")).isEqualTo("2");
        Truth.validates(database.url(), project);
    }

    private void files(String second) {
        Path ignored = Projects.write(project, Map.of("1_base.sql", BASE, "2_second.sql", second));
    }

    private void migrate(Events events) {
        var ignored = Projects.migrator(
                        proxy.through(database.url()),
                        Projects.settings(project, Duration.ofSeconds(10), Duration.ofSeconds(5)),
                        events)
                .migrate(MigrateOptions.ALL);
    }

    private void terminate(String which) {
        Rows.await(
                database.url(),
                "SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND"
                        + " pid <> pg_backend_pid() AND " + which);
        Rows.execute(database.url(), OTHERS + which);
    }

    private void appliedOnce() {
        assertThat(Rows.value(database.url(), "SELECT n FROM counter")).isEqualTo("2");
        assertThat(Truth.attempts(database.url())).containsExactly("1 completed", "2 completed");
        Truth.validates(database.url(), project);
    }
}
