package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import java.util.ArrayList;
import java.util.List;

/// Constraints on tables in use: the work is done before anybody must wait.
final class OnlineConstraints {
    private OnlineConstraints() {}

    /// Adds a constraint to a table that exists.
    static List<String> create(Fact fact, Context context) {
        String head = Constraints.head(fact, context.to());
        String direct = head + " ADD " + Constraints.definition(fact, context);
        boolean done = fact.is(PostgresAttribute.NOT_VALID) || fact.is(PostgresAttribute.NOT_ENFORCED);
        return switch (Constraints.type(fact)) {
            case "check", "foreign key" -> done ? List.of(direct) : validated(fact, head, direct);
            case "primary key", "unique" -> temporal(fact) ? List.of(direct) : indexed(fact, head, context);
            default -> List.of(direct);
        };
    }

    private static List<String> validated(Fact fact, String head, String direct) {
        return List.of(
                direct + " NOT VALID",
                head + " VALIDATE CONSTRAINT " + Sql.name(fact.id().name()));
    }

    private static boolean temporal(Fact fact) {
        return text(fact).contains(" WITHOUT OVERLAPS");
    }

    /// Builds the index without locking, then takes it as the constraint's, which gives it the constraint's name.
    private static List<String> indexed(Fact fact, String head, Context context) {
        String text = text(fact);
        boolean primary = Constraints.type(fact).equals("primary key");
        int open = text.indexOf('(');
        int tail = deferring(text);
        String keys = text.substring(open, tail);
        String nulls = text.substring(0, open).contains("NULLS NOT DISTINCT") ? " NULLS NOT DISTINCT" : "";
        String space = fact.get(PostgresAttribute.TABLESPACE)
                .map(tablespace -> " TABLESPACE " + Sql.name(tablespace))
                .orElse("");
        String name = Sql.name(fact.id().name());
        List<String> statements = new ArrayList<>();
        statements.add("CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON "
                + Context.name(Mention.parent(fact.id()), context.to()) + " " + keys + nulls
                + Options.with(fact.id(), context.to()) + space);
        statements.add(head + " ADD CONSTRAINT " + name + (primary ? " PRIMARY KEY" : " UNIQUE") + " USING INDEX "
                + name + text.substring(tail));
        return statements;
    }

    private static int deferring(String text) {
        for (String words : List.of(" NOT DEFERRABLE", " DEFERRABLE", " INITIALLY ")) {
            int at = TopLevel.find(text, words);
            if (at >= 0) {
                return at;
            }
        }
        return text.length();
    }

    private static String text(Fact fact) {
        return fact.get(Attribute.DEFINITION).orElseThrow();
    }
}
