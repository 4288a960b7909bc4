package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import java.util.ArrayList;
import java.util.List;

/// Domains. Their constraints have facts of their own.
final class Domains implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        return List.of("CREATE DOMAIN " + Sql.name(fact.id()) + " AS "
                + fact.get(Attribute.TYPE).orElseThrow()
                + fact.get(Attribute.COLLATION)
                        .map(collation -> " COLLATE " + collation)
                        .orElse("")
                + fact.get(PostgresAttribute.DEFAULT)
                        .map(expression -> " DEFAULT " + Defaults.enclosed(expression))
                        .orElse("")
                + (fact.is(Attribute.NOT_NULL) ? " NOT NULL" : ""));
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of("DROP DOMAIN " + Sql.name(fact.id()));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        if (!from.get(Attribute.TYPE).equals(to.get(Attribute.TYPE))
                || !from.get(Attribute.COLLATION).equals(to.get(Attribute.COLLATION))) {
            return new Alteration.Renewed();
        }
        String head = "ALTER DOMAIN " + Sql.name(to.id());
        List<String> statements = new ArrayList<>();
        if (!from.get(PostgresAttribute.DEFAULT).equals(to.get(PostgresAttribute.DEFAULT))) {
            statements.add(to.get(PostgresAttribute.DEFAULT)
                    .map(expression -> head + " SET DEFAULT " + expression)
                    .orElse(head + " DROP DEFAULT"));
        }
        if (from.is(Attribute.NOT_NULL) != to.is(Attribute.NOT_NULL)) {
            statements.add(head + (to.is(Attribute.NOT_NULL) ? " SET NOT NULL" : " DROP NOT NULL"));
        }
        return new Alteration.InPlace(statements);
    }
}
