package dev.turnstone.postgresql;

import java.io.PrintWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/// Unpooled connections to a PostgreSQL URL, in JDBC's form or in libpq's
/// (`postgresql://user:password@host:port/database`).
/// Nothing is sent as a start-up parameter that a pooler would refuse.
final class PostgresUrl implements DataSource {
    private static final String JDBC = "jdbc:postgresql:";
    private final String url;
    private final Properties properties = new Properties();

    PostgresUrl(String url, Optional<String> user, Optional<String> password) {
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty("ApplicationName", "turnstone");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "10");
        this.url = url.startsWith(JDBC) ? url : jdbc(url);
        if (this.url.contains("options=")) {
            throw new IllegalArgumentException(
                    "the URL has the parameter `options`, which poolers refuse; set what it says"
                            + " on the role or the database instead (ALTER ROLE … SET …)");
        }
        user.ifPresent(value -> properties.setProperty("user", value));
        password.ifPresent(value -> properties.setProperty("password", value));
    }

    static boolean handles(String url) {
        return url.startsWith(JDBC) || url.startsWith("postgresql://") || url.startsWith("postgres://");
    }

    private String jdbc(String libpq) {
        String rest = libpq.substring(libpq.indexOf("://") + 3);
        int path = rest.indexOf('/');
        String authority = path < 0 ? rest : rest.substring(0, path);
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            credentials(authority.substring(0, at));
            rest = rest.substring(at + 1);
        }
        return JDBC + "//" + (path < 0 ? rest + "/" : rest);
    }

    private void credentials(String text) {
        int colon = text.indexOf(':');
        properties.setProperty("user", decoded(colon < 0 ? text : text.substring(0, colon)));
        if (colon >= 0) {
            properties.setProperty("password", decoded(text.substring(colon + 1)));
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the user or password in the URL is not percent-encoded as URLs are", e);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        @Nullable Connection connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("not a URL of PostgreSQL: write postgresql://USER@HOST:PORT/DATABASE", "08001");
        }
        return connection;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("log writers are not used");
    }

    @Override
    public void setLoginTimeout(int seconds) {
        properties.setProperty("loginTimeout", Integer.toString(seconds));
    }

    @Override
    public int getLoginTimeout() {
        return Integer.parseInt(properties.getProperty("loginTimeout", "0"));
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("no logger");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
