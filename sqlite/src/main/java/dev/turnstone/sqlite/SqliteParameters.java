package dev.turnstone.sqlite;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sqlite.SQLiteConfig;

/// What stands behind the `?` of an SQLite URL: parameters of SQLite's own URIs, and pragmas by their names, which the
/// driver sets. Nothing else is let through: the driver would take it for a part of the file's name.
///
/// @param uri `mode`, `cache`, `immutable`, …: <https://www.sqlite.org/uri.html>
/// @param pragmas by name
record SqliteParameters(Map<String, String> uri, Map<String, String> pragmas) {
    private static final Map<String, Set<String>> URI = Map.of(
            "mode", Set.of("ro", "rw", "rwc", "memory"),
            "cache", Set.of("shared", "private"),
            "immutable", Set.of("0", "1"),
            "nolock", Set.of("0", "1"),
            "psow", Set.of("0", "1"),
            "vfs", Set.of());

    /// What other drivers call a pragma, and ours does not.
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("fk", "foreign_keys"),
            Map.entry("timeout", "busy_timeout"),
            Map.entry("journal", "journal_mode"),
            Map.entry("sync", "synchronous"),
            Map.entry("rt", "recursive_triggers"),
            Map.entry("read_only", "mode=ro"),
            Map.entry("readonly", "mode=ro"),
            Map.entry("shared_cache", "cache=shared"));

    private static final Set<String> NEEDLESS =
            Set.of("txlock", "loc", "mutex", "connection_limit", "socket_timeout", "pool_timeout", "max_open_conns");

    static final SqliteParameters NONE = new SqliteParameters(Map.of(), Map.of());

    /// Reads `name=value&name=value`.
    ///
    /// @throws IllegalArgumentException for one that SQLite would not understand, with the spelling that works
    static SqliteParameters parse(String query) {
        Map<String, String> uri = new LinkedHashMap<>();
        Map<String, String> pragmas = new LinkedHashMap<>();
        Set<String> known = pragmaNames();
        for (String parameter : query.split("&", -1)) {
            int at = parameter.indexOf('=');
            String name = at < 0 ? parameter : parameter.substring(0, at);
            String value = at < 0 ? "" : parameter.substring(at + 1);
            if (name.isEmpty() && value.isEmpty()) {
                continue;
            }
            if (URI.containsKey(name)) {
                uri.put(name, checked(name, value));
            } else if (known.contains(name.toLowerCase(Locale.ROOT)) && !value.isEmpty()) {
                pragmas.put(name.toLowerCase(Locale.ROOT), value);
            } else {
                throw new IllegalArgumentException("the URL has a parameter " + parameter
                        + ", which SQLite does not know: " + instead(name, value, known));
            }
        }
        return new SqliteParameters(uri, pragmas);
    }

    private static Set<String> pragmaNames() {
        Set<String> names = new TreeSet<>();
        for (SQLiteConfig.Pragma pragma : SQLiteConfig.Pragma.values()) {
            names.add(pragma.pragmaName.toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private static String checked(String name, String value) {
        Set<String> values = URI.getOrDefault(name, Set.of());
        if (!values.isEmpty() && !values.contains(value)) {
            throw new IllegalArgumentException("the URL says " + name + "=" + value + ": write "
                    + values.stream().sorted().map(each -> name + "=" + each).collect(Collectors.joining(" or ")));
        }
        return value;
    }

    private static String instead(String name, String value, Set<String> known) {
        String plain = name.replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replace('-', '_')
                .replaceFirst("^_+", "");
        if (plain.equals("pragma")) {
            String[] parts = value.split("[(=)]", -1);
            return "write the pragma by its name, as in " + parts[0] + "=" + (parts.length > 1 ? parts[1] : "on");
        }
        if (NEEDLESS.contains(plain)) {
            return "leave it out";
        }
        String meant = OTHERS.getOrDefault(plain, plain);
        if (meant.contains("=")) {
            return "write " + meant;
        }
        boolean spelled = known.contains(meant) || URI.containsKey(meant);
        return spelled
                ? "write " + meant + "=" + (value.isEmpty() ? "on" : value)
                : "write mode, cache, immutable, nolock, psow, vfs or the name of a pragma, as in foreign_keys=off";
    }

    /// The query of a URI for SQLite and its driver; empty when there is none.
    String query() {
        Map<String, String> all = new HashMap<>();
        all.putAll(uri);
        all.putAll(pragmas);
        String joined = all.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("&"));
        return joined.isEmpty() ? "" : "?" + joined;
    }

    /// Whether the database is opened without the right to write.
    boolean readOnly() {
        return mode("ro")
                || Optional.ofNullable(uri.get("immutable")).filter("1"::equals).isPresent();
    }

    /// Whether a file that is not there is made.
    boolean creates() {
        return !readOnly() && !mode("rw");
    }

    /// Whether `mode` is this.
    boolean mode(String mode) {
        return mode.equals(uri.getOrDefault("mode", ""));
    }
}
