package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Flags over environment variables over the file; in the file the service's environment over the service over the
/// environment over the top.
record Layers(
        Arguments arguments,
        Surroundings surroundings,
        Optional<ConfigurationFile> file,
        Optional<String> environment,
        Optional<String> service) {

    /// Whether a database is named.
    boolean hasUrl() {
        return flag(Key.URL).isPresent()
                || variable(Key.URL).isPresent()
                || surroundings.variable("DATABASE_URL").isPresent()
                || entry(Key.URL.text()).isPresent();
    }

    /// What is said about the key, variables replaced.
    ///
    /// @throws Misconfigured when it cannot stand there
    Optional<String> text(Key key) {
        Optional<String> flag = flag(key);
        if (flag.isPresent()) {
            return checked(key, flag.get(), "--" + key.text());
        }
        Optional<String> variable = variable(key);
        if (variable.isPresent()) {
            return checked(key, variable.get(), key.variable());
        }
        return entry(key.text()).flatMap(entry -> checked(key, text(entry, key.text()), place(entry)));
    }

    Optional<Duration> duration(Key key) {
        return text(key).flatMap(Durations::parse);
    }

    /// A list: flags as often as given, a variable with commas.
    Optional<List<String>> texts(Key key) {
        List<String> flags = arguments.values("--" + key.text());
        if (!flags.isEmpty()) {
            return Optional.of(absolute(flags));
        }
        Optional<String> variable = variable(key);
        if (variable.isPresent()) {
            return Optional.of(absolute(List.of(variable.get().split(",", -1))));
        }
        return entry(key.text()).map(entry -> texts(key, entry));
    }

    /// Patterns: those of the variable, or else of the file, and those of flags besides.
    List<String> patterns(Key key) {
        List<String> patterns = new ArrayList<>(variable(key)
                .map(text -> List.of(text.split(",", -1)))
                .or(() -> entry(key.text()).map(entry -> texts(key, entry)))
                .orElse(List.of()));
        patterns.addAll(arguments.values("--" + key.text()));
        return patterns;
    }

    private List<String> texts(Key key, TomlEntry entry) {
        if (!(entry.value() instanceof TomlEntry.Value.Texts texts)) {
            return List.of(text(entry, key.text()));
        }
        List<String> replaced = new ArrayList<>();
        for (String text : texts.texts()) {
            replaced.add(Variables.replace(text, surroundings, place(entry), key.text()));
        }
        return replaced;
    }

    /// Folders of the command line start where the person stands, not where the file is.
    private List<String> absolute(List<String> folders) {
        List<String> absolute = new ArrayList<>();
        for (String folder : folders) {
            boolean here = file.isEmpty() || file.get().folder().equals(surroundings.directory());
            absolute.add(
                    here || folder.startsWith("classpath:")
                            ? folder
                            : surroundings.directory().resolve(folder).toString());
        }
        return absolute;
    }

    /// A database. The file of an SQLite URL starts where the URL was written: in the file's folder, or where the
    /// person stands.
    ///
    /// An environment or service that was chosen by name is as good as the flag: its URL beats the variables, so that
    /// `--env dev` never means what `DATABASE_URL` happens to say.
    Optional<String> url(Key key, Path project) {
        Optional<String> typed = flag(key);
        if (typed.isEmpty() && !chosenByName(key)) {
            typed = variable(key);
            if (typed.isEmpty() && key == Key.URL) {
                typed = surroundings.variable("DATABASE_URL");
            }
        }
        if (typed.isPresent()) {
            return typed.map(url -> Urls.resolve(url, surroundings.directory()));
        }
        return entry(key.text())
                .flatMap(entry -> checked(key, text(entry, key.text()), place(entry)))
                .map(url -> Urls.resolve(url, project));
    }

    private boolean chosenByName(Key key) {
        for (String table : tables()) {
            boolean said = file.isPresent()
                    && file.get().tables().getOrDefault(table, Map.of()).containsKey(key.text());
            if (said) {
                return !table.isEmpty();
            }
        }
        return false;
    }

    /// The keys of a table as `placeholders`, all layers of the file together.
    Map<String, String> table(String name) {
        Map<String, String> values = new HashMap<>();
        if (file.isEmpty()) {
            return values;
        }
        List<String> tables = tables();
        for (int i = tables.size() - 1; i >= 0; i--) {
            Map<String, TomlEntry> keys = file.get().tables().getOrDefault(tables.get(i), Map.of());
            for (Map.Entry<String, TomlEntry> key : keys.entrySet()) {
                if (key.getKey().startsWith(name + ".")) {
                    String inner = key.getKey().substring(name.length() + 1);
                    values.put(inner, text(key.getValue(), key.getKey()));
                }
            }
        }
        return values;
    }

    /// The values of `--placeholder NAME=VALUE`.
    Map<String, String> placeholderFlags() {
        Map<String, String> values = new HashMap<>();
        for (String flag : arguments.values("--placeholder")) {
            int equals = flag.indexOf('=');
            if (equals < 1) {
                throw new Misconfigured("--placeholder is written NAME=VALUE, not \"" + flag + "\"");
            }
            values.put(flag.substring(0, equals), flag.substring(equals + 1));
        }
        return values;
    }

    private Optional<String> flag(Key key) {
        return key == Key.DISPOSABLE || key == Key.PASSWORD ? Optional.empty() : arguments.value("--" + key.text());
    }

    private Optional<String> variable(Key key) {
        return key == Key.DISPOSABLE ? Optional.empty() : surroundings.variable(key.variable());
    }

    private Optional<TomlEntry> entry(String key) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        for (String table : tables()) {
            TomlEntry entry = file.get().tables().getOrDefault(table, Map.of()).get(key);
            if (entry != null) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /// The file's tables, the one that counts most first.
    private List<String> tables() {
        List<String> tables = new ArrayList<>();
        service.ifPresent(name -> {
            environment.ifPresent(env -> tables.add("service." + name + ".env." + env));
            tables.add("service." + name);
        });
        environment.ifPresent(env -> tables.add("env." + env));
        tables.add("");
        return tables;
    }

    private String text(TomlEntry entry, String key) {
        return Variables.replace(entry.value().text(), surroundings, place(entry), key);
    }

    private String place(TomlEntry entry) {
        return file.map(ConfigurationFile::shown).orElse(ConfigurationFile.NAME) + ":" + entry.line();
    }

    private static Optional<String> checked(Key key, String value, String place) {
        Optional<String> objection = key.objection(value);
        if (objection.isPresent()) {
            boolean typed = !place.contains(":");
            String sentence = objection.get();
            throw new Misconfigured(
                    typed ? place + sentence.substring(key.text().length()) : place + ": " + sentence);
        }
        return Optional.of(value);
    }
}
