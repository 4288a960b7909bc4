package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Triggers on DDL.
final class EventTriggers implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        String tags = fact.get(PostgresAttribute.TAGS)
                .map(names -> Names.read(names).stream().map(Sql::literal).collect(Collectors.joining(", ")))
                .map(list -> " WHEN TAG IN (" + list + ")")
                .orElse("");
        List<String> statements = new ArrayList<>();
        statements.add("CREATE EVENT TRIGGER " + Sql.name(fact.id()) + " ON "
                + fact.get(PostgresAttribute.EVENT).orElseThrow() + tags + " EXECUTE FUNCTION "
                + fact.get(PostgresAttribute.FUNCTION).orElseThrow() + "()");
        if (fact.get(PostgresAttribute.ENABLED).isPresent()) {
            statements.add(enable(fact));
        }
        return statements;
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of("DROP EVENT TRIGGER " + Sql.name(fact.id()));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        boolean state = List.of(PostgresAttribute.EVENT, PostgresAttribute.FUNCTION, PostgresAttribute.TAGS).stream()
                .allMatch(attribute -> from.get(attribute).equals(to.get(attribute)));
        return state ? Alteration.inPlace(enable(to)) : new Alteration.Anew();
    }

    private static String enable(Fact fact) {
        String state = switch (fact.get(PostgresAttribute.ENABLED).orElse("")) {
            case "disabled" -> " DISABLE";
            case "replica" -> " ENABLE REPLICA";
            case "always" -> " ENABLE ALWAYS";
            default -> " ENABLE";
        };
        return "ALTER EVENT TRIGGER " + Sql.name(fact.id()) + state;
    }
}
