package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
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
import java.util.Set;
import java.util.stream.Stream;

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

    /// The name of the constraint that the column has when this one is made: one without a fact of its own.
    private static Optional<String> before(Fact fact, Context context) {
        return plain(fact, context.from());
    }

    /// The name that is free once the constraint is made by renaming another.
    static Optional<Id> freed(Fact fact, Context context) {
        return ofTable(fact)
                ? before(fact, context)
                        .filter(name -> !name.equals(fact.id().name()))
                        .map(name -> Slots.constraint(Mention.parent(fact.id()), name))
                : Optional.empty();
    }

    /// The name that is taken once the constraint is renamed instead of dropped.
    static Optional<Id> taken(Fact fact, Context context) {
        return ofTable(fact)
                ? plain(fact, context.to())
                        .filter(name ->
                                !context.to().has(Mention.parent(fact.id()).child(Kind.CONSTRAINT, name)))
                        .map(name -> Slots.constraint(Mention.parent(fact.id()), name))
                : Optional.empty();
    }

    /// The keys that must go first, where the column is to take NULL afterwards.
    static Stream<Id> keys(Fact fact, Context context, Set<Id> gone) {
        if (!ofTable(fact)) {
            return Stream.empty();
        }
        Id table = Mention.parent(fact.id());
        boolean opened = context.to()
                .find(table.child(Kind.COLUMN, column(fact)))
                .filter(after -> !after.is(Attribute.NOT_NULL))
                .isPresent();
        return opened
                ? context.from().children(table, Kind.CONSTRAINT).stream()
                        .filter(key -> Keys.unique(key) && gone.contains(key.id()))
                        .map(Fact::id)
                : Stream.empty();
    }

    /// The not-null constraints that must be there before a primary key, which would make its own.
    static Stream<Id> of(Fact key, Context context) {
        boolean primary = Constraints.type(key).equals("primary key");
        List<String> columns = key.get(Attribute.COLUMNS).map(Names::read).orElse(List.of());
        return primary
                ? context.to().children(Mention.parent(key.id()), Kind.CONSTRAINT).stream()
                        .filter(other -> Constraints.type(other).equals("not null") && columns.contains(column(other)))
                        .map(Fact::id)
                : Stream.empty();
    }

    private static boolean ofTable(Fact fact) {
        return Constraints.type(fact).equals("not null")
                && Mention.parent(fact.id()).kind() != Kind.DOMAIN;
    }

    /// Takes one away; where the column still takes no NULL it gets the name the server would give.
    static List<String> drop(Fact fact, Context context) {
        String head = Constraints.head(fact, context.from());
        String name = Sql.name(fact.id().name());
        Optional<String> after = plain(fact, context.to());
        boolean whole = !fact.is(PostgresAttribute.NOT_VALID) && !fact.is(PostgresAttribute.NO_INHERIT);
        if (after.isEmpty()) {
            return List.of(head + " DROP CONSTRAINT " + name);
        }
        if (whole) {
            return after.get().equals(fact.id().name())
                    ? List.of()
                    : List.of(head + " RENAME CONSTRAINT " + name + " TO " + Sql.name(after.get()));
        }
        return List.of(
                head + " DROP CONSTRAINT " + name,
                head + " ADD CONSTRAINT " + Sql.name(after.get()) + " NOT NULL " + Sql.name(column(fact)));
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

    /// The name of the not-null constraint that a column has in `schema` without a fact of its own.
    private static Optional<String> plain(Fact constraint, Schema schema) {
        Id column = Mention.parent(constraint.id()).child(Kind.COLUMN, column(constraint));
        return schema.find(column)
                .filter(found -> found.is(Attribute.NOT_NULL) && !NotNull.named(found, schema))
                .map(ConstraintNames::given);
    }

    private static String column(Fact constraint) {
        return Names.read(constraint.get(Attribute.COLUMNS).orElseThrow()).get(0);
    }
}
