package dev.turnstone.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnstone.testkit.PostgresServer.FreshDatabase;
import dev.turnstone.testkit.TcpProxy.Fate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The network that tests are made unreliable with.
final class TcpProxyTest {
    private static final Executor DIRECTLY = Runnable::run;
    private final PostgresServer server = PostgresServer.shared(18);

    @Test
    void countsOneRoundTripForAQueryAndOneForABatch() throws SQLException {
        try (FreshDatabase database = server.freshDatabase();
                TcpProxy proxy = TcpProxy.to(server.port());
                Connection connection = DriverManager.getConnection(proxy.through(database.url()))) {
            assertThat(proxy.connections()).isEqualTo(1);
            proxy.resetCounts();
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT 1");
                assertThat(proxy.roundTrips()).isEqualTo(1);
                for (int i = 0; i < 100; i++) {
                    statement.addBatch("SELECT " + i);
                }
                statement.executeBatch();
            }
            assertThat(proxy.roundTrips()).isEqualTo(2);
            assertThat(proxy.messages('E')).isEqualTo(101);
        }
    }

    @Test
    void cutsAfterTheServerHasHeard() throws SQLException, InterruptedException {
        try (FreshDatabase database = server.freshDatabase();
                TcpProxy proxy = TcpProxy.to(server.port());
                Connection connection = DriverManager.getConnection(proxy.through(database.url()))) {
            CountDownLatch sprung = proxy.trap("CREATE TABLE heard", Fate.CUT_AFTER);
            assertThatThrownBy(() -> execute(connection, "CREATE TABLE heard (a int)"))
                    .isInstanceOf(SQLException.class);
            assertThat(sprung.await(10, TimeUnit.SECONDS)).isTrue();
            try (Connection again = DriverManager.getConnection(proxy.through(database.url()))) {
                execute(again, "SELECT 1");
            }
        }
    }

    @Test
    void cutsBeforeTheServerHears() throws SQLException {
        try (FreshDatabase database = server.freshDatabase();
                TcpProxy proxy = TcpProxy.to(server.port());
                Connection connection = DriverManager.getConnection(proxy.through(database.url()))) {
            proxy.trap("CREATE TABLE unheard", Fate.CUT_BEFORE);
            assertThatThrownBy(() -> execute(connection, "CREATE TABLE unheard (a int)"))
                    .isInstanceOf(SQLException.class);
            try (Connection again = DriverManager.getConnection(proxy.through(database.url()));
                    Statement statement = again.createStatement();
                    ResultSet row = statement.executeQuery("SELECT to_regclass('unheard') IS NULL")) {
                assertThat(row.next() && row.getBoolean(1)).isTrue();
            }
        }
    }

    @Test
    void fallsSilentAndSpeaksAgain() throws SQLException {
        try (FreshDatabase database = server.freshDatabase();
                TcpProxy proxy = TcpProxy.to(server.port())) {
            String url = proxy.through(database.url());
            try (Connection connection = DriverManager.getConnection(url)) {
                connection.setNetworkTimeout(DIRECTLY, 300);
                proxy.silence();
                assertThatThrownBy(() -> execute(connection, "SELECT 1")).hasMessageContaining("I/O error");
            }
            proxy.resume();
            try (Connection again = DriverManager.getConnection(url)) {
                execute(again, "SELECT 1");
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
