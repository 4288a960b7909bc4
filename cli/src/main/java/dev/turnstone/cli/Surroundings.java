package dev.turnstone.cli;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/// What a call finds around it. A value, so that tests can have another one.
///
/// @param directory where relative paths of the command line start
/// @param variables the environment
/// @param clock for versions of new files, and for how long ago something was
/// @param out where results go
/// @param err where complaints go
/// @param terminal whether a person watches `out`
/// @param width columns of the terminal
/// @param shutdown hears when the process is asked to end
/// @param answers what a person types; absent unless one sits there
record Surroundings(
        Path directory,
        Map<String, String> variables,
        Clock clock,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        int width,
        Shutdown shutdown,
        Optional<BufferedReader> answers) {
    /// With nobody who could be asked.
    Surroundings(
            Path directory,
            Map<String, String> variables,
            Clock clock,
            PrintStream out,
            PrintStream err,
            boolean terminal,
            int width,
            Shutdown shutdown) {
        this(directory, variables, clock, out, err, terminal, width, shutdown, Optional.empty());
    }

    /// The variable, unless it is not set or empty; without blanks and line ends around it, which files of secrets and
    /// copied values bring along.
    Optional<String> variable(String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }
}
