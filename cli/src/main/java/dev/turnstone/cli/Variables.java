package dev.turnstone.cli;

import dev.turnstone.MigrationException.Misconfigured;
import java.util.Optional;

/// Replaces `${NAME}` and `${NAME:-default}` by environment variables.
final class Variables {
    private Variables() {}

    /// @param place file and line, for the error
    /// @param key whose value it is
    /// @throws Misconfigured when a variable without a default is not set
    static String replace(String text, Surroundings surroundings, String place, String key) {
        int open = text.indexOf("${");
        if (open < 0) {
            return text;
        }
        StringBuilder replaced = new StringBuilder();
        int from = 0;
        while (open >= 0) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new Misconfigured(place + ": ${ in " + key + " is never closed by }");
            }
            String inside = text.substring(open + 2, close);
            int dash = inside.indexOf(":-");
            String name = dash < 0 ? inside : inside.substring(0, dash);
            Optional<String> otherwise = dash < 0 ? Optional.empty() : Optional.of(inside.substring(dash + 2));
            replaced.append(text, from, open)
                    .append(surroundings.variable(name).or(() -> otherwise).orElseThrow(() -> unset(place, key, name)));
            from = close + 1;
            open = text.indexOf("${", from);
        }
        return replaced.append(text, from, text.length()).toString();
    }

    private static Misconfigured unset(String place, String key, String name) {
        return new Misconfigured(place + ": " + key + " needs the environment variable " + name
                + ", which is not set. Set it, or write ${" + name + ":-default}");
    }
}
