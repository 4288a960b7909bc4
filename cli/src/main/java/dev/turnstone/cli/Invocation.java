package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.migration.Version;
import java.util.Optional;

/// One call of one command.
///
/// @param arguments what was typed
/// @param surroundings where
/// @param output where to say what came of it
record Invocation(Arguments arguments, Surroundings surroundings, Output output) {
    /// Whether the answer is for programs.
    boolean json() {
        return arguments.value("--format").map("json"::equals).orElse(false);
    }

    boolean verbose() {
        return arguments.has("--verbose");
    }

    /// What holds for this call.
    Configuration configuration() {
        return Configuration.resolve(arguments, surroundings);
    }

    /// The version an option names.
    ///
    /// @throws Misconfigured when it names none
    Optional<Version> version(String option) {
        return arguments.value(option).map(text -> version(option, text));
    }

    /// The version that was typed for `what`.
    static Version version(String what, String text) {
        try {
            return Version.parse(text);
        } catch (IllegalArgumentException noVersion) {
            Misconfigured wrong = new Misconfigured(what + ": " + noVersion.getMessage());
            wrong.addSuppressed(noVersion);
            throw wrong;
        }
    }
}
