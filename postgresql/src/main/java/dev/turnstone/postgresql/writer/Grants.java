package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.List;

/// Privileges on objects. A missing fact means the privileges an object is born with.
final class Grants implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        return become(born(fact), held(fact), fact.id(), context.to());
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return become(held(fact), born(fact), fact.id(), context.from());
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        return new Alteration.InPlace(become(held(from), held(to), to.id(), context.to()));
    }

    private static Privileges held(Fact fact) {
        return Privileges.read(fact.get(Attribute.PRIVILEGES));
    }

    private static Privileges born(Fact fact) {
        return Privileges.read(fact.detail(PostgresAttribute.BORN_WITH));
    }

    /// The statements that bring what a grantee may to what it should.
    static List<String> become(Privileges before, Privileges after, Id grant, Schema schema) {
        Id target = Mention.parent(grant);
        boolean column = target.kind() == Kind.COLUMN;
        String columns = column ? " (" + Sql.name(target.name()) + ")" : "";
        String object = object(column ? Mention.parent(target) : target, schema);
        return before.become(after, "", columns, object, grant.name());
    }

    private static String object(Id target, Schema schema) {
        return switch (target.kind()) {
            case TABLE, VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE -> "TABLE " + Context.name(target, schema);
            case AGGREGATE -> "FUNCTION " + Routines.called(Context.name(target, schema));
            case SERVER -> "FOREIGN SERVER " + Sql.name(target);
            default -> Mention.of(target, schema);
        };
    }
}
