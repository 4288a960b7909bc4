package dev.turnstone.diagnostic;

import dev.turnstone.sql.Location;
import java.util.Objects;
import java.util.Optional;

/// One finding: what is so, where, and what to do about it.
///
/// @param severity how much it matters
/// @param rule a stable kebab-case name, as `duplicate-version`
/// @param message fact and consequence, in one or two sentences
/// @param location the place, when there is one
/// @param help what to do, imperative, when there is something to do
public record Diagnostic(
        Severity severity, String rule, String message, Optional<Location> location, Optional<String> help) {
    public Diagnostic {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(help, "help");
    }

    /// An error at a place.
    public static Diagnostic error(String rule, Location location, String message, String help) {
        return new Diagnostic(Severity.ERROR, rule, message, Optional.of(location), Optional.of(help));
    }
}
