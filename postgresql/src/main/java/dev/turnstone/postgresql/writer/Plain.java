package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Kind;
import java.util.List;

/// Objects that are a name and a definition: collations, statistics objects, operators, casts, text search parsers,
/// templates and dictionaries, operator classes.
final class Plain implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        String head = "CREATE " + Mention.word(fact.id().kind()) + " ";
        String definition = fact.get(Attribute.DEFINITION).orElseThrow();
        return switch (fact.id().kind()) {
            case OPERATOR_CLASS -> List.of(head + method(fact) + " " + definition);
            case OPERATOR -> List.of(head + operator(fact) + " " + definition);
            case STATISTICS -> statistics(fact, head + Sql.name(fact.id()) + " " + definition);
            default -> List.of(head + Context.name(fact) + " " + definition);
        };
    }

    /// `schema.name` of what is called `schema.name USING btree`.
    private static String method(Fact fact) {
        return Sql.name(Mention.parent(fact.id())) + "."
                + Sql.name(fact.detail(PostgresAttribute.NAME).orElseThrow());
    }

    /// `schema.===`: the name of an operator is never quoted.
    private static String operator(Fact fact) {
        return Sql.name(Mention.parent(fact.id())) + "."
                + fact.detail(PostgresAttribute.NAME).orElseThrow();
    }

    private static List<String> statistics(Fact fact, String create) {
        return fact.get(PostgresAttribute.STATISTICS)
                .map(target -> List.of(create, target(fact)))
                .orElse(List.of(create));
    }

    private static String target(Fact fact) {
        return "ALTER STATISTICS " + Sql.name(fact.id()) + " SET STATISTICS "
                + fact.get(PostgresAttribute.STATISTICS).orElse("-1");
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of("DROP " + Mention.word(fact.id().kind()) + " " + Context.name(fact));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        if (to.id().kind() == Kind.COLLATION) {
            return new Alteration.Renewed();
        }
        return from.get(Attribute.DEFINITION).equals(to.get(Attribute.DEFINITION))
                        && from.get(Attribute.PARENT).equals(to.get(Attribute.PARENT))
                ? Alteration.inPlace(target(to))
                : new Alteration.Anew();
    }
}
