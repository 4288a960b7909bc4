package dev.turnstone.cli;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a template with its placeholders replaced: names in quotes where SQL asks for them, also names that are
/// made of several, as `{{table}}_{{column}}_idx`. Inside a literal a name stands as it is.
final class FilledTemplate {
    private static final Pattern NAME = Pattern.compile("\\w*(?:\\{\\{\\w+}}\\w*)+");
    private static final Pattern LITERAL = Pattern.compile("'\\{\\{(\\w+)}}'");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    private FilledTemplate() {}

    /// @param values by placeholder; a type stands as it is
    static String of(String text, Map<String, String> values) {
        String literals = LITERAL.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(literal(values.getOrDefault(found.group(1), ""))));
        return NAME.matcher(literals).replaceAll(found -> Matcher.quoteReplacement(name(found.group(), values)));
    }

    /// A name as a text, for queries that compare it.
    private static String literal(String value) {
        return "'" + Identifier.of(value).bare().replace("'", "''") + "'";
    }

    private static String name(String written, Map<String, String> values) {
        Matcher alone = PLACEHOLDER.matcher(written);
        if (alone.matches()) {
            String value = values.getOrDefault(alone.group(1), "");
            return alone.group(1).equals("type") ? value : Identifier.of(value).sql();
        }
        String joined = PLACEHOLDER
                .matcher(written)
                .replaceAll(found -> Matcher.quoteReplacement(
                        Identifier.of(values.getOrDefault(found.group(1), "")).bare()));
        return Identifier.quoted(joined);
    }
}
