package dev.turnstone.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnstone.testkit.PostgresServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// URLs as people write them.
final class PostgresUrlTest {
    private static final String PASSWORD = "p@ss:w/o?r+d %";

    @ParameterizedTest
    @CsvSource({
        "postgresql://h/db, true",
        "postgres://h/db, true",
        "jdbc:postgresql://h/db, true",
        "jdbc:postgresql:db, true",
        "sqlite:x, false",
        "jdbc:mysql://h/db, false"
    })
    void knowsItsUrls(String url, boolean known) {
        assertThat(new PostgresDialect().handles(url)).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://app:secret@db1:5433/shop?sslmode=require, app@db1:5433/shop",
        "postgresql://app:secret@db1/, app@db1/app",
        "postgres://db1/shop, db1/shop",
        "jdbc:postgresql://db1/shop?sslmode=require&user=app&password=secret, app@db1/shop",
        "jdbc:postgresql:shop, localhost/shop"
    })
    void isCalledByUserAndPlace(String url, String name) {
        assertThat(new PostgresDialect().dataSource(url, Optional.empty(), Optional.empty()))
                .hasToString(name);
    }

    @Test
    void connectsByEveryForm() throws SQLException {
        PostgresServer server = PostgresServer.shared(18);
        try (PostgresServer.FreshDatabase fresh = server.freshDatabase()) {
            String place = "127.0.0.1:" + server.port() + "/" + fresh.name();
            for (String url : new String[] {
                "postgresql://postgres@" + place,
                "postgres://postgres:any@" + place,
                "postgresql://postgres@" + place + "?connectTimeout=5",
                "jdbc:postgresql://" + place + "?user=postgres",
                "jdbc:postgresql://postgres:any@" + place,
                "postgresql://postgres@localhost:" + server.port() + "/" + fresh.name(),
                "postgresql://p%6fstgres@" + place
            }) {
                assertThat(user(url, Optional.empty(), Optional.empty())).isEqualTo("postgres " + fresh.name());
            }
            assertThat(user("postgresql://nobody@" + place, Optional.of("postgres"), Optional.of("x")))
                    .isEqualTo("postgres " + fresh.name());
        }
    }

    private static String user(String url, Optional<String> user, Optional<String> password) throws SQLException {
        try (Connection connection =
                new PostgresDialect().dataSource(url, user, password).getConnection()) {
            return OnServer.value(connection, "SELECT current_user || ' ' || current_database()");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'postgresql://u:%s@[::1]:1/db', true",
        "'postgresql://u:%s@127.0.0.1:1/db?x', true",
        "'postgresql://u:%s@127.0.0.1:1', true",
        "'postgresql://u:%s@127.0.0.1:1?sslmode=disable', true",
        "'jdbc:postgresql://u:%s@127.0.0.1:1/db', true",
        "'jdbc:postgresql://127.0.0.1:1/db?user=u&password=%s', true",
        "'postgresql://u:%s@nowhere.invalid/db', true",
        "'postgresql://u:%s@127.0.0.1:port/db', true",
        "'postgresql://u:%s@127.0.0.1:99999/db', true",
        "'postgresql://u:%s@127.0.0.1:1/db', false",
        "'postgresql://u:%s@127.0.0.1:port/db', false",
        "'jdbc:postgresql://u:%s@127.0.0.1:1/db', false"
    })
    void neverRepeatsThePassword(String form, boolean encoded) {
        String password =
                encoded ? URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8).replace("+", "%20") : PASSWORD;
        Exception failed = catchThrowableOfType(
                Exception.class, () -> user(form.formatted(password), Optional.empty(), Optional.empty()));
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage()))
                    .doesNotContain("ss:w")
                    .doesNotContain("p%40ss")
                    .doesNotContain(PASSWORD);
        }
        assertThat(failed).isInstanceOfAny(SQLException.class, IllegalArgumentException.class);
    }

    @Test
    void decodesThePassword() throws SQLException {
        PostgresServer server = PostgresServer.shared(18);
        try (PostgresServer.FreshDatabase fresh = server.freshDatabase();
                Connection connection = DriverManager.getConnection(fresh.url())) {
            // The server trusts everybody, so the driver's own record of the password is asked.
            PostgresUrl source = new PostgresUrl(
                    "postgresql://us%40er:p%40ss%2Fw+d@127.0.0.1:" + server.port() + "/" + fresh.name() + "?ssl=false",
                    Optional.empty(),
                    Optional.empty());
            assertThat(source.user()).isEqualTo("us@er");
            assertThat(source.password()).isEqualTo("p@ss/w+d");
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://h/db?options=-c%20x=1",
                "jdbc:postgresql://h/db?ssl=false&options=-csearch_path=x",
                "jdbc:postgresql:db?options=x"
            })
    void refusesOptions(String url) {
        assertThatThrownBy(() -> new PostgresUrl(url, Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the URL has the parameter `options`, which poolers refuse; set what it says on the role or the"
                                + " database instead (ALTER ROLE … SET …)");
    }

    @Test
    void takesOptionsForWhatTheyAreElsewhere() {
        assertThat(new PostgresUrl("postgresql://u:options=x@h/db", Optional.empty(), Optional.empty()).password())
                .isEqualTo("options=x");
    }
}
