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

    /// Whether it can be added without looking at rows, and validated afterwards.
    static boolean validated(Fact fact, Context context) {
        return Constraints.type(fact).equals("not null")
                && Mention.parent(fact.id()).kind() == Kind.TABLE
                && !fact.is(PostgresAttribute.NOT_VALID)
                && (before(fact, context).isEmpty() || fact.is(PostgresAttribute.NO_INHERIT));
    }

    /// What the work on one is called where it is the work on its column.
    static Id work(Id made, Schema schema) {
        boolean validated = made.kind() == Kind.VIRTUAL_TABLE;
        Id constraint = validated ? Mention.parent(made) : made;
        return schema.find(constraint)
                .filter(NamedNotNull::ofTable)
                .map(fact -> Mention.parent(constraint).child(Kind.COLUMN, column(fact)))
                .map(column -> validated ? Slots.validated(column) : Slots.built(column))
                .orElse(made);
    }

    /// Adds one; a column that takes no NULL already has one by another name.
    ///
    /// @param later whether rows are looked at by a statement of its own
    static List<String> create(Fact fact, boolean later, Context context) {
        String head = Constraints.head(fact, context.to());
        String name = Sql.name(fact.id().name());
        Optional<String> standing = before(fact, context);
        if (standing.isPresent() && !fact.is(PostgresAttribute.NOT_VALID) && !fact.is(PostgresAttribute.NO_INHERIT)) {
            return standing.get().equals(fact.id().name())
                    ? List.of()
                    : List.of(head + " RENAME CONSTRAINT " + Sql.name(standing.get()) + " TO " + name);
        }
        Optional<Fact> passed = other(fact, context.from(), context.to());
        if (passed.isPresent()) {
            return List.of(head + " RENAME CONSTRAINT " + Sql.name(between(fact)) + " TO " + name);
        }
        List<String> statements = new ArrayList<>();
        standing.ifPresent(
                other -> statements.add(head + " ALTER COLUMN " + Sql.name(column(fact)) + " DROP NOT NULL"));
        statements.add(head + " ADD " + Constraints.definition(fact, context) + (later ? " NOT VALID" : ""));
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
        boolean whole = whole(fact);
        if (other(fact, context.to(), context.from()).isPresent()) {
            return List.of(head + " RENAME CONSTRAINT " + name + " TO " + Sql.name(between(fact)));
        }
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

    /// The constraint of another name on the same column, on the other side of the change: names are passed on from
    /// column to column, by a name in between, so that no column takes NULL meanwhile.
    ///
    /// @param there the schema to look in
    /// @param here the schema of `fact`
    private static Optional<Fact> other(Fact fact, Schema there, Schema here) {
        return there.children(Mention.parent(fact.id()), Kind.CONSTRAINT).stream()
                .filter(other -> Constraints.type(other).equals("not null")
                        && !other.id().equals(fact.id()))
                .filter(other -> column(other).equals(column(fact)) && whole(other) && whole(fact))
                .filter(other -> here.find(other.id())
                        .filter(same -> column(same).equals(column(fact)))
                        .isEmpty())
                .findFirst();
    }

    private static boolean whole(Fact fact) {
        return !fact.is(PostgresAttribute.NOT_VALID) && !fact.is(PostgresAttribute.NO_INHERIT);
    }

    private static String between(Fact fact) {
        return Temporary.name(Mention.parent(fact.id()).name() + "_" + column(fact), "not_null");
    }

    /// The constraint that must have left its name before this one takes over from it.
    static Optional<Id> predecessor(Fact fact, Context context) {
        return ofTable(fact) ? other(fact, context.from(), context.to()).map(Fact::id) : Optional.empty();
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
