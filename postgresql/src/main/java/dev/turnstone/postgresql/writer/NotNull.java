package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Columns that take no NULL.
final class NotNull {
    private NotNull() {}

    /// Forbids NULL.
    static String set(Fact column, Context context) {
        return byName(column.id(), context)
                ? named(column, context)
                : head(column, context) + " ALTER COLUMN "
                        + Sql.name(column.id().name()) + " SET NOT NULL";
    }

    /// A constraint that says the same, added without looking at rows. Where it is a check, SET NOT NULL believes it
    /// once
    /// it is validated, so that no scan holds up writers.
    static String guard(Fact column, Context context) {
        String guard = byName(column.id(), context)
                ? named(column, context)
                : head(column, context) + " ADD CONSTRAINT " + guarding(column, context) + " CHECK ("
                        + Sql.name(column.id().name()) + " IS NOT NULL)";
        return guard + " NOT VALID";
    }

    /// Looks at the rows.
    static String validate(Fact column, Context context) {
        return head(column, context) + " VALIDATE CONSTRAINT " + guarding(column, context);
    }

    /// Forbids NULL where the guard has been validated: a check is not needed any more.
    static List<String> settle(Fact column, Context context) {
        return byName(column.id(), context)
                ? List.of()
                : List.of(
                        set(column, context), head(column, context) + " DROP CONSTRAINT " + guarding(column, context));
    }

    /// A not-null constraint with its name said, where the server would find another.
    private static String named(Fact column, Context context) {
        return head(column, context) + " ADD CONSTRAINT " + guarding(column, context) + " NOT NULL "
                + Sql.name(column.id().name());
    }

    /// Whether the constraint must be made by name: the server would find it taken, or choose it while the column is
    /// still called otherwise.
    private static boolean byName(Id column, Context context) {
        boolean renamed = !context.called(column).equals(column);
        return context.names().taken(column) || (renamed && context.version() >= ConstraintNames.COLUMNS);
    }

    private static String head(Fact column, Context context) {
        return Mention.alter(Mention.parent(column.id()), context.to());
    }

    private static String guarding(Fact column, Context context) {
        Id before = context.called(column.id());
        return Sql.name(
                byName(column.id(), context)
                        ? ConstraintNames.usual(column.id())
                        : Temporary.name(Mention.parent(before).name() + "_" + before.name(), "not_null_check"));
    }

    /// The columns of a primary key, which take no NULL.
    static Stream<Id> keyed(Fact constraint) {
        List<String> columns = Constraints.type(constraint).equals("primary key")
                ? constraint.get(Attribute.COLUMNS).map(Names::read).orElse(List.of())
                : List.of();
        return columns.stream().map(name -> Mention.parent(constraint.id()).child(Kind.COLUMN, name));
    }

    /// Whether a column that took NULL takes none any more, and no statement about something else says so.
    static boolean forbidden(Fact from, Fact to, Context context) {
        return !from.is(Attribute.NOT_NULL)
                && to.is(Attribute.NOT_NULL)
                && decided(from, to, context)
                && !keyed(from, to, context);
    }

    /// Whether a column takes NULL that took none, and no statement about something else says so.
    static boolean allowed(Fact from, Fact to, Context context) {
        return from.is(Attribute.NOT_NULL)
                && !to.is(Attribute.NOT_NULL)
                && decided(from, to, context)
                && !keyed(from, to, context);
    }

    /// Gives a value to rows that have none, where somebody has said which.
    static List<String> fill(Fact from, Fact to, Context context) {
        boolean changes = from.is(Attribute.NOT_NULL) != to.is(Attribute.NOT_NULL) && decided(from, to, context);
        String name = Sql.name(to.id().name());
        return context.fill(to.id()).filter(expression -> changes).stream()
                .map(expression -> "UPDATE " + Context.name(Mention.parent(to.id()), context.to()) + " SET " + name
                        + " = " + expression + " WHERE " + name + " IS NULL")
                .toList();
    }

    private static boolean decided(Fact from, Fact to, Context context) {
        Optional<Fact> before = Family.parentColumn(from.id(), context.from());
        Optional<Fact> after = Family.parentColumn(to.id(), context.to());
        boolean follows = before.isPresent()
                && after.isPresent()
                && !Partitions.moved(Mention.parent(to.id()), context)
                && before.get().is(Attribute.NOT_NULL) == from.is(Attribute.NOT_NULL)
                && after.get().is(Attribute.NOT_NULL) == to.is(Attribute.NOT_NULL);
        return !follows;
    }

    /// Allows NULL.
    static List<String> drop(Fact column, Context context) {
        return List.of(Mention.alterAbove(column, context.to()) + " ALTER COLUMN "
                + Sql.name(column.id().name()) + " DROP NOT NULL");
    }

    /// Whether a constraint with a fact of its own forbids NULL in this column.
    static boolean named(Fact column, Schema schema) {
        return schema.children(Mention.parent(column.id()), Kind.CONSTRAINT).stream()
                .anyMatch(constraint -> of(constraint, column.id().name()));
    }

    /// Whether a constraint that comes or goes decides about NULL, so that nothing is left to do.
    private static boolean keyed(Fact from, Fact to, Context context) {
        if (to.is(Attribute.NOT_NULL)) {
            return named(to, context.to());
        }
        return named(from, context.from());
    }

    private static boolean of(Fact constraint, String column) {
        return constraint.get(Attribute.TYPE).orElse("").equals("not null")
                && constraint.get(Attribute.COLUMNS).equals(Optional.of(Names.list(List.of(column))));
    }
}
