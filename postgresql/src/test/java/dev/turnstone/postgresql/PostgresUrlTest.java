package dev.turnstone.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnstone.testkit.PostgresServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void connectsThroughTheFileOfASocket(@TempDir Path folder) throws SQLException, IOException {
        PostgresServer server = PostgresServer.shared(18);
        String coded = folder.toString().replace("/", "%2F");
        try (PostgresServer.FreshDatabase fresh = server.freshDatabase();
                SocketFile socket = SocketFile.to(server.port(), folder.resolve(".s.PGSQL.77"))) {
            assertThat(socket.listener().isOpen()).isTrue();
            for (String url : new String[] {
                "postgresql://postgres@/" + fresh.name() + "?host=" + folder + "&port=77",
                "postgresql://postgres@" + coded + ":77/" + fresh.name(),
                "postgresql:///" + fresh.name() + "?user=postgres&sslmode=require&host=" + coded + "&port=77"
            }) {
                assertThat(user(url, Optional.empty(), Optional.empty())).isEqualTo("postgres " + fresh.name());
            }
            try (Connection local = url("postgresql://postgres@" + coded + ":77/" + fresh.name())
                    .getConnection()) {
                String much = "x".repeat(3_000_000);
                assertThat(OnServer.value(local, "SELECT '" + much + "'")).isEqualTo(much);
                local.setNetworkTimeout(Runnable::run, 300);
                assertThatThrownBy(() -> OnServer.value(local, "SELECT pg_sleep(5)"))
                        .isInstanceOf(SQLException.class)
                        .hasStackTraceContaining("no answer within 300 ms");
            }
        }
        assertThatThrownBy(() -> url("postgresql://postgres@" + coded + ":78/x").getConnection())
                .isInstanceOf(SQLException.class)
                .hasMessage("no server listens at " + folder.resolve(".s.PGSQL.78"));
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

    @ParameterizedTest
    @CsvSource({
        "sslMode=require, sslmode",
        "ssl_mode=require, sslmode",
        "SSLMODE=require, sslmode",
        "sslmod=require, sslmode",
        "requireAuthh=none, requireAuth",
        "require-auth=none, require_auth",
        "chanel_binding=require, channel_binding",
        "connectionTimeout=5, connectTimeout",
        "connecttimeout=5, connect_timeout",
        "target_session_attr=any, target_session_attrs",
        "schema=public, currentSchema",
        "applicationname=x, application_name"
    })
    void refusesWhatNobodyKnowsWithTheRightSpelling(String parameter, String right) {
        for (String url : new String[] {"postgresql://h/db?", "jdbc:postgresql://h/db?user=a&"}) {
            assertThatThrownBy(() -> url(url + parameter))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the URL has the parameter `" + parameter.substring(0, parameter.indexOf('='))
                            + "`, which neither PostgreSQL's clients nor the Java driver know, so it would have no"
                            + " effect. Did you mean " + right + "?");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bogus=1, Remove it",
        "sslmode=verify_full, 'may be one of disable, allow, prefer, require, verify-ca, verify-full'",
        "sslcrl=/x, 'which the Java driver has nothing for, so it would not be kept to. Remove it'",
        "requirepeer=postgres, 'which the Java driver has nothing for, so it would not be kept to. Remove it'",
        "ssl_min_protocol_version=TLSv1.3, 'which the Java driver has nothing for, so it would not be kept to. Remove"
                + " it'",
        "target_session_attrs=writable, 'may be one of any, prefer-standby, primary, read-only, read-write, standby'",
        "connect_timeout=5s, must be seconds as 10",
        "client_encoding=latin1, asks for a client_encoding other than UTF8",
        "port=99999, must be a number from 1 to 65535",
        "'host=a,b&port=1,2,3', 'has 3 ports for 2 hosts'",
        "'host=/tmp,b', 'the two cannot be tried in turn. Name one'",
        "'host=b,/tmp', 'the two cannot be tried in turn. Name one'"
    })
    void refusesWhatCannotBeKeptTo(String parameters, String message) {
        assertThatThrownBy(() -> url("postgresql://h/db?" + parameters))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "require_auth=scram-sha-256, requireAuth, scram-sha-256",
        "channel_binding=require, channelBinding, require",
        "sslmode=verify-full, sslmode, verify-full",
        "ssl=true, sslmode, require",
        "sslrootcert=system, sslmode, verify-full",
        "sslnegotiation=direct, sslNegotiation, direct",
        "connect_timeout=3, connectTimeout, 3",
        "application_name=me, ApplicationName, me",
        "target_session_attrs=read-write, targetServerType, primary",
        "target_session_attrs=standby, targetServerType, secondary",
        "load_balance_hosts=random, loadBalanceHosts, true",
        "gssencmode=disable, gssEncMode, disable",
        "keepalives=0, tcpKeepAlive, false",
        "'keepalives_idle=5&socketTimeout=9', socketTimeout, 9",
        "user=a%20b, user, a b"
    })
    void followsWhatLibpqKnows(String parameters, String property, String value) {
        assertThat(url("postgresql://h/db?" + parameters).property(property)).contains(value);
    }

    @ParameterizedTest
    @CsvSource({
        "'postgresql://h1:1,h2:2/db?user=u', 'u@h1:1,h2:2/db'",
        "'postgresql://h1,h2:2/db?user=u', 'u@h1,h2:2/db'",
        "'postgresql:///db?host=h1,h2&port=7&user=u', 'u@h1:7,h2:7/db'",
        "'postgresql://u@/db?host=/tmp', u@/tmp/db",
        "'postgresql://u@%2Fvar%2Frun:5433/db', u@/var/run:5433/db",
        "'postgresql://u@h/db?dbname=other', u@h/other",
        "'postgresql://u@[::1]:6/db', u@[::1]:6/db",
        "'postgresql:///?hostaddr=::1&user=u&dbname=x', u@[::1]/x"
    })
    void findsHostsWhereverTheyAreSaid(String url, String name) {
        assertThat(url(url)).hasToString(name);
    }

    @Test
    void takesFromServiceAndVariablesWhatIsNotSaid(@TempDir Path home) throws IOException {
        Files.writeString(
                home.resolve(".pg_service.conf"), "# ours\n[shop]\nhost=db9\nport=6\ndbname=shop\n[other]\nhost=x\n");
        Map<String, String> variables = Map.of(
                "PGHOST",
                "h",
                "PGPORT",
                "9",
                "PGUSER",
                "me",
                "PGDATABASE",
                "d",
                "PGPASSWORD",
                "p",
                "PGSSLMODE",
                "require");
        assertThat(url("postgresql://", variables, home)).hasToString("me@h:9/d");
        assertThat(url("postgresql://", variables, home).password()).isEqualTo("p");
        assertThat(url("postgresql://", variables, home).property("sslmode")).contains("require");
        assertThat(url("postgresql://you:x@k/e?sslmode=disable", variables, home))
                .hasToString("you@k:9/e");
        assertThat(url("postgresql://you:x@k:5432/e", variables, home)).hasToString("you@k/e");
        assertThat(url("postgresql://you:x@k/e", variables, home).password()).isEqualTo("x");
        assertThat(url("postgresql://?service=shop", variables, home)).hasToString("me@db9:6/shop");
        assertThat(url("postgresql:///a", Map.of("PGSERVICE", "shop", "PGUSER", "me"), home))
                .hasToString("me@db9:6/a");
        assertThat(url("jdbc:postgresql://k/e", variables, home)).hasToString("k/e");
        assertThatThrownBy(() -> url("postgresql://?service=shp", variables, home))
                .hasMessageStartingWith("there is no service \"shp\" in " + home);
        assertThatThrownBy(() -> url("postgresql://h", Map.of("PGSSLCRL", "/x"), home))
                .hasMessageContaining("sslcrl");
    }

    @Test
    void readsThePasswordFile(@TempDir Path home) throws IOException {
        Path file = home.resolve(".pgpass");
        Files.writeString(file, "# mine\nh:9:d:me:first\nh:*:*:me:a\\:b\\\\c\nlocalhost:*:*:*:here\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(url("postgresql://me@h:9/d", Map.of(), home).password()).isEqualTo("first");
        assertThat(url("postgresql://me@h/d", Map.of(), home).password()).isEqualTo("a:b\\c");
        assertThat(url("postgresql://me@/d?host=/tmp", Map.of(), home).password())
                .isEqualTo("here");
        assertThat(url("postgresql://you@h/d", Map.of(), home).password()).isEmpty();
        assertThat(url(
                                "postgresql://me@h/d",
                                Map.of("PGPASSFILE", home.resolve("none").toString()),
                                home)
                        .password())
                .isEmpty();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> url("postgresql://me@h/d", Map.of(), home))
                .hasMessage("others may read the password file " + file
                        + ", so it is not used. Take that from them: chmod 600 " + file);
    }

    private static PostgresUrl url(String url) {
        return url(url, Map.of(), Path.of("/nonexistent"));
    }

    private static PostgresUrl url(String url, Map<String, String> variables, Path home) {
        return new PostgresUrl(url, Optional.empty(), Optional.empty(), new LibpqDefaults(variables, home));
    }

    @Test
    void takesOptionsForWhatTheyAreElsewhere() {
        assertThat(new PostgresUrl("postgresql://u:options=x@h/db", Optional.empty(), Optional.empty()).password())
                .isEqualTo("options=x");
    }
}
