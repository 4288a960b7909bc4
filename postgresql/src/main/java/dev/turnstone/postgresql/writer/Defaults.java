package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Schema;
import java.util.List;

/// Defaults of columns, of tables and views alike.
final class Defaults implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        return List.of(column(fact, context, context.to()) + " SET DEFAULT "
                + fact.get(Attribute.EXPRESSION).orElseThrow());
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of(column(fact, context, context.from()) + " DROP DEFAULT");
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        return from.get(Attribute.EXPRESSION).equals(to.get(Attribute.EXPRESSION))
                ? new Alteration.InPlace(List.of())
                : new Alteration.InPlace(create(to, context));
    }

    /// Descendants have defaults of their own, which a parent's must not reach.
    private static String column(Fact fact, Context context, Schema schema) {
        Id column = Mention.parent(fact.id());
        return Columns.alterOnly(column, context, schema);
    }
}
