package dev.turnstone.postgresql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `psql` takes when a URL does not say it: from a service file, then from the environment.
///
/// @param environment the variables of the process
/// @param home the folder of the user
record LibpqDefaults(Map<String, String> environment, Path home) {
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("PGHOST", "host"),
            Map.entry("PGHOSTADDR", "hostaddr"),
            Map.entry("PGPORT", "port"),
            Map.entry("PGDATABASE", "dbname"),
            Map.entry("PGUSER", "user"),
            Map.entry("PGPASSWORD", "password"),
            Map.entry("PGPASSFILE", "passfile"),
            Map.entry("PGAPPNAME", "application_name"),
            Map.entry("PGSSLMODE", "sslmode"),
            Map.entry("PGSSLNEGOTIATION", "sslnegotiation"),
            Map.entry("PGSSLCERT", "sslcert"),
            Map.entry("PGSSLKEY", "sslkey"),
            Map.entry("PGSSLROOTCERT", "sslrootcert"),
            Map.entry("PGSSLCRL", "sslcrl"),
            Map.entry("PGSSLCRLDIR", "sslcrldir"),
            Map.entry("PGSSLMINPROTOCOLVERSION", "ssl_min_protocol_version"),
            Map.entry("PGSSLMAXPROTOCOLVERSION", "ssl_max_protocol_version"),
            Map.entry("PGREQUIREPEER", "requirepeer"),
            Map.entry("PGREQUIREAUTH", "require_auth"),
            Map.entry("PGCHANNELBINDING", "channel_binding"),
            Map.entry("PGGSSENCMODE", "gssencmode"),
            Map.entry("PGKRBSRVNAME", "krbsrvname"),
            Map.entry("PGCONNECT_TIMEOUT", "connect_timeout"),
            Map.entry("PGTARGETSESSIONATTRS", "target_session_attrs"),
            Map.entry("PGLOADBALANCEHOSTS", "load_balance_hosts"),
            Map.entry("PGOPTIONS", "options"));

    LibpqDefaults {
        environment = Map.copyOf(environment);
    }

    static LibpqDefaults ofProcess() {
        return new LibpqDefaults(System.getenv(), Path.of(System.getProperty("user.home", "")));
    }

    /// What the URL's parameters, host, port and database do not say, by libpq's names.
    ///
    /// @param said the names that the URL says, `host`, `port` and `dbname` among them
    /// @param service the URL's own, when it names one
    /// @throws IllegalArgumentException when a named service is nowhere to be found
    Map<String, String> beside(Iterable<String> said, Optional<String> service) {
        Map<String, String> defaults = new LinkedHashMap<>();
        for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
            variable(variable.getKey()).ifPresent(value -> defaults.put(variable.getValue(), value));
        }
        Optional<String> named = service.or(() -> variable("PGSERVICE"));
        named.ifPresent(name -> {
            Map<String, String> found = service(name);
            if (found.containsKey("host") || found.containsKey("hostaddr")) {
                defaults.remove("host");
                defaults.remove("hostaddr");
            }
            defaults.putAll(found);
        });
        said.forEach(defaults::remove);
        defaults.values().removeIf(String::isEmpty);
        return defaults;
    }

    /// The password that a password file keeps; none without such a file or entry.
    ///
    /// @param file what was named; otherwise `.pgpass` in the home folder is looked at
    Optional<String> password(Optional<String> file, PasswordFile.Wanted wanted) {
        return PasswordFile.find(file.map(Path::of).orElse(home.resolve(".pgpass")), wanted);
    }

    private Optional<String> variable(String name) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private Map<String, String> service(String name) {
        Path own = variable("PGSERVICEFILE").map(Path::of).orElse(home.resolve(".pg_service.conf"));
        Optional<Path> shared = variable("PGSYSCONFDIR").map(folder -> Path.of(folder, "pg_service.conf"));
        Optional<Map<String, String>> found = read(own, name).or(() -> shared.flatMap(file -> read(file, name)));
        return found.orElseThrow(() -> new IllegalArgumentException("there is no service \"" + name + "\" in " + own
                + shared.map(file -> " or " + file).orElse("") + ". Add [" + name + "] there, or name the host"));
    }

    private static Optional<Map<String, String>> read(Path file, String name) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException failure) {
            throw new IllegalArgumentException("the service file " + file + " cannot be read", failure);
        }
        Map<String, String> values = new LinkedHashMap<>();
        boolean inside = false;
        boolean met = false;
        for (String line : lines) {
            String text = line.strip();
            if (text.startsWith("[")) {
                inside = text.equals("[" + name + "]");
                met |= inside;
            } else if (inside && !text.isEmpty() && !text.startsWith("#") && text.indexOf('=') > 0) {
                int equals = text.indexOf('=');
                values.put(
                        text.substring(0, equals).strip(),
                        text.substring(equals + 1).strip());
            }
        }
        return met ? Optional.of(values) : Optional.empty();
    }
}
