package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Columns of tables and foreign tables, attributes of composite types. A view's are there to carry something else.
final class Columns implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        Id relation = Mention.parent(fact.id());
        return switch (relation.kind()) {
            case VIEW -> List.of();
            case MATERIALIZED_VIEW -> Storage.column(bare(fact), fact, alterOnly(fact.id(), context, context.to()));
            case COMPOSITE ->
                List.of(Mention.alter(relation, context.to()) + " ADD ATTRIBUTE " + definition(fact, context)
                        + TypedTables.cascade(relation, context));
            default -> add(fact, "", context);
        };
    }

    /// Adds a column to a table that exists.
    ///
    /// @param value its default or identity, as it stands beside the type; empty for none
    static List<String> add(Fact fact, String value, Context context) {
        Id relation = Mention.parent(fact.id());
        if (relation.kind() != Kind.TABLE && relation.kind() != Kind.FOREIGN_TABLE) {
            return new Columns().create(fact, context);
        }
        if (fact.is(Attribute.INHERITED) && !joining(fact, context)) {
            Fact above = Family.parentColumn(fact.id(), context.to()).orElse(fact);
            return own(above, fact, context);
        }
        if (TypedTables.attribute(fact.id(), context).isPresent()) {
            return follow(fact, value, context);
        }
        List<String> statements = new ArrayList<>();
        Optional<String> fill = context.using(fact.id());
        Fact first = fill.isPresent() ? nullable(fact) : fact;
        String head = Mention.alter(relation, context.to());
        statements.add(head + " ADD COLUMN " + definition(first, context, value));
        fill.ifPresent(expression -> statements.add("UPDATE " + Context.name(relation, context.to()) + " SET "
                + Sql.name(fact.id().name()) + " = " + expression));
        if (fill.isPresent() && fact.is(Attribute.NOT_NULL) && !NotNull.named(fact, context.to())) {
            statements.add(NotNull.set(fact, context));
        }
        statements.addAll(finish(fact, context));
        return statements;
    }

    /// Whether a new column is added to a table itself before that joins a parent which has the column already.
    static boolean joining(Fact column, Context context) {
        Id table = Mention.parent(column.id());
        return column.is(Attribute.INHERITED)
                && context.from().has(table)
                && !context.from().has(column.id())
                && Partitions.moved(table, context)
                && Family.parentColumn(column.id(), context.to())
                        .map(Fact::id)
                        .filter(above ->
                                context.from().has(above) || !context.from().has(Mention.parent(above)))
                        .isPresent();
    }

    /// What a column of a typed table says besides what it has from its type, which has brought it along.
    private static List<String> follow(Fact fact, String value, Context context) {
        String head = Mention.alterAbove(fact, context.to()) + " ALTER COLUMN "
                + Sql.name(fact.id().name());
        List<String> statements = new ArrayList<>();
        if (!value.isEmpty()) {
            statements.add(head + (value.startsWith("DEFAULT ") ? " SET " : " ADD ") + value);
        }
        if (fact.is(Attribute.NOT_NULL) && !NotNull.named(fact, context.to())) {
            statements.add(NotNull.set(fact, context));
        }
        statements.addAll(finish(fact, context));
        return statements;
    }

    private static Fact nullable(Fact fact) {
        Map<String, String> definition = new TreeMap<>(fact.definition());
        definition.remove(Attribute.NOT_NULL);
        return Fact.of(fact.id(), definition);
    }

    /// What an inherited column has of its own.
    static List<String> own(Fact above, Fact fact, Context context) {
        String head = alterOnly(fact.id(), context, context.to());
        List<String> statements = new ArrayList<>();
        if (fact.is(Attribute.NOT_NULL) && !above.is(Attribute.NOT_NULL)) {
            statements.add(head + " SET NOT NULL");
        }
        Fact given = Context.partition(context.to(), Mention.parent(fact.id())) ? untargeted(above) : bare(fact);
        statements.addAll(Storage.column(given, fact, head));
        return statements;
    }

    /// A partition takes the storage of its columns from its parent, but no statistics targets.
    private static Fact untargeted(Fact column) {
        Map<String, String> definition = new TreeMap<>(column.definition());
        definition.remove(PostgresAttribute.STATISTICS);
        return Fact.of(column.id(), definition);
    }

    /// The statements that give a new column what its definition cannot say.
    static List<String> finish(Fact fact, Context context) {
        return Storage.column(bare(fact), fact, alterOnly(fact.id(), context, context.to()));
    }

    private static Fact bare(Fact fact) {
        return Fact.of(fact.id(), Map.of());
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        Id relation = Mention.parent(fact.id());
        String name = Sql.name(fact.id().name());
        return switch (relation.kind()) {
            case VIEW -> List.of();
            case MATERIALIZED_VIEW -> Storage.column(fact, bare(fact), alterOnly(fact.id(), context, context.from()));
            case COMPOSITE ->
                List.of(Mention.alter(relation, context.from()) + " DROP ATTRIBUTE " + name
                        + TypedTables.cascade(relation, context));
            default -> List.of(Mention.alter(relation, context.from()) + " DROP COLUMN " + name);
        };
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        Id relation = Mention.parent(to.id());
        return switch (relation.kind()) {
            case VIEW -> new Alteration.InPlace(List.of());
            case MATERIALIZED_VIEW ->
                new Alteration.InPlace(Storage.column(from, to, alterOnly(to.id(), context, context.to())));
            case COMPOSITE -> attribute(from, to, context);
            default -> column(from, to, context);
        };
    }

    private static Alteration attribute(Fact from, Fact to, Context context) {
        List<Id> tables = TypedTables.of(Mention.parent(to.id()), context);
        if (!tables.isEmpty() && context.casts().between(from, to) != Casts.Way.ASSIGNED) {
            return new Alteration.Refused("tables of this type cannot change from " + type(from) + " to " + type(to)
                    + " with it, since no cast by assignment is there: give "
                    + tables.get(0).words()
                    + " columns of its own first (ALTER TABLE … NOT OF)");
        }
        String type = to.get(Attribute.TYPE).orElseThrow()
                + collation(to)
                + TypedTables.cascade(Mention.parent(to.id()), context);
        return new Alteration.Retyped(List.of(retypingAttribute(to, context) + type), false);
    }

    private static Alteration column(Fact from, Fact to, Context context) {
        Optional<Alteration> generation = generation(from, to, context);
        if (generation.isPresent() && !(generation.get() instanceof Alteration.InPlace)) {
            return generation.get();
        }
        Id table = Mention.parent(to.id());
        boolean retyped = !from.get(Attribute.TYPE).equals(to.get(Attribute.TYPE))
                || !from.get(Attribute.COLLATION).equals(to.get(Attribute.COLLATION));
        if (retyped && Family.partitionedBy(context.from(), table, to.id().name())) {
            return new Alteration.Refused("rows are divided among partitions by this column, whose type cannot change:"
                    + " make a new partitioned table and copy the rows");
        }
        Optional<Id> heir = retyped ? context.families().ofSeveral(to.id(), context.from()) : Optional.empty();
        if (heir.isPresent()) {
            return new Alteration.Refused(heir.get().words() + " has this column from more than one table, so that"
                    + " PostgreSQL cannot change its type: take the inheritance away in a migration before, and give it"
                    + " back in one after");
        }
        List<String> statements = new ArrayList<>();
        boolean converts = false;
        if (generation.isPresent() && generation.get() instanceof Alteration.InPlace first) {
            statements.addAll(first.statements());
        }
        boolean above = to.is(Attribute.INHERITED)
                && !Partitions.moved(table, context)
                && Family.parentColumn(to.id(), context.from()).isPresent();
        boolean follows = TypedTables.attribute(to.id(), context).isPresent();
        boolean asked = retyped && table.kind() == Kind.TABLE && !above && !follows;
        if (asked && context.using(to.id()).isEmpty() && context.casts().between(from, to) == Casts.Way.NONE) {
            return new Alteration.Refused(
                    "there is no cast from " + type(from) + " to " + type(to) + ": " + context.askedFor(to.id()));
        }
        if (retyped && !above && !follows) {
            statements.addAll(Identities.narrowed(to, context));
            statements.add(retype(from, to, context, false));
        }
        if (retyped) {
            converts = converts(from, to, context);
        }
        String options = table.kind() == Kind.FOREIGN_TABLE ? ForeignData.changedOptions(from, to) : "";
        if (!options.isEmpty()) {
            statements.add(alterOnly(to.id(), context, context.to()) + " OPTIONS (" + options + ")");
        }
        statements.addAll(NotNull.fill(from, to, context));
        if (NotNull.allowed(from, to, context)) {
            statements.addAll(NotNull.drop(to, context));
        }
        statements.addAll(
                Storage.column(retyped ? keptBy(from, to) : from, to, alterOnly(to.id(), context, context.to())));
        statements.addAll(links(from, to, context));
        return retyped ? new Alteration.Retyped(statements, converts) : new Alteration.InPlace(statements);
    }

    /// A new type takes its own storage.
    private static Fact keptBy(Fact from, Fact to) {
        boolean same = Types.storage(from).equals(Types.storage(to));
        Map<String, String> kept = new TreeMap<>(from.definition());
        if (!same) {
            kept.remove(PostgresAttribute.STORAGE);
        }
        return Fact.of(from.id(), kept);
    }

    /// A column that was only inherited and is to be declared as well, or the other way round.
    private static List<String> links(Fact from, Fact to, Context context) {
        boolean linked = from.is(Attribute.INHERITED) && to.is(Attribute.INHERITED);
        if (linked && !from.is(PostgresAttribute.LOCAL) && to.is(PostgresAttribute.LOCAL)) {
            throw new Unwritable("a column that is inherited already cannot be declared as well");
        }
        boolean joins = !from.is(Attribute.INHERITED) || from.is(PostgresAttribute.LOCAL);
        boolean only = to.is(Attribute.INHERITED) && !to.is(PostgresAttribute.LOCAL);
        if (joins && only && !Context.partition(context.to(), Mention.parent(to.id()))) {
            throw new Unwritable("a column that its table declares stays declared there when the table inherits it:"
                    + " declare it in the new schema too");
        }
        return List.of();
    }

    /// Whether values become others by more than an assignment. A foreign table has no values of its own.
    private static boolean converts(Fact from, Fact to, Context context) {
        return Mention.parent(to.id()).kind() != Kind.FOREIGN_TABLE
                && context.casts().between(from, to) != Casts.Way.ASSIGNED;
    }

    private static String type(Fact column) {
        return column.get(Attribute.TYPE).orElseThrow();
    }

    /// `ALTER TABLE … ALTER COLUMN … TYPE …`.
    ///
    /// @param renewed whether the type is another one of the same name: values pass as text
    static String retype(Fact from, Fact to, Context context, boolean renewed) {
        String name = Sql.name(to.id().name());
        String using;
        if (renewed) {
            using = " USING " + context.using(to.id()).orElseGet(() -> new Conversion(context).of(name, from, to));
        } else {
            using = context.using(to.id())
                    .map(expression -> " USING " + expression)
                    .orElseGet(() ->
                            converts(from, to, context) ? " USING " + Conversion.cast(name, from, to, context) : "");
        }
        String collation = from.get(Attribute.COLLATION).equals(to.get(Attribute.COLLATION))
                        && from.get(Attribute.COLLATION).isEmpty()
                ? ""
                : collation(to);
        return retyping(to, context) + type(to) + collation + using;
    }

    /// What stands before the definition where a column is added.
    static String adding(Fact to, Context context) {
        return Mention.alterAbove(to, context.to()) + " ADD COLUMN "
                + Sql.name(to.id().name()) + " ";
    }

    /// What stands before what happens to a column.
    static String altering(Fact to, Context context) {
        return Mention.alterAbove(to, context.to()) + " ALTER COLUMN "
                + Sql.name(to.id().name()) + " ";
    }

    /// What stands before the type in that statement.
    static String retyping(Fact to, Context context) {
        return altering(to, context) + "TYPE ";
    }

    /// What stands before the new type of an attribute.
    static String retypingAttribute(Fact to, Context context) {
        return Mention.alterAbove(to, context.to()) + " ALTER ATTRIBUTE "
                + Sql.name(to.id().name()) + " TYPE ";
    }

    private static String collation(Fact column) {
        return column.get(Attribute.COLLATION)
                .map(collation -> " COLLATE " + collation)
                .orElse("");
    }

    /// What makes a plain column a generated one or back, or another expression of one; nothing when that stays.
    private static Optional<Alteration> generation(Fact from, Fact to, Context context) {
        Optional<String> before = from.get(Attribute.GENERATED);
        Optional<String> after = to.get(Attribute.GENERATED);
        String head = Mention.alterAbove(to, context.to()) + " ALTER COLUMN "
                + Sql.name(to.id().name());
        if (before.equals(after)) {
            boolean same = from.get(Attribute.EXPRESSION).equals(to.get(Attribute.EXPRESSION));
            boolean typed = from.get(Attribute.TYPE).equals(to.get(Attribute.TYPE));
            if (same && (typed || before.isEmpty())) {
                return Optional.empty();
            }
            return Optional.of(
                    typed && context.version() >= 17
                            ? Alteration.inPlace(head + " SET EXPRESSION AS ("
                                    + to.get(Attribute.EXPRESSION).orElseThrow() + ")")
                            : new Alteration.Anew());
        }
        return Optional.of(
                before.equals(Optional.of("stored")) && after.isEmpty()
                        ? Alteration.inPlace(head + " DROP EXPRESSION")
                        : new Alteration.Anew());
    }

    /// `name type COLLATE … GENERATED … NOT NULL` with default and identity, when these can be said at once.
    ///
    /// @param extras what was folded into the column: `DEFAULT 5`
    static String definition(Fact fact, Context context, String... extras) {
        StringBuilder text = new StringBuilder(Sql.name(fact.id().name()))
                .append(" ")
                .append(type(fact))
                .append(foreignOptions(fact))
                .append(collation(fact));
        fact.get(Attribute.GENERATED)
                .ifPresent(kept -> text.append(" GENERATED ALWAYS AS (")
                        .append(fact.get(Attribute.EXPRESSION).orElseThrow())
                        .append(") ")
                        .append(kept.toUpperCase(Locale.ROOT)));
        for (String extra : extras) {
            text.append(extra.isEmpty() ? "" : " ").append(extra);
        }
        if (fact.is(Attribute.NOT_NULL) && !NotNull.named(fact, context.to())) {
            text.append(" ").append(context.names().notNull(fact));
        }
        return text.toString();
    }

    private static String foreignOptions(Fact fact) {
        return Mention.parent(fact.id()).kind() == Kind.FOREIGN_TABLE ? ForeignData.options(fact) : "";
    }

    /// `ALTER TABLE ONLY … ALTER COLUMN …`: without what inherits from the table.
    static String alterOnly(Id column, Context context, Schema schema) {
        Id relation = Mention.parent(column);
        boolean only = relation.kind() == Kind.TABLE && context.families().hasChildren(relation);
        String head = only ? "ALTER TABLE ONLY " + Context.name(relation, schema) : Mention.alter(relation, schema);
        return head + " ALTER COLUMN " + Sql.name(column.name());
    }
}
