package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Kind;
import java.util.List;

/// Constraints on tables in use: the work is done before anybody must wait.
final class OnlineConstraints {
    private OnlineConstraints() {}

    /// Whether it can be added without looking at rows, and validated afterwards.
    static boolean validated(Fact fact) {
        boolean done = fact.is(PostgresAttribute.NOT_VALID) || fact.is(PostgresAttribute.NOT_ENFORCED);
        boolean type =
                Constraints.type(fact).equals("check") || Constraints.type(fact).equals("foreign key");
        return type && !done;
    }

    /// Whether it takes an index that was built before.
    static boolean indexed(Fact fact) {
        boolean type = Constraints.type(fact).equals("primary key")
                || Constraints.type(fact).equals("unique");
        return fact.id().kind() == Kind.CONSTRAINT && type && !text(fact).contains(" WITHOUT OVERLAPS");
    }

    /// Adds a constraint without looking at rows.
    ///
    /// @param name it gets, maybe for a while only
    static String add(Fact fact, String name, Context context) {
        return Constraints.head(fact, context.to()) + " ADD " + Constraints.definition(fact, name, context)
                + " NOT VALID";
    }

    /// Looks at the rows.
    static String validate(Fact fact, String name, Context context) {
        return Constraints.head(fact, context.to()) + " VALIDATE CONSTRAINT " + Sql.name(name);
    }

    /// Builds the index of a key without locking.
    ///
    /// @param name it gets until the constraint takes it
    static String build(Fact fact, String name, Context context) {
        String text = text(fact);
        int open = text.indexOf('(');
        String keys = text.substring(open, deferring(text));
        String nulls = text.substring(0, open).contains("NULLS NOT DISTINCT") ? " NULLS NOT DISTINCT" : "";
        String space = fact.get(PostgresAttribute.TABLESPACE)
                .map(tablespace -> " TABLESPACE " + Sql.name(tablespace))
                .orElse("");
        return "CREATE UNIQUE INDEX CONCURRENTLY " + Sql.name(name) + " ON "
                + Context.name(Mention.parent(fact.id()), context.to()) + " " + keys + nulls
                + Options.with(fact.id(), context.to()) + space;
    }

    /// Takes the index as the constraint's, which gives it the constraint's name.
    static String take(Fact fact, String index, Context context) {
        String text = text(fact);
        boolean primary = Constraints.type(fact).equals("primary key");
        return Constraints.head(fact, context.to()) + " ADD CONSTRAINT "
                + Sql.name(fact.id().name()) + (primary ? " PRIMARY KEY" : " UNIQUE") + " USING INDEX "
                + Sql.name(index) + text.substring(deferring(text));
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
