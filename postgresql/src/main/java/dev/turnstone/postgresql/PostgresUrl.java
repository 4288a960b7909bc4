package dev.turnstone.postgresql;

import dev.turnstone.postgresql.socket.UnixSocketFactory;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/// Unpooled connections to a PostgreSQL URL, in JDBC's form or in libpq's
/// (`postgresql://user:password@host:port/database`), through the network or the file of a socket.
/// Nothing is sent as a start-up parameter that a pooler would refuse.
final class PostgresUrl implements DataSource {
    private static final String JDBC = PostgresAddress.JDBC;
    private static final String DEFAULT_PORT = "5432";

    private final String url;
    private final String address;
    private final String database;
    private final Properties properties = new Properties();

    PostgresUrl(String url, Optional<String> user, Optional<String> password) {
        this(url, user, password, LibpqDefaults.ofProcess());
    }

    /// @param defaults for what a URL in libpq's form leaves out
    PostgresUrl(String url, Optional<String> user, Optional<String> password, LibpqDefaults defaults) {
        PostgresAddress said = PostgresAddress.parse(url);
        PostgresAddress whole = said.jdbc() ? said : completed(said, user, password, defaults);
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty("ApplicationName", "turnstone");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "10");
        for (Map.Entry<String, String> parameter : whole.parameters().entrySet()) {
            ConnectionParameter.properties(parameter.getKey(), parameter.getValue(), said.jdbc())
                    .forEach(properties::setProperty);
        }
        user.ifPresent(value -> properties.setProperty("user", value));
        password.ifPresent(value -> properties.setProperty("password", value));
        List<String> hosts = whole.hosts().isEmpty() ? List.of("") : whole.hosts();
        this.database = whole.database().orElse(user());
        if (isFolder(hosts.getFirst())) {
            this.address = throughFile(hosts, whole.ports());
            // The driver looks up no host when its factory gives it a socket that is connected.
            this.url = JDBC + "//" + encoded(hosts.getFirst()) + ":" + port(whole.ports(), 0, 1) + "/"
                    + encoded(whole.database().orElse(""));
        } else {
            String places = places(hosts, whole.ports());
            this.address = places.isEmpty() ? "localhost" : places;
            this.url = JDBC + "//" + places + "/" + encoded(whole.database().orElse(""));
        }
    }

    /// With what `psql` would take from elsewhere.
    private static PostgresAddress completed(
            PostgresAddress said, Optional<String> user, Optional<String> password, LibpqDefaults defaults) {
        Set<String> names = new LinkedHashSet<>(said.parameters().keySet());
        said.database().ifPresent(ignored -> names.add("dbname"));
        user.ifPresent(ignored -> names.add("user"));
        if (!said.hosts().isEmpty()) {
            names.addAll(List.of("host", "hostaddr"));
        }
        if (!said.ports().isEmpty() && !said.ports().stream().allMatch(String::isEmpty)) {
            names.add("port");
        }
        Map<String, String> rest = new LinkedHashMap<>(
                defaults.beside(names, Optional.ofNullable(said.parameters().get("service"))));
        rest.putAll(said.parameters());
        List<String> hosts = said.hosts().isEmpty() ? list(rest, "hostaddr", "host") : said.hosts();
        List<String> ports = names.contains("port") ? said.ports() : list(rest, "port", "port");
        String name = rest.getOrDefault("dbname", "");
        Optional<String> database = said.database().or(() -> name.isEmpty() ? Optional.empty() : Optional.of(name));
        Optional<String> file = Optional.ofNullable(rest.get("passfile"));
        String who = user.orElse(rest.getOrDefault("user", System.getProperty("user.name", "")));
        ConnectionParameter.PLACES.forEach(rest::remove);
        if (password.isEmpty() && !rest.containsKey("password")) {
            String host = hosts.isEmpty() || isFolder(hosts.getFirst()) ? "localhost" : hosts.getFirst();
            String port = ports.isEmpty() || ports.getFirst().isEmpty() ? DEFAULT_PORT : ports.getFirst();
            defaults.password(file, new PasswordFile.Wanted(host, port, database.orElse(who), who))
                    .ifPresent(found -> rest.put("password", found));
        }
        return new PostgresAddress(false, hosts, ports, database, rest);
    }

    private static List<String> list(Map<String, String> values, String name, String otherwise) {
        String value = values.getOrDefault(name, values.getOrDefault(otherwise, ""));
        return value.isEmpty() ? List.of() : List.of(value.split(",", -1));
    }

    private static boolean isFolder(String host) {
        return host.startsWith("/");
    }

    /// Sets the properties for a server that listens at a file.
    ///
    /// @return how people call the place
    private String throughFile(List<String> hosts, List<String> ports) {
        if (hosts.size() > 1) {
            throw new IllegalArgumentException(
                    "the URL names a folder of a socket beside another host, and the two cannot be tried in turn. Name"
                            + " one");
        }
        String port = port(ports, 0, 1);
        String folder = hosts.getFirst();
        properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
        properties.setProperty("socketFactoryArg", folder + "/.s.PGSQL." + port);
        // As libpq: what never leaves the machine is not encrypted.
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        return folder + (port.equals(DEFAULT_PORT) ? "" : ":" + port);
    }

    private static String places(List<String> hosts, List<String> ports) {
        List<String> places = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            String host = hosts.get(i);
            if (isFolder(host)) {
                throw new IllegalArgumentException(
                        "the URL names a folder of a socket beside another host, and the two cannot be tried in turn."
                                + " Name one");
            }
            boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
            String port = port(ports, i, hosts.size());
            String shown = host.isEmpty() && (hosts.size() > 1 || !port.equals(DEFAULT_PORT)) ? "localhost" : host;
            places.add((bare ? "[" + host + "]" : shown) + (port.equals(DEFAULT_PORT) ? "" : ":" + port));
        }
        return String.join(",", places);
    }

    private static String port(List<String> ports, int index, int hosts) {
        if (ports.size() > 1 && ports.size() != hosts) {
            throw new IllegalArgumentException("the URL has " + ports.size() + " ports for " + hosts
                    + " hosts. Give one for each, or one for all");
        }
        String port = ports.isEmpty() ? "" : ports.get(ports.size() == 1 ? 0 : index);
        boolean valid = port.isEmpty()
                || (port.matches("\\d{1,5}") && Integer.parseInt(port) > 0 && Integer.parseInt(port) <= 65_535);
        if (!valid) {
            throw new IllegalArgumentException("the URL's port must be a number from 1 to 65535");
        }
        return port.isEmpty() ? DEFAULT_PORT : port;
    }

    private static String encoded(String database) {
        return URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static boolean handles(String url) {
        return url.startsWith(JDBC) || url.startsWith("postgresql://") || url.startsWith("postgres://");
    }

    /// The same URL with another database's name, which needs no encoding.
    static String withDatabase(String url, String database) {
        int query = url.indexOf('?');
        String parameters = query < 0 ? "" : withoutDatabase(url.substring(query));
        String place = query < 0 ? url : url.substring(0, query);
        int slashes = place.indexOf("//");
        if (slashes < 0) {
            return JDBC + database + parameters;
        }
        int path = place.indexOf('/', slashes + 2);
        return (path < 0 ? place : place.substring(0, path)) + "/" + database + parameters;
    }

    private static String withoutDatabase(String parameters) {
        String left = parameters.replaceAll("(?<=[?&])(?:dbname|PGDBNAME)=[^&]*&?", "");
        return left.length() > 1 && left.endsWith("&") ? left.substring(0, left.length() - 1) : left;
    }

    /// Hosts and ports, or the folder of a socket, for people; no credentials.
    static String address(String url) {
        return new PostgresUrl(url, Optional.empty(), Optional.empty()).address;
    }

    String user() {
        return properties.getProperty("user", "");
    }

    String password() {
        return properties.getProperty("password", "");
    }

    /// What the driver is told about one thing.
    Optional<String> property(String name) {
        return Optional.ofNullable(properties.getProperty(name));
    }

    /// Who and where, for people, as a connected session calls it; no password.
    @Override
    public String toString() {
        String who = user().isEmpty() ? "" : user() + "@";
        return who + address + "/" + database;
    }

    @Override
    public Connection getConnection() throws SQLException {
        @Nullable Connection connection = connection();
        if (connection == null) {
            throw new SQLException("not a URL of PostgreSQL: write postgresql://USER@HOST:PORT/DATABASE", "08001");
        }
        return connection;
    }

    private @Nullable Connection connection() throws SQLException {
        try {
            return new Driver().connect(url, properties);
        } catch (SQLException failure) {
            boolean throughFile = property("socketFactoryArg").isPresent();
            if (throughFile && failure.getCause() instanceof ConnectException refused) {
                throw new SQLException(refused.getMessage(), failure.getSQLState(), failure);
            }
            throw failure;
        }
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
