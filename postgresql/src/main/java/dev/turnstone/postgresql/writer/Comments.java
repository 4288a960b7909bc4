package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.List;

/// Comments and security labels.
final class Comments implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        return List.of(
                head(fact, context.to()) + Sql.literal(fact.get(Attribute.TEXT).orElse("")));
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of(head(fact, context.from()) + "NULL");
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        return new Alteration.InPlace(create(to, context));
    }

    private static String head(Fact fact, Schema schema) {
        Id target = Mention.parent(fact.id());
        boolean index = target.kind() == Kind.CONSTRAINT && fact.id().name().equals("index");
        String object = index ? "INDEX " + Mention.index(target) : Mention.of(target, schema);
        return fact.id().kind() == Kind.COMMENT
                ? "COMMENT ON " + object + " IS "
                : "SECURITY LABEL FOR " + Sql.name(fact.id().name()) + " ON " + object + " IS ";
    }
}
