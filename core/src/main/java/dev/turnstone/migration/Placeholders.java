package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Nearest;
import dev.turnstone.sql.Location;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The `${name}` of statements: letters, digits, `_`, `-` and `.` between braces. `\${name}` stands for the text
/// `${name}`.
///
/// @param values by name, from the configuration
/// @param replaced whether there are placeholders at all; otherwise texts stay as they are
record Placeholders(Map<String, String> values, boolean replaced) {
    Placeholders {
        values = Map.copyOf(values);
    }

    /// The text with the values put in, the names added to `used`, and what is wrong to `found`.
    ///
    /// @param place where `text` begins
    String replace(String text, Location place, Collection<String> used, List<Diagnostic> found) {
        int open = text.indexOf("${");
        if (open < 0 || !replaced) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text.length() + 32);
        int from = 0;
        while (open >= 0) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                break;
            }
            String name = text.substring(open + 2, close);
            int next = open + 2;
            if (isName(name.strip())) {
                boolean escaped = open > from && text.charAt(open - 1) == '\\';
                replaced.append(text, from, escaped ? open - 1 : open);
                replaced.append(escaped ? "${" + name + "}" : value(name, place.advance(text, open), used, found));
                from = close + 1;
                next = from;
            }
            open = text.indexOf("${", next);
        }
        return replaced.append(text, from, text.length()).toString();
    }

    private String value(String name, Location place, Collection<String> used, List<Diagnostic> found) {
        used.add(name);
        Optional<String> value = Optional.ofNullable(values.get(name));
        if (value.isEmpty()) {
            found.add(unknown(name, place));
            return "${" + name + "}";
        }
        if (value.get().indexOf('\n') >= 0 || value.get().indexOf('\r') >= 0) {
            found.add(Diagnostic.error(
                    "placeholder-lines",
                    place,
                    "the value of the placeholder ${" + name + "} has several lines, so errors would name wrong places",
                    "Give it a value of one line, or write the text into the file"));
        }
        return value.get();
    }

    private Diagnostic unknown(String name, Location place) {
        String help = Nearest.to(name.strip(), values.keySet())
                .map(nearest -> "Did you mean ${" + nearest + "}?")
                .orElse("Give it a value under [placeholders] in turnstone.toml; for the text itself write \\${"
                        + name.strip() + "}");
        return Diagnostic.error("unknown-placeholder", place, "the placeholder ${" + name + "} has no value", help);
    }

    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '.') {
                return false;
            }
        }
        return !text.isEmpty() && !Character.isDigit(text.charAt(0));
    }
}
