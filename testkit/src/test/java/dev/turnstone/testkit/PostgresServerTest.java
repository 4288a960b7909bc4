package dev.turnstone.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
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
                assertThat(session.isValid(1)).isFalse();
            }
            server.restart();
            try (Connection session = DriverManager.getConnection(database.url())) {
                assertThat(session.isValid(1)).isTrue();
            }
        }
    }

    @Test
    void leavesNothingBehind() {
        PostgresServer server = PostgresServer.own(18);
        assertThat(server.directory()).exists();
        server.close();
        assertThat(server.directory()).doesNotExist();
    }
}
