package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names without a schema, in the bodies of routines, of objects that only a `search_path` set elsewhere finds: by
/// ALTER DATABASE or ALTER ROLE.
final class UnseenNames {
    private static final Pattern WORD =
            Pattern.compile("(?<![\\p{L}\\p{N}_.\"$])\"?([\\p{L}_][\\p{L}\\p{N}_$]*+)\"?+(?!\\.)");
    private static final Pattern PATH = Pattern.compile("(?im)^\\s*SET search_path TO (.*)$");

    /// By name in lower case: the schemas that have a relation, routine or type of that name.
    private final Map<String, List<Id>> schemas = new HashMap<>();

    UnseenNames(Schema schema) {
        for (Fact fact : schema.facts()) {
            Id id = fact.id();
            boolean nameable = switch (id.kind()) {
                case TABLE, FOREIGN_TABLE, VIEW, MATERIALIZED_VIEW, SEQUENCE -> true;
                case FUNCTION, PROCEDURE, AGGREGATE, ENUM, DOMAIN, COMPOSITE, RANGE -> true;
                default -> false;
            };
            if (nameable) {
                id.nearest(Kind.SCHEMA)
                        .ifPresent(above -> schemas.computeIfAbsent(word(fact), ignored -> new ArrayList<>())
                                .add(above));
            }
        }
    }

    private static String word(Fact fact) {
        return fact.detail(PostgresAttribute.NAME).orElse(fact.id().name()).toLowerCase(Locale.ROOT);
    }

    /// What to know about a routine whose body names something that neither the usual path nor its own finds; empty
    /// when there is no such name.
    Optional<String> note(Fact routine) {
        String definition = routine.get(Attribute.DEFINITION).orElse("");
        int body = definition.indexOf("\nAS $");
        if (body < 0) {
            return Optional.empty();
        }
        Matcher own = PATH.matcher(definition.substring(0, body));
        String path = own.find() ? own.group(1) : "";
        Set<String> names = new LinkedHashSet<>();
        Set<String> missing = new LinkedHashSet<>();
        Matcher words = WORD.matcher(definition.substring(body + 4));
        while (words.find()) {
            List<Id> found = schemas.getOrDefault(words.group(1).toLowerCase(Locale.ROOT), List.of());
            boolean seen = found.stream().anyMatch(schema -> seen(schema.name(), path));
            if (!found.isEmpty() && !seen) {
                names.add(words.group(1));
                missing.add(found.get(0).name());
            }
        }
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("the body is not checked: it names " + String.join(", ", names)
                        + " without a schema, so callers need " + String.join(", ", missing) + " in their search_path");
    }

    private static boolean seen(String schema, String path) {
        return path.isEmpty()
                ? schema.equals("public")
                : Pattern.compile("(?<![\\w])" + Pattern.quote(schema) + "(?![\\w])")
                        .matcher(path)
                        .find();
    }
}
