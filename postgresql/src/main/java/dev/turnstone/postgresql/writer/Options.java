package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Storage parameters and other options in `WITH (…)`.
final class Options implements Rule {
    private static final Pattern BETWEEN = Pattern.compile(", (?=[\\w.]+=)");
    private static final Pattern BARE = Pattern.compile("-?[0-9]+(\\.[0-9]+)?|[a-z]+");

    @Override
    public List<String> create(Fact fact, Context context) {
        return List.of(target(fact, context.to()) + " SET (" + list(fact) + ")");
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of(target(fact, context.from()) + " RESET ("
                + String.join(", ", read(fact).keySet()) + ")");
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        Map<String, String> before = read(from);
        Map<String, String> after = read(to);
        List<String> statements = new ArrayList<>();
        String reset = before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .collect(Collectors.joining(", "));
        Set<String> kept = kept(before, after);
        String set = after.entrySet().stream()
                .filter(option -> !kept.contains(option.getKey()))
                .map(Options::option)
                .collect(Collectors.joining(", "));
        if (!reset.isEmpty()) {
            statements.add(target(to, context.to()) + " RESET (" + reset + ")");
        }
        if (!set.isEmpty()) {
            statements.add(target(to, context.to()) + " SET (" + set + ")");
        }
        return new Alteration.InPlace(statements);
    }

    /// The options that need not be said: those that stay at the front. The server puts what is set to the end.
    private static Set<String> kept(Map<String, String> before, Map<String, String> after) {
        Set<String> same = new LinkedHashSet<>();
        before.forEach((name, value) -> {
            if (value.equals(after.get(name))) {
                same.add(name);
            }
        });
        List<String> front = new ArrayList<>(after.keySet()).subList(0, same.size());
        return front.equals(List.copyOf(same)) ? same : Set.of();
    }

    /// ` WITH (name=value)` of an object's options, empty when it has none.
    static String with(Id object, Schema schema) {
        return schema.find(object.satellite(Kind.OPTIONS))
                .map(fact -> " WITH (" + list(fact) + ")")
                .orElse("");
    }

    private static String list(Fact fact) {
        return read(fact).entrySet().stream().map(Options::option).collect(Collectors.joining(", "));
    }

    private static String option(Map.Entry<String, String> option) {
        String value = option.getValue();
        return option.getKey() + "=" + (BARE.matcher(value).matches() ? value : Sql.literal(value));
    }

    private static Map<String, String> read(Fact fact) {
        Map<String, String> options = new LinkedHashMap<>();
        String stored = fact.detail(PostgresAttribute.STORED)
                .or(() -> fact.get(Attribute.OPTIONS))
                .orElse("");
        for (String option : BETWEEN.split(stored, -1)) {
            int equals = option.indexOf('=');
            options.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return options;
    }

    private static String target(Fact fact, Schema schema) {
        Id object = Mention.parent(fact.id());
        return switch (object.kind()) {
            case INDEX, CONSTRAINT -> "ALTER INDEX " + Mention.index(object);
            case COLUMN -> Mention.alter(Mention.parent(object), schema) + " ALTER COLUMN " + Sql.name(object.name());
            default -> Mention.alter(object, schema);
        };
    }
}
