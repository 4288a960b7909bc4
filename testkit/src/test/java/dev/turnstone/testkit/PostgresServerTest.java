package dev.turnstone.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PostgresServerTest {
    @Test
    void givesEachTestADatabaseOfItsOwn() throws SQLException {
        PostgresServer server = PostgresServer.shared(18);
        assertThat(PostgresServer.shared(18)).isSameAs(server);
        String dropped;
        try (PostgresServer.FreshDatabase one = server.freshDatabase();
                PostgresServer.FreshDatabase two = server.freshDatabase();
                Connection first = DriverManager.getConnection(one.url());
                Connection second = DriverManager.getConnection(two.url())) {
            first.createStatement().execute("CREATE TABLE t ()");
            second.createStatement().execute("CREATE TABLE t ()");
            dropped = one.url();
        }
        assertThatThrownBy(() -> DriverManager.getConnection(dropped)).hasMessageContaining("does not exist");
    }

    @Test
    void crashesAndComesBack() throws SQLException {
        try (PostgresServer server = PostgresServer.own(18);
                PostgresServer.FreshDatabase database = server.freshDatabase()) {
            try (Connection session = DriverManager.getConnection(database.url())) {
                server.kill();
                assertThat(ends(session)).isTrue();
            }
            server.restart();
            try (Connection session = DriverManager.getConnection(database.url())) {
                assertThat(session.isValid(1)).isTrue();
            }
        }
    }

    /// A backend outlives its postmaster for as long as it takes to notice.
    private static boolean ends(Connection session) throws SQLException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (session.isValid(1) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        return !session.isValid(1);
    }

    @Test
    void leavesNothingBehind() {
        PostgresServer server = PostgresServer.own(18);
        assertThat(server.directory()).exists();
        server.close();
        assertThat(server.directory()).doesNotExist();
    }
}
