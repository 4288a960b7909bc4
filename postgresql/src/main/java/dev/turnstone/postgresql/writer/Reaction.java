package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.util.List;

/// What happens to an object when one that it depends on goes or changes its type.
enum Reaction {
    /// Nothing, or something that is decided elsewhere.
    STAYS,
    /// It must go first, and comes back if it should be there afterwards.
    TAKEN_DOWN,
    /// A column of a type that is made again: its values are converted.
    CONVERTED,
    /// It holds rows and cannot go: the other change is impossible.
    BLOCKS;

    /// When the object `gone`, which `dependant` needs, is dropped.
    ///
    /// @param renewed whether it is a type that is only made again
    static Reaction toDrop(Fact dependant, Id gone, boolean renewed, Context context) {
        Id id = dependant.id();
        boolean stays = context.to().has(id);
        return switch (id.kind()) {
            case COLUMN -> column(dependant, gone, renewed, context);
            case DOMAIN, RANGE ->
                renewed && stays ? CONVERTED : stays && typed(dependant, gone, context) ? BLOCKS : TAKEN_DOWN;
            case TABLE ->
                stays
                                && context.to().has(gone)
                                && context.to().find(id).orElseThrow().needs().contains(gone)
                        ? BLOCKS
                        : STAYS;
            case SCHEMA, EXTENSION, LANGUAGE -> stays && context.to().has(gone) ? BLOCKS : STAYS;
            case SEQUENCE -> sequence(dependant, gone, context);
            case PUBLICATION, SUBSCRIPTION, GRANT, OWNER, COMMENT, SECURITY_LABEL, DEFAULT_PRIVILEGE -> STAYS;
            default -> TAKEN_DOWN;
        };
    }

    private static boolean typed(Fact dependant, Id gone, Context context) {
        return context.to().find(dependant.id()).orElseThrow().needs().contains(gone)
                && dependant.needs().contains(gone)
                && isType(gone);
    }

    private static boolean isType(Id id) {
        return switch (id.kind()) {
            case ENUM, COMPOSITE, RANGE, DOMAIN, EXTENSION, TABLE, VIEW, MATERIALIZED_VIEW -> true;
            default -> false;
        };
    }

    private static Reaction column(Fact column, Id gone, boolean renewed, Context context) {
        if (column.get(Attribute.GENERATED).isPresent()) {
            return TAKEN_DOWN;
        }
        boolean still = context.to()
                .find(column.id())
                .map(after -> after.needs().contains(gone))
                .orElse(false);
        if (!still) {
            return STAYS;
        }
        return renewed ? CONVERTED : BLOCKS;
    }

    private static Reaction sequence(Fact sequence, Id gone, Context context) {
        boolean copied = gone.nearest(Kind.TABLE)
                .filter(table -> context.copies().leaves(table))
                .isPresent();
        if (copied && context.to().has(sequence.id())) {
            return STAYS;
        }
        boolean owned = sequence.get(Attribute.PARENT)
                .equals(context.to().find(sequence.id()).flatMap(after -> after.get(Attribute.PARENT)));
        return owned && sequence.get(Attribute.PARENT).map(Id::parse).equals(java.util.Optional.of(gone))
                ? TAKEN_DOWN
                : STAYS;
    }

    /// When the column `retyped`, which `dependant` needs, changes its type where it stands.
    static Reaction toRetype(Fact dependant, Id retyped, boolean converts, Context context) {
        return switch (dependant.id().kind()) {
            case VIEW, MATERIALIZED_VIEW, RULE, POLICY, TRIGGER, FUNCTION, PROCEDURE, PUBLICATION -> TAKEN_DOWN;
            case COLUMN -> dependant.get(Attribute.GENERATED).isPresent() ? TAKEN_DOWN : STAYS;
            case CONSTRAINT ->
                foreignKey(dependant, retyped, context) || compared(dependant, retyped, context) ? TAKEN_DOWN : STAYS;
            case INDEX -> converts && dependant.get(Attribute.COLUMNS).isEmpty() ? TAKEN_DOWN : STAYS;
            default -> STAYS;
        };
    }

    /// Whether both sides of a foreign key change their types, or one gets another type of the same name, so that they
    /// do not fit in between.
    private static boolean foreignKey(Fact constraint, Id retyped, Context context) {
        if (constraint.get(Attribute.REFERENCES).isEmpty()) {
            return false;
        }
        if (type(retyped, context.from()).equals(type(retyped, context.to()))) {
            return true;
        }
        Id table = Mention.parent(constraint.id());
        Id other = Id.parse(constraint.get(Attribute.REFERENCES).orElseThrow());
        return retyped(table, constraint.get(Attribute.COLUMNS).orElse(""), context)
                && retyped(other, constraint.get(Attribute.REFERENCED_COLUMNS).orElse(""), context);
    }

    /// Whether a check may compare columns that change their types one after the other.
    private static boolean compared(Fact constraint, Id retyped, Context context) {
        if (!Constraints.type(constraint).equals("check")) {
            return false;
        }
        return type(retyped, context.from()).equals(type(retyped, context.to()))
                || constraint.needs().stream()
                                .filter(need -> need.kind() == Kind.COLUMN
                                        && context.to().has(need))
                                .filter(column -> !type(column, context.from()).equals(type(column, context.to())))
                                .count()
                        > 1;
    }

    private static boolean retyped(Id table, String columns, Context context) {
        return Names.read(columns).stream()
                .map(name -> table.child(Kind.COLUMN, name))
                .anyMatch(column -> !type(column, context.from()).equals(type(column, context.to())));
    }

    private static List<String> type(Id column, Schema schema) {
        return schema.find(column)
                .flatMap(fact -> fact.get(Attribute.TYPE))
                .map(List::of)
                .orElse(List.of());
    }
}
