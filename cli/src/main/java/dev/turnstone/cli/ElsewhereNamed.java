package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Environments that are named outside of Turnstone, by the variables that frameworks use.
final class ElsewhereNamed {
    private static final List<String> VARIABLES = List.of(
            "NODE_ENV",
            "SPRING_PROFILES_ACTIVE",
            "APP_ENV",
            "RAILS_ENV",
            "RACK_ENV",
            "DJANGO_ENV",
            "FLASK_ENV",
            "MIX_ENV",
            "GO_ENV",
            "ASPNETCORE_ENVIRONMENT",
            "DOTNET_ENVIRONMENT",
            "QUARKUS_PROFILE",
            "MICRONAUT_ENVIRONMENTS",
            "ENVIRONMENT");

    private ElsewhereNamed() {}

    /// The environment that a variable of `env-from` names; none when none of them is set.
    ///
    /// @throws Misconfigured when one is set, and the file has no such environment
    static Optional<String> environment(Optional<ConfigurationFile> file, Surroundings surroundings) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        List<String> known = known(file.get());
        for (String variable : envFrom(file.get())) {
            Optional<String> value = surroundings.variable(variable);
            if (value.isPresent()) {
                return Optional.of(first(value.get(), known)
                        .orElseThrow(() -> new Misconfigured(file.get().shown()
                                + ": env-from takes the environment from "
                                + variable + ", which is \"" + value.get() + "\", and there is no [env." + value.get()
                                + "]." + (known.isEmpty() ? "" : " Defined: " + String.join(", ", known)))));
            }
        }
        return Optional.empty();
    }

    /// What to say when a variable names an environment of the file, and another one is used.
    ///
    /// @param used the environment that was chosen, if one was
    static Optional<String> notice(Optional<ConfigurationFile> file, Surroundings surroundings, Optional<String> used) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        List<String> known = known(file.get());
        for (String variable : VARIABLES) {
            Optional<String> named = surroundings.variable(variable).flatMap(value -> first(value, known));
            if (named.isPresent() && !named.equals(used)) {
                return Optional.of("note: " + variable + " names \"" + named.get() + "\", and "
                        + used.map(name -> "\"" + name + "\" is used").orElse("no environment is chosen")
                        + ".\n      --env " + named.get() + ", TURNSTONE_ENV or env-from = \"" + variable
                        + "\" choose it.");
            }
        }
        return Optional.empty();
    }

    /// Of several, as `prod,metrics`, the first that the file has.
    private static Optional<String> first(String value, List<String> known) {
        for (String name : value.split(",", -1)) {
            if (known.contains(name.strip())) {
                return Optional.of(name.strip());
            }
        }
        return Optional.empty();
    }

    private static List<String> known(ConfigurationFile file) {
        List<String> known = new ArrayList<>(file.names("env."));
        Configuration.serviceEnvironments(file).stream()
                .filter(name -> !known.contains(name))
                .forEach(known::add);
        return known;
    }

    private static List<String> envFrom(ConfigurationFile file) {
        TomlEntry entry = file.tables().getOrDefault("", Map.of()).get(Key.ENV_FROM.text());
        if (entry == null) {
            return List.of();
        }
        return entry.value() instanceof TomlEntry.Value.Texts texts
                ? texts.texts()
                : List.of(entry.value().text());
    }
}
