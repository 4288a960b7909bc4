package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Indexes that are not behind a constraint.
final class Indexes implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        ByHand.refuse(fact);
        List<String> statements = new ArrayList<>();
        if (!inherits(fact, context) || joins(fact, context)) {
            statements.add(create(fact, fact.id().name(), false, context));
        }
        if (joins(fact, context)) {
            statements.add(attach(Partitions.above(fact).orElseThrow(), fact));
        }
        statements.addAll(state(Fact.of(fact.id(), java.util.Map.of()), fact, context));
        return statements;
    }

    /// Whether the parent's index makes this one: on a partition that exists already or is made as one.
    private static boolean inherits(Fact fact, Context context) {
        return fact.is(Attribute.INHERITED) && Partitions.madeAbove(fact, context);
    }

    /// Whether an index becomes part of one that lacks parts and takes none over by itself.
    static boolean joins(Fact fact, Context context) {
        return fact.id().kind() == Kind.INDEX
                && Partitions.above(fact)
                        .flatMap(parent -> context.to().find(parent))
                        .filter(parent -> parent.is(PostgresAttribute.ONLY))
                        .isPresent();
    }

    /// Makes an index part of the one above.
    static String attach(Id above, Fact part) {
        return "ALTER INDEX " + Mention.index(above) + " ATTACH PARTITION " + Mention.index(part.id());
    }

    /// `CREATE INDEX`.
    ///
    /// @param name it gets, maybe for a while only
    static String create(Fact fact, String name, boolean concurrently, Context context) {
        Id table = Mention.parent(fact.id());
        String definition = fact.get(Attribute.DEFINITION).orElseThrow();
        int where = TopLevel.find(definition, " WHERE ");
        String predicate = where < 0 ? "" : definition.substring(where);
        String keys = where < 0 ? definition : definition.substring(0, where);
        String space = fact.get(PostgresAttribute.TABLESPACE)
                .map(tablespace -> " TABLESPACE " + Sql.name(tablespace))
                .orElse("");
        return "CREATE " + (fact.is(Attribute.UNIQUE) ? "UNIQUE " : "") + "INDEX "
                + (concurrently ? "CONCURRENTLY " : "") + Sql.name(name) + " ON "
                + (fact.is(PostgresAttribute.ONLY) ? "ONLY " : "") + Context.name(table, context.to()) + " " + keys
                + Options.with(fact.id(), context.to()) + space + predicate;
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        if (fact.is(Attribute.INHERITED) && !Partitions.detached(fact, context)) {
            return List.of();
        }
        return List.of("DROP INDEX " + Mention.index(fact.id()));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        ByHand.refuse(to);
        boolean same = from.get(Attribute.DEFINITION).equals(to.get(Attribute.DEFINITION))
                && from.is(Attribute.UNIQUE) == to.is(Attribute.UNIQUE)
                && from.is(PostgresAttribute.INVALID) == to.is(PostgresAttribute.INVALID);
        boolean whole =
                from.is(PostgresAttribute.ONLY) == to.is(PostgresAttribute.ONLY) || completed(from, to, context);
        if (same && whole) {
            return linked(from, to, context);
        }
        return new Alteration.Anew();
    }

    /// Whether the parts that an index lacks are all there to be attached.
    private static boolean completed(Fact from, Fact to, Context context) {
        return from.is(PostgresAttribute.ONLY)
                && context.to().of(Kind.INDEX).stream()
                        .filter(part -> part.get(Attribute.PARENT)
                                .equals(Optional.of(to.id().text())))
                        .allMatch(part -> context.from()
                                .find(part.id())
                                .filter(before ->
                                        before.get(Attribute.DEFINITION).equals(part.get(Attribute.DEFINITION))
                                                && before.is(Attribute.UNIQUE) == part.is(Attribute.UNIQUE))
                                .isPresent());
    }

    private static Alteration linked(Fact from, Fact to, Context context) {
        if (from.get(Attribute.PARENT).equals(to.get(Attribute.PARENT))) {
            return new Alteration.InPlace(state(from, to, context));
        }
        if (from.is(Attribute.INHERITED) && !to.is(Attribute.INHERITED)) {
            return Partitions.relinked(to.id(), context)
                    ? new Alteration.InPlace(state(from, to, context))
                    : new Alteration.Anew();
        }
        List<String> statements = new ArrayList<>(state(from, to, context));
        Id above = Id.parse(to.get(Attribute.PARENT).orElseThrow());
        if (!Partitions.relinked(to.id(), context) && context.from().has(above)) {
            statements.add(attach(above, to));
        }
        return new Alteration.InPlace(statements);
    }

    /// What can change while an index stands: where it is, its statistics, whether CLUSTER uses it.
    static List<String> state(Fact from, Fact to, Context context) {
        List<String> statements = new ArrayList<>();
        String index = Mention.index(to.id());
        boolean existed = !from.definition().isEmpty();
        if (existed && !from.get(PostgresAttribute.TABLESPACE).equals(to.get(PostgresAttribute.TABLESPACE))) {
            statements.add("ALTER INDEX " + index + " SET TABLESPACE "
                    + Sql.name(to.get(PostgresAttribute.TABLESPACE).orElse("pg_default")));
        }
        statements.addAll(IndexStatistics.become(from, to));
        if (from.is(PostgresAttribute.CLUSTERED) != to.is(PostgresAttribute.CLUSTERED)) {
            String table = Mention.alter(Mention.parent(to.id()), context.to());
            statements.add(
                    to.is(PostgresAttribute.CLUSTERED)
                            ? table + " CLUSTER ON " + Sql.name(to.id().name())
                            : table + " SET WITHOUT CLUSTER");
        }
        return statements;
    }
}
