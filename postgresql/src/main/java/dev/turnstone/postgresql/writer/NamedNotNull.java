package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.ServerNames;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Not-null constraints that are more than a property of a column: PostgreSQL 18 gives them names.
final class NamedNotNull {
    private NamedNotNull() {}

    /// Adds one; a column that takes no NULL already has one by another name.
    static List<String> create(Fact fact, Context context) {
        String head = Constraints.head(fact, context.to());
        String name = Sql.name(fact.id().name());
        Optional<String> standing = before(fact, context);
        if (standing.isPresent() && !fact.is(PostgresAttribute.NOT_VALID) && !fact.is(PostgresAttribute.NO_INHERIT)) {
            return standing.get().equals(fact.id().name())
                    ? List.of()
                    : List.of(head + " RENAME CONSTRAINT " + Sql.name(standing.get()) + " TO " + name);
        }
        List<String> statements = new ArrayList<>();
        standing.ifPresent(
                other -> statements.add(head + " ALTER COLUMN " + Sql.name(column(fact)) + " DROP NOT NULL"));
        boolean gentle = context.online(Mention.parent(fact.id())) && !fact.is(PostgresAttribute.NOT_VALID);
        statements.add(head + " ADD " + Constraints.definition(fact, context) + (gentle ? " NOT VALID" : ""));
        if (gentle) {
            statements.add(head + " VALIDATE CONSTRAINT " + name);
        }
        return statements;
    }

    /// The name of the constraint that the column has when this one is made, unless it is this one that was taken away.
    private static Optional<String> before(Fact fact, Context context) {
        return context.from().has(fact.id()) ? Optional.empty() : standing(fact, context.from());
    }

    /// The name that is free once the constraint is made by renaming another.
    static Optional<Id> freed(Fact fact, Context context) {
        boolean named = Constraints.type(fact).equals("not null")
                && Mention.parent(fact.id()).kind() != Kind.DOMAIN;
        return named
                ? before(fact, context)
                        .filter(name -> !name.equals(fact.id().name()))
                        .map(name -> Slots.constraint(Mention.parent(fact.id()), name))
                : Optional.empty();
    }

    /// The name that is taken once the constraint is renamed instead of dropped.
    static Optional<Id> taken(Fact fact, Context context) {
        boolean named = Constraints.type(fact).equals("not null")
                && Mention.parent(fact.id()).kind() != Kind.DOMAIN
                && !context.to().has(fact.id());
        return named
                ? standing(fact, context.to())
                        .filter(name ->
                                !context.to().has(Mention.parent(fact.id()).child(Kind.CONSTRAINT, name)))
                        .map(name -> Slots.constraint(Mention.parent(fact.id()), name))
                : Optional.empty();
    }

    /// Takes one away; where the column still takes no NULL it gets the name the server would give.
    static List<String> drop(Fact fact, Context context) {
        String head = Constraints.head(fact, context.from());
        String name = Sql.name(fact.id().name());
        if (context.to().has(fact.id())) {
            return List.of(head + " DROP CONSTRAINT " + name);
        }
        Optional<String> after = standing(fact, context.to());
        boolean plain = !fact.is(PostgresAttribute.NOT_VALID) && !fact.is(PostgresAttribute.NO_INHERIT);
        boolean replaced = context.to().children(Mention.parent(fact.id()), Kind.CONSTRAINT).stream()
                .anyMatch(other -> Constraints.type(other).equals("not null")
                        && !other.id().equals(fact.id())
                        && column(other).equals(column(fact)));
        if (after.isPresent() && !replaced && plain) {
            return List.of(head + " RENAME CONSTRAINT " + name + " TO " + Sql.name(after.get()));
        }
        List<String> statements = new ArrayList<>();
        statements.add(head + " DROP CONSTRAINT " + name);
        if (after.isPresent() && !replaced) {
            statements.add(head + " ALTER COLUMN " + Sql.name(column(fact)) + " SET NOT NULL");
        }
        return statements;
    }

    /// Brings the one to the other.
    static Alteration alter(Fact from, Fact to, Context context) {
        boolean validated = from.is(PostgresAttribute.NOT_VALID) && !to.is(PostgresAttribute.NOT_VALID);
        boolean same = column(from).equals(column(to))
                && from.is(PostgresAttribute.NO_INHERIT) == to.is(PostgresAttribute.NO_INHERIT);
        return same && validated
                ? Alteration.inPlace(Constraints.head(to, context.to()) + " VALIDATE CONSTRAINT "
                        + Sql.name(to.id().name()))
                : new Alteration.Anew();
    }

    /// The name of the not-null constraint that a column has in `schema`.
    private static Optional<String> standing(Fact constraint, Schema schema) {
        Id column = Mention.parent(constraint.id()).child(Kind.COLUMN, column(constraint));
        return schema.find(column)
                .filter(found -> found.is(Attribute.NOT_NULL))
                .map(found -> schema.children(Mention.parent(column), Kind.CONSTRAINT).stream()
                        .filter(other -> Constraints.type(other).equals("not null"))
                        .filter(other -> column(other).equals(column.name()))
                        .map(other -> other.id().name())
                        .findFirst()
                        .or(() -> found.detail(Attribute.NOT_NULL_NAME))
                        .orElseGet(
                                () -> ServerNames.choose(Mention.parent(column).name(), column.name(), "not_null")));
    }

    private static String column(Fact constraint) {
        return Names.read(constraint.get(Attribute.COLUMNS).orElseThrow()).get(0);
    }
}
