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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Check constraints of tables that join or leave a parent: whoever joins has them already, whoever leaves keeps them.
final class InheritedChecks {
    private InheritedChecks() {}

    /// The parent's checks that a table needs before it joins.
    static List<String> join(Fact link, Context context) {
        Id table = Mention.parent(link.id());
        List<String> statements = new ArrayList<>();
        if (!context.from().has(table)) {
            return statements;
        }
        Map<String, Fact> standing = of(table, context.from());
        Family.parent(link)
                .map(parent -> passed(parent, context.to()))
                .orElse(Map.of())
                .forEach((name, check) -> {
                    Optional<Fact> own = Optional.ofNullable(standing.get(name));
                    if (own.isEmpty() || !same(own.get(), check)) {
                        Fact wanted = new Fact(
                                table.child(Kind.CONSTRAINT, name), check.definition(), check.details(), check.needs());
                        own.ifPresent(other -> statements.add(dropped(table, name, context.to())));
                        statements.add(
                                Mention.alter(table, context.to()) + " ADD " + Constraints.definition(wanted, context));
                    }
                });
        return statements;
    }

    /// Takes away what a table that has left should not keep.
    static List<String> leave(Fact link, Context context) {
        Id table = Mention.parent(link.id());
        List<String> statements = new ArrayList<>();
        if (!context.to().has(table)) {
            return statements;
        }
        Map<String, Fact> wanted = of(table, context.to());
        Family.parent(link)
                .map(parent -> passed(parent, context.from()))
                .orElse(Map.of())
                .forEach((name, check) -> {
                    boolean own = context.from().has(table.child(Kind.CONSTRAINT, name));
                    Optional<Fact> later = Optional.ofNullable(wanted.get(name));
                    boolean joins = later.isPresent() && !context.to().has(table.child(Kind.CONSTRAINT, name));
                    if (!own && !joins && (later.isEmpty() || !same(later.get(), check))) {
                        statements.add(dropped(table, name, context.from()));
                    }
                });
        return statements;
    }

    /// Whether a check that a table declares from now on is the one it had from a parent it leaves.
    static boolean kept(Fact check, Context context) {
        return Constraints.type(check).equals("check")
                && !context.copies().leaves(Mention.parent(check.id()))
                && !context.from().has(check.id())
                && Optional.ofNullable(above(check, context.from(), context.to())
                                .get(check.id().name()))
                        .filter(inherited -> same(inherited, check))
                        .isPresent();
    }

    /// Whether a check that a table declares no more is one that it has from a parent it joins.
    static boolean merged(Fact check, Context context) {
        return Constraints.type(check).equals("check")
                && !context.to().has(check.id())
                && above(check, context.to(), context.from())
                        .containsKey(check.id().name());
    }

    /// The checks of the parents that a check's table has in `schema` and not in the other.
    private static Map<String, Fact> above(Fact check, Schema schema, Schema other) {
        Id table = Mention.parent(check.id());
        Map<String, Fact> above = new TreeMap<>();
        if (table.kind() != Kind.DOMAIN && schema.has(table) && other.has(table)) {
            List<Id> parents = new ArrayList<>(Family.parents(table, schema));
            parents.removeAll(Family.parents(table, other));
            parents.forEach(parent -> above.putAll(passed(parent, schema)));
        }
        return above;
    }

    /// The checks that a new table has from the parents it will be attached to.
    static List<Fact> inherited(Id table, Schema schema) {
        Map<String, Fact> above = new TreeMap<>();
        Family.parents(table, schema).forEach(parent -> above.putAll(passed(parent, schema)));
        return above.values().stream()
                .filter(check ->
                        !schema.has(table.child(Kind.CONSTRAINT, check.id().name())))
                .toList();
    }

    /// Those that whoever inherits from the table has too.
    private static Map<String, Fact> passed(Id table, Schema schema) {
        Map<String, Fact> passed = of(table, schema);
        passed.values().removeIf(check -> check.is(PostgresAttribute.NO_INHERIT));
        return passed;
    }

    /// By name, the checks that hold for a table, its own and its parents'.
    private static Map<String, Fact> of(Id table, Schema schema) {
        Map<String, Fact> checks = new TreeMap<>();
        for (Id parent : Family.parents(table, schema)) {
            checks.putAll(passed(parent, schema));
        }
        for (Fact check : schema.children(table, Kind.CONSTRAINT)) {
            if (Constraints.type(check).equals("check")) {
                checks.put(check.id().name(), check);
            }
        }
        return checks;
    }

    private static boolean same(Fact one, Fact other) {
        return one.get(Attribute.DEFINITION).equals(other.get(Attribute.DEFINITION))
                && one.is(PostgresAttribute.NOT_ENFORCED) == other.is(PostgresAttribute.NOT_ENFORCED);
    }

    private static String dropped(Id table, String name, Schema schema) {
        return Mention.alter(table, schema) + " DROP CONSTRAINT " + Sql.name(name);
    }
}
