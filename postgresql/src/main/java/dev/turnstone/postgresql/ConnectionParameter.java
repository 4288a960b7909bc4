package dev.turnstone.postgresql;

import dev.turnstone.diagnostic.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postgresql.PGProperty;

/// The parameters of a URL, those of libpq and those of the JDBC driver, as properties of the driver.
///
/// Where a parameter cannot be followed, the URL is refused: what was meant to protect a connection is never dropped.
final class ConnectionParameter {
    /// libpq's name, and the driver's for the same values.
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("application_name", "ApplicationName"),
            Map.entry("sslmode", "sslmode"),
            Map.entry("sslnegotiation", "sslNegotiation"),
            Map.entry("sslcert", "sslcert"),
            Map.entry("sslkey", "sslkey"),
            Map.entry("sslpassword", "sslpassword"),
            Map.entry("sslrootcert", "sslrootcert"),
            Map.entry("channel_binding", "channelBinding"),
            Map.entry("require_auth", "requireAuth"),
            Map.entry("gssencmode", "gssEncMode"),
            Map.entry("krbsrvname", "kerberosServerName"),
            Map.entry("user", "user"),
            Map.entry("password", "password"));

    /// Followed elsewhere: they say where the database is, or where to read more.
    static final Set<String> PLACES = Set.of("host", "hostaddr", "port", "dbname", "service", "passfile");

    /// How a dead network is noticed, which each session sets for itself.
    private static final Set<String> LIVENESS =
            Set.of("keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout");

    /// What the driver has nothing for, and the value that changes nothing.
    private static final Map<String, String> LACKING = Map.ofEntries(
            Map.entry("sslcrl", ""),
            Map.entry("sslcrldir", ""),
            Map.entry("sslcertmode", "allow"),
            Map.entry("sslsni", "1"),
            Map.entry("sslcompression", "0"),
            Map.entry("ssl_min_protocol_version", "TLSv1.2"),
            Map.entry("ssl_max_protocol_version", ""),
            Map.entry("min_protocol_version", ""),
            Map.entry("max_protocol_version", ""),
            Map.entry("requirepeer", ""),
            Map.entry("gssdelegation", "0"),
            Map.entry("gsslib", ""),
            Map.entry("replication", "false"),
            Map.entry("fallback_application_name", ""));

    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final Map<String, String> TARGETS = Map.of(
            "any", "any",
            "read-write", "primary",
            "primary", "primary",
            "read-only", "secondary",
            "standby", "secondary",
            "prefer-standby", "preferSecondary");
    private static final Map<String, String> OTHER_TOOLS =
            Map.of("schema", "currentSchema", "search_path", "currentSchema", "username", "user", "database", "dbname");

    private ConnectionParameter() {}

    /// What a parameter is to the driver: names and values of properties.
    ///
    /// @param jdbc whether the URL is one of JDBC's, where names that both know mean what the driver says
    /// @throws IllegalArgumentException when nobody knows it, or it cannot be followed
    static Map<String, String> properties(String name, String value, boolean jdbc) {
        if (name.equals("options")) {
            throw new IllegalArgumentException(
                    "the URL has the parameter `options`, which poolers refuse; set what it says"
                            + " on the role or the database instead (ALTER ROLE … SET …)");
        }
        if (!jdbc && name.equals("ssl")) {
            return value.equals("true") || value.equals("1") ? Map.of("sslmode", "require") : Map.of();
        }
        String same = SAME.get(name);
        if (same != null) {
            return same(name, same, value);
        }
        if (LIVENESS.contains(name)) {
            return Map.of();
        }
        if (LACKING.containsKey(name) && !(jdbc && PGProperty.forName(name) != null)) {
            return lacking(name, value);
        }
        return switch (name) {
            case "connect_timeout" -> Map.of("connectTimeout", seconds(value), "loginTimeout", seconds(value));
            case "keepalives" -> Map.of("tcpKeepAlive", Boolean.toString(!value.equals("0")));
            case "load_balance_hosts" -> Map.of("loadBalanceHosts", Boolean.toString(value.equals("random")));
            case "target_session_attrs" -> Map.of("targetServerType", oneOf(name, value, TARGETS));
            case "client_encoding" -> encoding(value);
            default -> ofDriver(name, value);
        };
    }

    private static Map<String, String> same(String name, String property, String value) {
        if (name.equals("sslmode") && !SSL_MODES.contains(value)) {
            throw invalid(name, value, List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full"));
        }
        if (name.equals("sslrootcert") && value.equals("system")) {
            return Map.of("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory", "sslmode", "verify-full");
        }
        return Map.of(property, value);
    }

    private static Map<String, String> lacking(String name, String value) {
        boolean harmless = value.equals(LACKING.get(name)) || name.equals("fallback_application_name");
        boolean older = name.equals("ssl_min_protocol_version") && value.compareTo("TLSv1.2") < 0;
        if (harmless || older) {
            return Map.of();
        }
        throw new IllegalArgumentException("the URL has the parameter `" + name
                + "`, which the Java driver has nothing for, so it would not be kept to. Remove it");
    }

    private static Map<String, String> encoding(String value) {
        String plain = value.toLowerCase(Locale.ROOT).replace("-", "");
        if (plain.equals("utf8") || plain.equals("auto") || plain.equals("unicode")) {
            return Map.of();
        }
        throw new IllegalArgumentException("the URL asks for a client_encoding other than UTF8. Remove it: the server"
                + " converts to what the database has");
    }

    private static String oneOf(String name, String value, Map<String, String> choices) {
        String chosen = choices.get(value);
        if (chosen == null) {
            throw invalid(name, value, choices.keySet().stream().sorted().toList());
        }
        return chosen;
    }

    private static IllegalArgumentException invalid(String name, String value, List<String> choices) {
        return new IllegalArgumentException("the URL's parameter `" + name + "` is \"" + value
                + "\", and may be one of " + String.join(", ", choices));
    }

    private static String seconds(String value) {
        boolean number = value.matches("-?\\d{1,6}");
        if (!number) {
            throw new IllegalArgumentException(
                    "the URL's parameter `connect_timeout` is \"" + value + "\", and must be seconds as 10");
        }
        return Integer.toString(Math.max(0, Integer.parseInt(value)));
    }

    private static Map<String, String> ofDriver(String name, String value) {
        if (PGProperty.forName(name) != null) {
            return Map.of(name, value);
        }
        String help = nearest(name).map(near -> " Did you mean " + near + "?").orElse(" Remove it");
        throw new IllegalArgumentException("the URL has the parameter `" + name
                + "`, which neither PostgreSQL's clients nor the Java driver know, so it would have no effect." + help);
    }

    private static Optional<String> nearest(String name) {
        String other = OTHER_TOOLS.get(name.toLowerCase(Locale.ROOT));
        List<String> known = known();
        for (String candidate : known) {
            if (plain(candidate).equals(plain(name)) && !candidate.equals(name)) {
                return Optional.of(candidate);
            }
        }
        known.removeAll(List.of(name, "options"));
        return other == null ? Nearest.to(name, known) : Optional.of(other);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /// libpq's names first.
    private static List<String> known() {
        List<String> known = new ArrayList<>(SAME.keySet());
        known.addAll(PLACES);
        known.addAll(List.of(
                "connect_timeout", "target_session_attrs", "load_balance_hosts", "keepalives", "client_encoding"));
        for (PGProperty property : PGProperty.values()) {
            known.add(property.getName());
        }
        return known;
    }
}
