package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.Settings;
import dev.turnstone.Settings.OnExisting;
import dev.turnstone.dialect.Facts;
import dev.turnstone.migration.OutOfOrder;
import dev.turnstone.schema.Ignored;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What flags, environment variables and the file say together, for one environment and one service.
///
/// @param name what output calls it: the environment, the service, both, or `default`
/// @param url the database, when one is named
/// @param connectWait how long a database that is starting is waited for
/// @param layers for what few commands ask: it is looked at when they do
record Configuration(
        String name,
        Optional<String> url,
        Optional<String> user,
        Optional<String> password,
        Optional<String> directUrl,
        Duration connectWait,
        Settings settings,
        Layers layers) {

    /// Puts the layers together.
    ///
    /// @throws Misconfigured for a value that cannot be right, naming where it stands
    static Configuration resolve(Arguments arguments, Surroundings surroundings) {
        return resolve(arguments, surroundings, true);
    }

    /// The same for a command that asks no database: the variables that name one need not be set.
    static Configuration withoutDatabase(Arguments arguments, Surroundings surroundings) {
        return resolve(arguments, surroundings, false);
    }

    private static Configuration resolve(Arguments arguments, Surroundings surroundings, boolean database) {
        Optional<ConfigurationFile> file = file(arguments, surroundings);
        Optional<String> service = chosen(arguments, surroundings, file, "service");
        Optional<String> environment = chosen(arguments, surroundings, file, "env")
                .or(() -> ElsewhereNamed.environment(file, surroundings))
                .or(() -> onlyEnvironment(file, arguments, surroundings, service));
        Layers layers = new Layers(arguments, surroundings, file, environment, service);
        Path project = file.map(ConfigurationFile::folder).orElse(surroundings.directory());
        String name = service.isPresent() && environment.isPresent()
                ? service.get() + " " + environment.get()
                : service.or(() -> environment).orElse("default");
        return new Configuration(
                name,
                database ? layers.url(Key.URL, project).or(() -> ofVariables(surroundings, file)) : Optional.empty(),
                database ? layers.text(Key.USER) : Optional.empty(),
                database ? layers.text(Key.PASSWORD) : Optional.empty(),
                database ? layers.url(Key.DIRECT_URL, project) : Optional.empty(),
                arguments
                        .value("--wait")
                        .map(wait -> duration("--wait", wait))
                        .or(() -> layers.duration(Key.TIMEOUTS_CONNECT))
                        .orElse(Duration.ZERO),
                settings(layers, project, environment),
                layers);
    }

    private static Settings settings(Layers layers, Path project, Optional<String> environment) {
        Settings defaults = Settings.DEFAULTS;
        Map<String, String> placeholders = new HashMap<>(layers.table("placeholders"));
        placeholders.putAll(layers.placeholderFlags());
        Settings settings = new Settings(
                        layers.texts(Key.DIR).orElse(defaults.locations()),
                        project,
                        layers.text(Key.SCHEMA).orElse(defaults.schema()),
                        layers.text(Key.ROLE),
                        layers.text(Key.OUT_OF_ORDER)
                                .map(Configuration::outOfOrder)
                                .orElse(defaults.outOfOrder()),
                        layers.text(Key.MISSING).map("error"::equals).orElse(defaults.missingIsError()),
                        layers.text(Key.LOCK).map("required"::equals).orElse(defaults.lockFileRequired()),
                        layers.duration(Key.LOCK_WAIT).orElse(defaults.lockWait()),
                        layers.duration(Key.TIMEOUTS_LOCK),
                        layers.duration(Key.TIMEOUTS_RETRY).orElse(defaults.retryBudget()),
                        placeholders,
                        Optional.of(project.resolve(".turnstone").resolve("parsed")),
                        layers.text(Key.DISPOSABLE).map("true"::equals).orElse(defaults.disposable()),
                        environment,
                        layers.table("hooks"))
                .withSchemaCheck(layers.text(Key.SCHEMA_CHECK)
                        .map(check -> Settings.SchemaCheck.valueOf(check.toUpperCase(Locale.ROOT)))
                        .orElse(defaults.schemaCheck()))
                .withIgnored(ignored(layers))
                .withOnExisting(onExisting(layers, defaults))
                .withAccepted(AcceptedRefusals.of(layers.table(AcceptedRefusals.TABLE)));
        boolean replaced =
                layers.text(Key.REPLACE_PLACEHOLDERS).map("true"::equals).orElse(true);
        return replaced ? settings : settings.withoutPlaceholders();
    }

    private static OnExisting onExisting(Layers layers, Settings defaults) {
        return layers.text(Key.ON_EXISTING)
                .map(text -> text.equals("run") ? OnExisting.RUN : OnExisting.REFUSED)
                .orElse(defaults.onExisting());
    }

    private static Ignored ignored(Layers layers) {
        try {
            return Ignored.parse(layers.patterns(Key.IGNORE));
        } catch (IllegalArgumentException noPattern) {
            Misconfigured wrong = new Misconfigured("ignore: " + noPattern.getMessage());
            wrong.addSuppressed(noPattern);
            throw wrong;
        }
    }

    /// Where scratch databases are made, when not on an embedded server.
    Optional<String> scratch() {
        return layers.url(Key.SCRATCH, settings.project());
    }

    /// How new files are called, when it is said.
    Optional<String> newName() {
        return layers.text(Key.NEW_NAME);
    }

    /// Which kind of database schemas are for, as `postgresql:16`, when it is said.
    Optional<String> dialect() {
        return layers.text(Key.DIALECT);
    }

    /// What output calls the database: a file of the project by its path in it.
    String label(Facts facts) {
        String folder = settings.project() + settings.project().getFileSystem().getSeparator();
        return facts.label().startsWith(folder) ? facts.label().substring(folder.length()) : facts.label();
    }

    /// The URL, which this command cannot do without.
    ///
    /// @throws Misconfigured saying where one can be named
    String requiredUrl(Optional<ConfigurationFile> file) {
        if (url.isPresent()) {
            return url.get();
        }
        List<String> environments = file.map(found -> found.names("env.")).orElse(List.of());
        if (!environments.isEmpty() && settings.environment().isEmpty()) {
            throw new Misconfigured(
                    "no database: choose one of " + file.orElseThrow().shown() + " with --env "
                            + String.join(", --env ", environments) + ", or give --url");
        }
        List<String> services = file.map(found -> found.names("service.")).orElse(List.of());
        if (!services.isEmpty()) {
            throw new Misconfigured("no database: choose one of "
                    + file.orElseThrow().shown() + " with --service " + String.join(", --service ", services)
                    + " or --service all, and --env, or give --url");
        }
        throw new Misconfigured("no database: give --url, set TURNSTONE_URL, or write url = \"sqlite:app.db\" in "
                + file.map(ConfigurationFile::shown).orElse(ConfigurationFile.NAME));
    }

    /// The file that counts: `--config`, or the nearest `turnstone.toml`.
    static Optional<ConfigurationFile> file(Arguments arguments, Surroundings surroundings) {
        Optional<String> named = arguments.value("--config").or(() -> surroundings.variable("TURNSTONE_CONFIG"));
        if (named.isPresent()) {
            return Optional.of(ConfigurationFile.read(surroundings.directory().resolve(named.get()), named.get()));
        }
        return ConfigurationFile.find(surroundings.directory())
                .map(path -> ConfigurationFile.read(path, shown(path, surroundings.directory())));
    }

    private static String shown(Path path, Path directory) {
        return path.startsWith(directory) ? directory.relativize(path).toString() : path.toString();
    }

    private static Optional<String> chosen(
            Arguments arguments, Surroundings surroundings, Optional<ConfigurationFile> file, String what) {
        Optional<String> chosen = arguments
                .value("--" + what)
                .or(() -> surroundings.variable(what.equals("env") ? "TURNSTONE_ENV" : "TURNSTONE_SERVICE"));
        if (chosen.isPresent()) {
            List<String> names =
                    new ArrayList<>(file.map(found -> found.names(what + ".")).orElse(List.of()));
            if (what.equals("env")) {
                file.ifPresent(found -> names.addAll(serviceEnvironments(found)));
            }
            if (!names.contains(chosen.get())) {
                throw noSuch(what, chosen.get(), names, file);
            }
        }
        return chosen;
    }

    /// A PostgreSQL database that only the variables of its own clients name.
    private static Optional<String> ofVariables(Surroundings surroundings, Optional<ConfigurationFile> file) {
        boolean choice = file.isPresent()
                && !(file.get().names("env.").isEmpty()
                        && file.get().names("service.").isEmpty());
        boolean named = surroundings.variable("PGHOST").isPresent()
                || surroundings.variable("PGSERVICE").isPresent()
                || surroundings.variable("PGDATABASE").isPresent();
        return named && !choice ? Optional.of("postgresql://") : Optional.empty();
    }

    static List<String> serviceEnvironments(ConfigurationFile file) {
        List<String> names = new ArrayList<>();
        for (String service : file.names("service.")) {
            names.addAll(file.names("service." + service + ".env."));
        }
        return names;
    }

    private static Misconfigured noSuch(
            String what, String name, List<String> names, Optional<ConfigurationFile> file) {
        if (file.isEmpty()) {
            return new Misconfigured("--" + what + " " + name + ": there is no " + ConfigurationFile.NAME
                    + " here or above that could define it. turnstone init writes one");
        }
        return new Misconfigured(file.get().shown() + ": there is no [" + what + "." + name + "]."
                + Guess.of(name, names, "\"")
                + (names.isEmpty() ? "" : " Defined: " + String.join(", ", names)));
    }

    /// The one environment of a file that names no database outside of it.
    private static Optional<String> onlyEnvironment(
            Optional<ConfigurationFile> file,
            Arguments arguments,
            Surroundings surroundings,
            Optional<String> service) {
        if (file.isEmpty() || new Layers(arguments, surroundings, file, Optional.empty(), service).hasUrl()) {
            return Optional.empty();
        }
        List<String> names =
                service.isEmpty() ? file.get().names("env.") : file.get().names("service." + service.get() + ".env.");
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }

    private static OutOfOrder outOfOrder(String text) {
        return switch (text) {
            case "warn" -> OutOfOrder.WARN;
            case "run" -> OutOfOrder.RUN;
            default -> OutOfOrder.ERROR;
        };
    }

    /// Reads the duration of a flag.
    ///
    /// @throws Misconfigured when it is none
    static Duration duration(String flag, String text) {
        return Durations.parse(text)
                .orElseThrow(() ->
                        new Misconfigured(flag + " must be a duration as 500ms, 60s or 2m, not \"" + text + "\""));
    }
}
