package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.util.List;
import java.util.stream.Collectors;

/// Which rows whom may see and write.
final class Policies implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        String command = fact.get(PostgresAttribute.COMMAND).orElse("ALL");
        return List.of("CREATE POLICY " + on(fact, context.to())
                + (fact.is(PostgresAttribute.RESTRICTIVE) ? " AS RESTRICTIVE" : "")
                + (command.equals("ALL") ? "" : " FOR " + command)
                + (roles(fact).equals("PUBLIC") ? "" : " TO " + roles(fact))
                + expressions(fact));
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of("DROP POLICY " + on(fact, context.from()));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        boolean alterable = from.get(PostgresAttribute.COMMAND).equals(to.get(PostgresAttribute.COMMAND))
                && from.is(PostgresAttribute.RESTRICTIVE) == to.is(PostgresAttribute.RESTRICTIVE)
                && keeps(from, to, PostgresAttribute.USING)
                && keeps(from, to, PostgresAttribute.CHECK);
        if (!alterable) {
            return new Alteration.Anew();
        }
        String roles = roles(from).equals(roles(to)) ? "" : " TO " + roles(to);
        return Alteration.inPlace("ALTER POLICY " + on(to, context.to()) + roles + expressions(to));
    }

    /// An expression can be changed and added, never taken away.
    private static boolean keeps(Fact from, Fact to, String attribute) {
        return from.get(attribute).isEmpty() || to.get(attribute).isPresent();
    }

    private static String on(Fact fact, Schema schema) {
        return Sql.name(fact.id().name()) + " ON " + Context.name(Mention.parent(fact.id()), schema);
    }

    private static String roles(Fact fact) {
        return fact.get(PostgresAttribute.ROLES).map(Names::read).orElse(List.of("public")).stream()
                .map(role -> role.equals("public") ? "PUBLIC" : Sql.name(role))
                .collect(Collectors.joining(", "));
    }

    private static String expressions(Fact fact) {
        return fact.get(PostgresAttribute.USING)
                        .map(expression -> " USING (" + expression + ")")
                        .orElse("")
                + fact.get(PostgresAttribute.CHECK)
                        .map(expression -> " WITH CHECK (" + expression + ")")
                        .orElse("");
    }
}
