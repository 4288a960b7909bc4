package dev.turnstone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.dialect.EmbeddedDatabaseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedPostgresTest {
    private static final Map<String, String> QUICK = Map.of("fsync", "off");

    @TempDir
    private Path folder;

    @AfterEach
    void leavesNoServerBehind() {
        assertThat(EmbeddedPostgres.discard(home())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void startsEachMajorVersion(int major) throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(major, home(), QUICK)) {
            assertThat(ask(server, "SHOW server_version")).startsWith(major + ".");
            assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(server, "SHOW unix_socket_directories")).isEmpty();
            assertThat(ask(server, "SHOW fsync")).isEqualTo("off");
            assertThat(ask(server, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(ask(server, "SELECT lower('É')")).isEqualTo(major >= 17 ? "é" : "É");
        }
    }

    @Test
    void keepsItsDataAndStopsWhenClosed() throws SQLException {
        String url;
        try (EmbeddedPostgres server = start()) {
            server.createDatabase("kept");
            run(server.jdbcUrl("kept"), "CREATE TABLE t AS SELECT 7 AS n");
            url = server.jdbcUrl("kept");
        }
        assertThatThrownBy(() -> ask(url, "SELECT 1")).isInstanceOf(SQLException.class);
        try (EmbeddedPostgres server = start()) {
            assertThat(ask(server.jdbcUrl("kept"), "SELECT n FROM t")).isEqualTo("7");
        }
    }

    @Test
    void closesThoughASessionIsInATransaction() throws SQLException {
        EmbeddedPostgres server = start();
        try (Connection session = DriverManager.getConnection(server.jdbcUrl("postgres"))) {
            session.setAutoCommit(false);
            session.createStatement().execute("CREATE TABLE t ()");
            server.close();
            assertThat(session.isValid(1)).isFalse();
        }
    }

    @Test
    void isJoinedByOthersAndStoppedByTheLast() throws SQLException {
        EmbeddedPostgres first = start();
        EmbeddedPostgres second = start();
        assertThat(second.port()).isEqualTo(first.port());
        first.close();
        first.close();
        assertThat(ask(second, "SELECT 'alive'")).isEqualTo("alive");
        second.close();
        assertThatThrownBy(() -> ask(second, "SELECT 1")).isInstanceOf(SQLException.class);
    }

    @Test
    void startsOnceWhenManyStartItAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            Callable<String> start = () -> {
                try (EmbeddedPostgres server = start()) {
                    return ask(server, "SELECT 'served'");
                }
            };
            for (Future<String> answer :
                    threads.invokeAll(IntStream.range(0, 6).mapToObj(n -> start).toList())) {
                assertThat(answer.get()).isEqualTo("served");
            }
        }
    }

    @Test
    void comesBackAfterAKillWithWhatWasCommitted() throws SQLException {
        try (EmbeddedPostgres server = start()) {
            run(server.jdbcUrl("postgres"), "CREATE TABLE t AS SELECT 7 AS n");
            int port = server.port();
            for (int round = 0; round < 3; round++) {
                server.kill();
                assertThatThrownBy(() -> ask(server, "SELECT 1")).isInstanceOf(SQLException.class);
                server.restart();
                assertThat(ask(server, "SELECT n FROM t")).isEqualTo("7");
            }
            assertThat(server.port()).isEqualTo(port);
        }
    }

    @Test
    void restartsARunningServer() throws SQLException {
        try (EmbeddedPostgres server = start()) {
            String before = ask(server, "SELECT pg_postmaster_start_time()");
            server.restart();
            assertThat(ask(server, "SELECT pg_postmaster_start_time()")).isNotEqualTo(before);
        }
    }

    @Test
    void startsOverThePidFileOfACrashedServer() throws SQLException {
        EmbeddedPostgres crashed = start();
        crashed.kill();
        assertThat(home().resolve("data/postmaster.pid")).exists();
        try (EmbeddedPostgres server = start()) {
            assertThat(ask(server, "SELECT 'alive'")).isEqualTo("alive");
        }
        crashed.close();
    }

    @Test
    void startsOverAPidFileWhoseNumberIsAnotherProcessNow() throws Exception {
        start().close();
        Files.writeString(
                home().resolve("data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + home().resolve("data")
                        + "\n1600000000\n5432\n\n127.0.0.1\n\nready   \n");
        try (EmbeddedPostgres server = start()) {
            assertThat(ask(server, "SELECT 'alive'")).isEqualTo("alive");
        }
    }

    @Test
    void refusesDataOfAnotherMajorVersion() {
        start().close();
        assertThatThrownBy(() -> EmbeddedPostgres.start(17, home(), QUICK))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessage("The data in " + home().resolve("data") + " is of PostgreSQL 18, not 17."
                        + " Ask for version 18, or choose another directory.");
    }

    @Test
    void refusesAVersionItHasNoBinariesFor() {
        assertThatThrownBy(() -> EmbeddedPostgres.start(13, home(), QUICK))
                .hasMessage("There are no packaged binaries of PostgreSQL 13, only of 14 to 18.");
    }

    @Test
    void showsWhatTheServerSaysWhenItDoesNotStart() {
        assertThatThrownBy(() -> EmbeddedPostgres.start(18, home(), Map.of("shared_buffers", "many")))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessageContaining("invalid value for parameter \"shared_buffers\": \"many\"");
    }

    @Test
    void createsCopiesAndDropsDatabases() throws SQLException {
        try (EmbeddedPostgres server = start()) {
            server.createDatabase("model");
            run(server.jdbcUrl("model"), "CREATE TABLE t AS SELECT 7 AS n");
            server.createDatabase("Copy \"1\"", "model");
            server.ensureDatabase("model");
            assertThat(ask(server.jdbcUrl("model"), "SELECT n FROM t")).isEqualTo("7");
            try (Connection session = DriverManager.getConnection(server.jdbcUrl("model"))) {
                server.dropDatabase("model");
                assertThat(session.isValid(1)).isFalse();
            }
            assertThat(ask(server, "SELECT string_agg(datname, ' ') FROM pg_database WHERE NOT datistemplate"))
                    .isEqualTo("postgres Copy \"1\"");
            assertThatThrownBy(() -> server.createDatabase("postgres"))
                    .isInstanceOf(EmbeddedDatabaseException.class)
                    .hasMessageContaining("database \"postgres\" already exists");
        }
    }

    @Test
    void bringsContribAndNamesWhatIsMissing() throws SQLException {
        try (EmbeddedPostgres server = start()) {
            run(server.jdbcUrl("postgres"), "CREATE EXTENSION pg_trgm; CREATE EXTENSION pgcrypto");
            assertThatThrownBy(() -> run(server.jdbcUrl("postgres"), "CREATE EXTENSION vector"))
                    .hasMessageContaining("extension \"vector\" is not available");
        }
    }

    @Test
    void discardsNothingThatIsInUse() throws SQLException {
        try (EmbeddedPostgres server = start()) {
            assertThat(EmbeddedPostgres.discard(home())).isFalse();
            assertThat(ask(server, "SELECT 'alive'")).isEqualTo("alive");
        }
        assertThat(EmbeddedPostgres.discard(home())).isTrue();
        assertThat(home()).doesNotExist();
    }

    private Path home() {
        return folder.resolve("a folder with spaces & 'quotes'");
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(18, home(), QUICK);
    }

    private static String ask(EmbeddedPostgres server, String query) throws SQLException {
        return ask(server.jdbcUrl("postgres"), query);
    }

    private static String ask(String url, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
