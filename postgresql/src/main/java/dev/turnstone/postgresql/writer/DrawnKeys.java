package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Keys that an application draws from a sequence by itself. A sequence that takes over where there are rows goes on
/// behind their keys.
///
/// JPA providers draw blocks: with an increment of 50, the value 100 stands for the keys 51 to 100, or for 100 to 149.
/// The largest key and one increment is behind all of them either way.
final class DrawnKeys {
    private static final Set<String> NUMBERS = Set.of("smallint", "integer", "bigint");

    private DrawnKeys() {}

    /// What positions a sequence; empty when nothing new draws from it.
    ///
    /// @param made whether the sequence is new
    static Optional<Draft> position(Fact sequence, boolean made, Set<Id> gone, Context context) {
        List<Id> columns = columns(sequence, made, context).stream()
                .filter(column -> rows(column, gone, context))
                .toList();
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        Draft draft = new Draft("position " + sequence.id().text(), Weight.make(Kind.COLUMN)).needs(sequence.id());
        for (Id column : columns) {
            draft.needs(column)
                    .needs(Slots.dropped(column.satellite(Kind.IDENTITY)))
                    .needs(Slots.dropped(column.satellite(Kind.DEFAULT)));
            draft.says(List.of(continued(sequence, column)));
        }
        return Optional.of(draft);
    }

    private static List<Id> columns(Fact sequence, boolean made, Context context) {
        List<Id> drawing = drawing(sequence);
        if (made) {
            return drawing;
        }
        if (!drawing.isEmpty()) {
            return drawing.stream().filter(column -> leaves(column, context)).toList();
        }
        Optional<Id> owner = Sequences.owner(sequence);
        if (owner.isPresent()) {
            return owner.filter(column -> numbered(column, context.to()) && comesBack(column, context)).stream()
                    .toList();
        }
        return called(sequence, context);
    }

    /// The columns that an application says to draw from a sequence.
    private static List<Id> drawing(Fact sequence) {
        return sequence.detail(Attribute.DRAWN_BY).map(Names::read).orElse(List.of()).stream()
                .map(Id::parse)
                .toList();
    }

    /// Whether a column of numbers has rows already.
    private static boolean rows(Id column, Set<Id> gone, Context context) {
        return context.from().has(column)
                && !gone.contains(column)
                && context.to()
                        .find(column)
                        .flatMap(fact -> fact.get(Attribute.TYPE))
                        .filter(NUMBERS::contains)
                        .isPresent();
    }

    /// Whether a column had numbers of its own until now.
    private static boolean leaves(Id column, Context context) {
        return numbered(column, context.from()) && !numbered(column, context.to());
    }

    /// Whether a column numbers itself: by an identity, or by a default from the sequence that it owns.
    private static boolean numbered(Id column, Schema schema) {
        return schema.has(column.satellite(Kind.IDENTITY))
                || schema.find(column.satellite(Kind.DEFAULT)).stream()
                        .flatMap(value -> value.needs().stream())
                        .flatMap(need -> schema.find(need).stream())
                        .anyMatch(need -> need.id().kind() == Kind.SEQUENCE
                                && Sequences.owner(need).equals(Optional.of(column)));
    }

    /// Whether an application drew the values of a column elsewhere until now.
    private static boolean comesBack(Id column, Context context) {
        return context.from().of(Kind.SEQUENCE).stream()
                        .anyMatch(other -> drawing(other).contains(column))
                && context.to().of(Kind.SEQUENCE).stream()
                        .noneMatch(other -> drawing(other).contains(column));
    }

    /// The columns that a sequence without an owner and without a default is called after: on a way back nothing else
    /// tells what an application drew from it.
    private static List<Id> called(Fact sequence, Context context) {
        boolean used = context.to().of(Kind.DEFAULT).stream()
                .anyMatch(value -> value.needs().contains(sequence.id()));
        if (used || sequence.id().parent().isEmpty()) {
            return List.of();
        }
        return context.from().children(Mention.parent(sequence.id()), Kind.TABLE).stream()
                .filter(table -> named(sequence.id(), table.id()))
                .flatMap(table -> context.from().children(table.id(), Kind.COLUMN).stream())
                .map(Fact::id)
                .filter(column -> leaves(column, context))
                .toList();
    }

    private static boolean named(Id sequence, Id table) {
        String name = sequence.name().toLowerCase(Locale.ROOT);
        return name.equals(table.name().toLowerCase(Locale.ROOT) + "_seq") || name.equals("hibernate_sequence");
    }

    /// Moves a sequence behind the keys that are there, and never back.
    private static String continued(Fact sequence, Id column) {
        String step = sequence.get(PostgresAttribute.INCREMENT).orElse("1");
        boolean descending = step.startsWith("-");
        String name = Sql.name(sequence.id());
        String last = "pg_catalog." + (descending ? "min" : "max") + "(" + Sql.name(column.name()) + ")";
        String next = last + (descending ? " - " + step.substring(1) : " + " + step);
        return "SELECT pg_catalog.setval(" + Sql.literal(name) + ", " + next + ", false) FROM "
                + Sql.name(Mention.parent(column)) + " HAVING " + next + (descending ? " < " : " > ")
                + "(SELECT CASE WHEN is_called THEN last_value"
                + (descending ? " - " + step.substring(1) : " + " + step)
                + " ELSE last_value END FROM " + name + ")";
    }
}
