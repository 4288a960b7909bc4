package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.util.List;

/// Columns that take no NULL.
final class NotNull {
    private NotNull() {}

    /// Forbids NULL; on a table in use by a check that is validated first, so that no scan holds up writers.
    static List<String> set(Fact column, Context context) {
        Id table = Mention.parent(column.id());
        String name = Sql.name(column.id().name());
        String head = Mention.alter(table, context.to());
        String set = head + " ALTER COLUMN " + name + " SET NOT NULL";
        boolean gentle = context.online(table) && table.kind() == Kind.TABLE;
        if (context.names().taken(column.id())) {
            String called = Sql.name(ConstraintNames.usual(column.id()));
            String add = head + " ADD CONSTRAINT " + called + " NOT NULL " + name;
            return gentle ? List.of(add + " NOT VALID", head + " VALIDATE CONSTRAINT " + called) : List.of(add);
        }
        if (!gentle) {
            return List.of(set);
        }
        String check = Sql.name(Temporary.name(table.name() + "_" + column.id().name(), "not_null_check"));
        return List.of(
                head + " ADD CONSTRAINT " + check + " CHECK (" + name + " IS NOT NULL) NOT VALID",
                head + " VALIDATE CONSTRAINT " + check,
                set,
                head + " DROP CONSTRAINT " + check);
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
    static boolean keyed(Fact from, Fact to, Context context) {
        if (to.is(Attribute.NOT_NULL)) {
            return named(to, context.to());
        }
        return named(from, context.from());
    }

    private static boolean of(Fact constraint, String column) {
        return constraint.get(Attribute.TYPE).orElse("").equals("not null")
                && constraint.get(Attribute.COLUMNS).equals(java.util.Optional.of(Names.list(List.of(column))));
    }
}
