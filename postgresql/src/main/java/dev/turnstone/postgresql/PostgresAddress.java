package dev.turnstone.postgresql;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a URL says: `postgresql://user:password@host:port,host:port/database?parameter=value`, in libpq's form or in
/// JDBC's.
///
/// @param jdbc whether it is in JDBC's form
/// @param hosts names, addresses or, beginning with `/`, folders of sockets; none for the default
/// @param ports one for each host, one for all, or none; empty texts for the default
/// @param database its name, when it is said
/// @param parameters the others, decoded, `user` and `password` among them
record PostgresAddress(
        boolean jdbc,
        List<String> hosts,
        List<String> ports,
        Optional<String> database,
        Map<String, String> parameters) {
    static final String JDBC = "jdbc:postgresql:";
    private static final Pattern HOSTS = Pattern.compile(
            "(\\[[0-9a-fA-F:.%]+]|[^\\[\\]@:,]*)(:\\d*)?(,(\\[[0-9a-fA-F:.%]+]|[^\\[\\]@:,]*)(:\\d*)?)*");
    private static final String NOT_ENCODED = "the URL has no host and port where they belong. Write"
            + " postgresql://USER:PASSWORD@HOST:PORT/DATABASE, and in the user and the password %40 for @, %2F for /, %3A"
            + " for :, %3F for ?, %25 for %";

    PostgresAddress {
        hosts = List.copyOf(hosts);
        ports = List.copyOf(ports);
        parameters = Map.copyOf(parameters);
    }

    /// @throws IllegalArgumentException when it cannot be read; the message repeats no password
    static PostgresAddress parse(String url) {
        boolean jdbc = url.startsWith(JDBC);
        String rest = jdbc ? url.substring(JDBC.length()) : url.substring(url.indexOf("//"));
        Map<String, String> parameters = new LinkedHashMap<>();
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        String path = rest;
        if (rest.startsWith("//")) {
            String address = rest.substring(2);
            int end = 0;
            while (end < address.length() && "/?".indexOf(address.charAt(end)) < 0) {
                end++;
            }
            int at = address.substring(0, end).lastIndexOf('@');
            path = address.substring(end);
            readHosts(address.substring(at + 1, end), path, hosts, ports);
            if (at >= 0) {
                readCredentials(address.substring(0, at), parameters);
            }
        }
        int query = path.indexOf('?');
        String database = query < 0 ? path : path.substring(0, query);
        if (query >= 0) {
            readParameters(path.substring(query + 1), parameters);
        }
        for (String name : List.of("PGHOST", "host", "hostaddr")) {
            override(parameters, name, hosts);
        }
        override(parameters, "PGPORT", ports);
        override(parameters, "port", ports);
        String named = decoded(database.startsWith("/") ? database.substring(1) : database);
        List<String> chosen = new ArrayList<>(List.of(named));
        override(parameters, "PGDBNAME", chosen);
        override(parameters, "dbname", chosen);
        return new PostgresAddress(
                jdbc, hosts, ports, Optional.of(String.join(",", chosen)).filter(name -> !name.isEmpty()), parameters);
    }

    private static void readHosts(String text, String path, List<String> hosts, List<String> ports) {
        int query = path.indexOf('?');
        boolean strayAt = (query < 0 ? path : path.substring(0, query)).indexOf('@') >= 0;
        if (strayAt || !HOSTS.matcher(text).matches()) {
            throw new IllegalArgumentException(NOT_ENCODED);
        }
        if (text.isEmpty()) {
            return;
        }
        for (String one : text.split(",", -1)) {
            int colon = one.startsWith("[") ? one.indexOf(':', one.indexOf(']')) : one.indexOf(':');
            hosts.add(decoded(colon < 0 ? one : one.substring(0, colon)));
            ports.add(colon < 0 ? "" : one.substring(colon + 1));
        }
    }

    private static void readCredentials(String text, Map<String, String> parameters) {
        int colon = text.indexOf(':');
        String user = decoded(colon < 0 ? text : text.substring(0, colon));
        if (!user.isEmpty()) {
            parameters.put("user", user);
        }
        if (colon >= 0) {
            parameters.put("password", decoded(text.substring(colon + 1)));
        }
    }

    private static void readParameters(String text, Map<String, String> parameters) {
        for (String one : text.split("&", -1)) {
            int equals = one.indexOf('=');
            if (!one.isEmpty()) {
                parameters.put(
                        decoded(equals < 0 ? one : one.substring(0, equals)),
                        equals < 0 ? "" : decoded(one.substring(equals + 1)));
            }
        }
    }

    private static void override(Map<String, String> parameters, String name, List<String> values) {
        String value = parameters.remove(name);
        if (value != null && !value.isEmpty()) {
            values.clear();
            values.addAll(List.of(value.split(",", -1)));
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(NOT_ENCODED, e);
        }
    }
}
