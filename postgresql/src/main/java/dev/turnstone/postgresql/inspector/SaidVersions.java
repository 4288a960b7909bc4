package dev.turnstone.postgresql.inspector;

import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The extensions whose version statements name: the catalog does not tell it from a default.
final class SaidVersions {
    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[^\\s;\"]+)";
    private static final Pattern CREATED = Pattern.compile(
            "CREATE\\s+EXTENSION\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?" + NAME + "\\s(?:.*\\s)?VERSION\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern UPDATED = Pattern.compile(
            "ALTER\\s+EXTENSION\\s+" + NAME + "\\s+UPDATE\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private SaidVersions() {}

    static Set<Id> in(List<String> statements) {
        Set<Id> extensions = new HashSet<>();
        for (String statement : statements) {
            for (Pattern pattern : List.of(CREATED, UPDATED)) {
                Matcher matcher = pattern.matcher(statement.strip());
                if (matcher.matches()) {
                    extensions.add(Id.of(Kind.EXTENSION, name(matcher.group(1))));
                }
            }
        }
        return extensions;
    }

    private static String name(String written) {
        return written.startsWith("\"")
                ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
                : written.toLowerCase(Locale.ROOT);
    }
}
