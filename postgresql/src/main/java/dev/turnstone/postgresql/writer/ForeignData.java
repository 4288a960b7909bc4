package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Foreign-data wrappers, servers, user mappings, foreign tables.
final class ForeignData implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        ByHand.refuse(fact);
        String name = Sql.name(fact.id());
        return switch (fact.id().kind()) {
            case FOREIGN_DATA_WRAPPER ->
                List.of("CREATE FOREIGN DATA WRAPPER " + name
                        + part(fact, " HANDLER ", PostgresAttribute.HANDLER)
                        + part(fact, " VALIDATOR ", PostgresAttribute.VALIDATOR) + options(fact));
            case SERVER ->
                List.of("CREATE SERVER " + name
                        + fact.get(Attribute.TYPE)
                                .map(type -> " TYPE " + Sql.literal(type))
                                .orElse("")
                        + fact.get(PostgresAttribute.SERVER_VERSION)
                                .map(version -> " VERSION " + Sql.literal(version))
                                .orElse("")
                        + " FOREIGN DATA WRAPPER "
                        + Sql.name(fact.get(PostgresAttribute.WRAPPER).orElseThrow()) + options(fact));
            default -> List.of("CREATE USER MAPPING FOR " + mapping(fact));
        };
    }

    /// `role SERVER name`.
    private static String mapping(Fact fact) {
        String role = fact.id().name();
        return (role.equals("public") ? "PUBLIC" : Sql.name(role)) + " SERVER " + Sql.name(Mention.parent(fact.id()));
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        String word = Mention.word(fact.id().kind());
        return List.of(
                fact.id().kind() == Kind.USER_MAPPING
                        ? "DROP USER MAPPING FOR " + mapping(fact)
                        : "DROP " + word + " " + Sql.name(fact.id()));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        ByHand.refuse(to);
        List<String> statements = new ArrayList<>();
        boolean mapping = to.id().kind() == Kind.USER_MAPPING;
        String head = mapping
                ? "ALTER USER MAPPING FOR " + mapping(to)
                : "ALTER " + Mention.word(to.id().kind()) + " " + Sql.name(to.id());
        switch (to.id().kind()) {
            case FOREIGN_DATA_WRAPPER -> {
                changed(from, to, PostgresAttribute.HANDLER)
                        .ifPresent(handler ->
                                statements.add(head + (handler.isEmpty() ? " NO HANDLER" : " HANDLER " + handler)));
                changed(from, to, PostgresAttribute.VALIDATOR)
                        .ifPresent(check ->
                                statements.add(head + (check.isEmpty() ? " NO VALIDATOR" : " VALIDATOR " + check)));
            }
            case SERVER -> {
                if (!from.get(PostgresAttribute.WRAPPER).equals(to.get(PostgresAttribute.WRAPPER))
                        || !from.get(Attribute.TYPE).equals(to.get(Attribute.TYPE))) {
                    return new Alteration.Anew();
                }
                changed(from, to, PostgresAttribute.SERVER_VERSION)
                        .ifPresent(version -> statements.add(
                                head + " VERSION " + (version.isEmpty() ? "NULL" : Sql.literal(version))));
            }
            default -> {
                if (!from.get(PostgresAttribute.SERVER).equals(to.get(PostgresAttribute.SERVER))) {
                    return new Alteration.Anew();
                }
            }
        }
        String options = changedOptions(from, to);
        if (!options.isEmpty()) {
            statements.add(head + " OPTIONS (" + options + ")");
        }
        return new Alteration.InPlace(statements);
    }

    private static Optional<String> changed(Fact from, Fact to, String attribute) {
        return from.get(attribute).equals(to.get(attribute))
                ? Optional.empty()
                : Optional.of(to.get(attribute).orElse(""));
    }

    private static String part(Fact fact, String words, String attribute) {
        return fact.get(attribute).map(value -> words + value).orElse("");
    }

    /// ` OPTIONS (name 'value')`, empty for none.
    static String options(Fact fact) {
        String list = read(fact).entrySet().stream()
                .map(option -> Sql.name(option.getKey()) + " " + Sql.literal(option.getValue()))
                .collect(Collectors.joining(", "));
        return list.isEmpty() ? "" : " OPTIONS (" + list + ")";
    }

    /// `ADD name 'value', SET name 'value', DROP name`, empty when nothing differs.
    static String changedOptions(Fact from, Fact to) {
        Map<String, String> before = read(from);
        Map<String, String> after = read(to);
        List<String> changes = new ArrayList<>();
        before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .forEach(name -> changes.add("DROP " + Sql.name(name)));
        after.forEach((name, value) -> {
            if (!value.equals(before.get(name))) {
                changes.add((before.containsKey(name) ? "SET " : "ADD ") + Sql.name(name) + " " + Sql.literal(value));
            }
        });
        return String.join(", ", changes);
    }

    private static Map<String, String> read(Fact fact) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : fact.get(Attribute.OPTIONS).map(Names::read).orElse(List.of())) {
            int equals = option.indexOf('=');
            options.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return options;
    }
}
