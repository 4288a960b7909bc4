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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/// Unpooled connections to a PostgreSQL URL, in JDBC's form or in libpq's
/// (`postgresql://user:password@host:port/database`).
/// Nothing is sent as a start-up parameter that a pooler would refuse.
final class PostgresUrl implements DataSource {
    private static final String JDBC = "jdbc:postgresql:";
    private static final Pattern OPTIONS = Pattern.compile("[?&]options=");
    private static final Pattern USER = Pattern.compile("[?&]user=([^&]*)");
    private static final Pattern HOSTS = Pattern.compile(
            "(\\[[0-9a-fA-F:.%]+]|[^\\[\\]@:,]*)(:\\d+)?(,(\\[[0-9a-fA-F:.%]+]|[^\\[\\]@:,]*)(:\\d+)?)*");
    private static final String NOT_ENCODED = "the URL has no host and port where they belong. Write"
            + " postgresql://USER:PASSWORD@HOST:PORT/DATABASE, and in the user and the password %40 for @, %2F for /, %3A"
            + " for :, %3F for ?, %25 for %";
    private final String url;
    private final Properties properties = new Properties();

    PostgresUrl(String url, Optional<String> user, Optional<String> password) {
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty("ApplicationName", "turnstone");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "10");
        String rest = rest(url);
        this.url = rest.startsWith("//") ? JDBC + "//" + withoutCredentials(rest.substring(2)) : JDBC + rest;
        if (OPTIONS.matcher(this.url).find()) {
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

    /// The same URL with another database's name, which needs no encoding.
    static String withDatabase(String url, String database) {
        int query = url.indexOf('?');
        String parameters = query < 0 ? "" : url.substring(query);
        String place = query < 0 ? url : url.substring(0, query);
        int slashes = place.indexOf("//");
        if (slashes < 0) {
            return JDBC + database + parameters;
        }
        int path = place.indexOf('/', slashes + 2);
        return (path < 0 ? place : place.substring(0, path)) + "/" + database + parameters;
    }

    /// Hosts and ports, for people; no credentials.
    static String address(String url) {
        String place = url.replaceFirst("\\?.*", "");
        int slashes = place.indexOf("//");
        if (slashes < 0) {
            return "localhost";
        }
        int path = place.indexOf('/', slashes + 2);
        String authority = place.substring(slashes + 2, path < 0 ? place.length() : path);
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private static String rest(String url) {
        return url.startsWith(JDBC) ? url.substring(JDBC.length()) : url.substring(url.indexOf("//"));
    }

    /// `host:port/database?parameters`; what stands before `@` becomes properties, so that no message repeats it.
    private String withoutCredentials(String address) {
        int authority = 0;
        while (authority < address.length() && "/?".indexOf(address.charAt(authority)) < 0) {
            authority++;
        }
        int query = address.indexOf('?', authority);
        String path = address.substring(authority, query < 0 ? address.length() : query);
        int at = address.substring(0, authority).lastIndexOf('@');
        String hosts = address.substring(at + 1, authority);
        if (path.indexOf('@') >= 0 || !HOSTS.matcher(hosts).matches()) {
            throw new IllegalArgumentException(NOT_ENCODED);
        }
        if (at >= 0) {
            credentials(address.substring(0, at));
        }
        return hosts + (path.isEmpty() ? "/" : "") + address.substring(authority);
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
            throw new IllegalArgumentException(NOT_ENCODED, e);
        }
    }

    String user() {
        return properties.getProperty("user", "");
    }

    String password() {
        return properties.getProperty("password", "");
    }

    /// Who and where, for people, as a connected session calls it; no password.
    @Override
    public String toString() {
        String place = url.replaceFirst("\\?.*", "").substring(JDBC.length());
        String database = place.substring(place.lastIndexOf('/') + 1);
        Matcher parameter = USER.matcher(url);
        String user = parameter.find() ? decoded(parameter.group(1)) : user();
        String who = user.isEmpty() ? "" : user + "@";
        return who + address(url) + "/" + (database.isEmpty() ? user : database);
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
