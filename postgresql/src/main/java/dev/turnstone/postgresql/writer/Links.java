package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/// What a table is part of, or inherits from.
final class Links implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        List<String> statements = new ArrayList<>();
        if (!context.copies().leaves(Mention.parent(fact.id()))) {
            statements.addAll(InheritedNotNull.join(fact, context));
            statements.addAll(InheritedChecks.join(fact, context));
        }
        statements.add(
                fact.id().kind() == Kind.PARTITION
                        ? parent(fact) + " ATTACH PARTITION " + child(fact) + " "
                                + fact.get(Attribute.BOUNDS).orElse("DEFAULT")
                        : Mention.alterAbove(fact, context.to()) + " INHERIT " + parentName(fact));
        return statements;
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        List<String> statements = new ArrayList<>();
        statements.add(drop(fact, context.from()));
        statements.addAll(InheritedNotNull.leave(fact, context));
        statements.addAll(InheritedChecks.leave(fact, context));
        return statements;
    }

    private static String drop(Fact fact, Schema schema) {
        return fact.id().kind() == Kind.PARTITION
                ? parent(fact) + " DETACH PARTITION " + child(fact)
                : Mention.alterAbove(fact, schema) + " NO INHERIT " + parentName(fact);
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        return new Alteration.Anew();
    }

    private static String parent(Fact fact) {
        return "ALTER TABLE " + parentName(fact);
    }

    private static String parentName(Fact fact) {
        return Family.parent(fact).map(Sql::name).orElseThrow();
    }

    private static String child(Fact fact) {
        return Sql.name(Mention.parent(fact.id()));
    }
}
