package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import java.util.List;

/// Who owns what.
final class Owners implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        return List.of(owner(fact, context));
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of();
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        return Alteration.inPlace(owner(to, context));
    }

    private static String owner(Fact fact, Context context) {
        Id target = Mention.parent(fact.id());
        String role = fact.get(Attribute.ROLE).orElseThrow();
        return "ALTER " + Mention.of(target, context.to()) + " OWNER TO " + Sql.name(role);
    }
}
