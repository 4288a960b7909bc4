package dev.turnstone.cli;

import java.util.List;

/// One key of a TOML file and what it says.
///
/// @param path the names from the outermost table to the key
/// @param value what stands there
/// @param line one-based
record TomlEntry(List<String> path, Value value, int line) {
    /// What may stand behind a key here. TOML's dates and fractions mean nothing in a configuration.
    sealed interface Value {
        record Text(String text) implements Value {}

        record Flag(boolean set) implements Value {}

        record Whole(long number) implements Value {}

        record Texts(List<String> texts) implements Value {}

        /// A table's header: it may be empty, and still its name counts.
        record Table() implements Value {}
    }
}
