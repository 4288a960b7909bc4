package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What was typed behind a command's name.
///
/// @param parameters words that are no options, in order
/// @param options values by option name; the empty text for a switch
record Arguments(List<String> parameters, Map<String, List<String>> options) {
    /// Reads what was typed.
    ///
    /// @throws Misconfigured naming the option or parameter that cannot be right
    static Arguments parse(Syntax syntax, List<String> typed) {
        List<String> parameters = new ArrayList<>();
        Map<String, List<String>> options = new HashMap<>();
        List<Option> known = syntax.allOptions();
        boolean optionsEnded = false;
        for (int i = 0; i < typed.size(); i++) {
            String word = typed.get(i);
            if (optionsEnded || !word.startsWith("-") || word.equals("-")) {
                parameters.add(word);
            } else if (word.equals("--")) {
                optionsEnded = true;
            } else {
                int equals = word.startsWith("--") ? word.indexOf('=') : -1;
                String name = equals < 0 ? word : word.substring(0, equals);
                Option option = find(known, name, syntax);
                boolean inNext = equals < 0 && (option.takesValue() || mayFollow(syntax, option, typed, i + 1));
                if (inNext) {
                    i++;
                }
                String value = inNext ? next(typed, i, option) : equals < 0 ? "" : word.substring(equals + 1);
                put(options, option, value, equals >= 0);
            }
        }
        Arguments arguments = new Arguments(List.copyOf(parameters), options);
        if (!arguments.has("--help")) {
            arguments.count(syntax);
        }
        return arguments;
    }

    private static Option find(List<Option> known, String name, Syntax syntax) {
        List<String> names = new ArrayList<>();
        for (Option option : known) {
            if (option.name().equals(name)
                    || (!option.letter().isEmpty() && option.letter().equals(name))) {
                return option;
            }
            names.add(option.name());
        }
        throw new Misconfigured("unknown option " + name + " for turnstone " + syntax.name() + "."
                + Guess.of(name, names, "") + " turnstone help " + syntax.name() + " lists them.");
    }

    /// Whether the next word can only be the value that this option may take.
    private static boolean mayFollow(Syntax syntax, Option option, List<String> typed, int next) {
        return option.mayTakeValue()
                && syntax.parameters().isEmpty()
                && next < typed.size()
                && !typed.get(next).startsWith("-");
    }

    private static String next(List<String> typed, int index, Option option) {
        if (index >= typed.size() || typed.get(index).startsWith("--")) {
            throw new Misconfigured(option.name() + " needs a value: " + option.usage());
        }
        return typed.get(index);
    }

    private static void put(Map<String, List<String>> options, Option option, String value, boolean written) {
        if (!option.takesValue() && !option.mayTakeValue() && written) {
            throw new Misconfigured(option.name() + " takes no value: write " + option.name() + " alone");
        }
        if ((option.takesValue() || (option.mayTakeValue() && written)) && value.isBlank()) {
            throw new Misconfigured(option.name() + " needs a value: " + option.usage());
        }
        List<String> values = options.computeIfAbsent(option.name(), ignored -> new ArrayList<>());
        if (!values.isEmpty() && option.takesValue() && !option.repeated()) {
            throw new Misconfigured(option.name() + " is given twice: " + values.get(0) + " and " + value);
        }
        values.add(value);
    }

    private void count(Syntax syntax) {
        int given = parameters.size();
        if (given < syntax.required()) {
            throw new Misconfigured("turnstone " + syntax.name() + " needs "
                    + syntax.parameters().get(given) + ": " + syntax.usage());
        }
        if (given > syntax.parameters().size()) {
            throw new Misconfigured(
                    "too much: \"" + parameters.get(syntax.parameters().size()) + "\". Usage: " + syntax.usage());
        }
    }

    /// Whether the option was given.
    boolean has(String name) {
        return options.containsKey(name);
    }

    /// The option's value.
    Optional<String> value(String name) {
        List<String> values = options.get(name);
        return values == null ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    /// All values of an option that may be repeated.
    List<String> values(String name) {
        return options.getOrDefault(name, List.of());
    }

    /// All values of an option that may be repeated, each read by `reader`.
    ///
    /// @throws Misconfigured with what the reader says of a value that it refuses
    <T> List<T> parsed(String name, Function<String, T> reader) {
        List<T> read = new ArrayList<>();
        for (String value : values(name)) {
            try {
                read.add(reader.apply(value));
            } catch (IllegalArgumentException refused) {
                Misconfigured wrong = new Misconfigured(name + ": " + refused.getMessage());
                wrong.addSuppressed(refused);
                throw wrong;
            }
        }
        return read;
    }

    /// The parameter at that place, from 0.
    Optional<String> parameter(int index) {
        return index < parameters.size() ? Optional.of(parameters.get(index)) : Optional.empty();
    }

    /// The same as if an option had not been given.
    Arguments without(String name) {
        Map<String, List<String>> changed = new HashMap<>(options);
        changed.remove(name);
        return new Arguments(parameters, changed);
    }

    /// The same with one option set to a value.
    Arguments with(String name, String value) {
        Map<String, List<String>> changed = new HashMap<>(options);
        changed.put(name, List.of(value));
        return new Arguments(parameters, changed);
    }
}
