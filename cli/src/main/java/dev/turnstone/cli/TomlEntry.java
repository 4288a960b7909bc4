package dev.turnstone.cli;

import java.util.List;

/// One key of a TOML file and what it says.
///
/// @param path the names from the outermost table to the key
/// @param value what stands there
/// @param line one-based
record TomlEntry(List<String> path, Value value, int line) {
    /// What may stand behind a key here. TOML's dates and fractions mean nothing in a configuration.
    ///
    /// It answers for itself instead of being asked by a `switch`: linking a `switch` over types costs every start some
    /// milliseconds, and configurations are read at every start.
    sealed interface Value {
        /// As an option's value.
        String text();

        /// As an error shows it.
        String shown();

        record Text(String text) implements Value {
            @Override
            public String shown() {
                return "\"" + text + "\"";
            }
        }

        record Flag(boolean set) implements Value {
            @Override
            public String text() {
                return String.valueOf(set);
            }

            @Override
            public String shown() {
                return text();
            }
        }

        record Whole(long number) implements Value {
            @Override
            public String text() {
                return String.valueOf(number);
            }

            @Override
            public String shown() {
                return text();
            }
        }

        record Texts(List<String> texts) implements Value {
            @Override
            public String text() {
                return String.join(",", texts);
            }

            @Override
            public String shown() {
                return texts.isEmpty() ? "an empty array" : "an array";
            }
        }

        /// A table's header: it may be empty, and still its name counts.
        record Table() implements Value {
            @Override
            public String text() {
                return "";
            }

            @Override
            public String shown() {
                return "a table";
            }
        }
    }
}
