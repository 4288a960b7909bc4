package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import java.util.List;
import java.util.Locale;

/// By what replication tells rows apart.
final class ReplicaIdentities implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        String type = fact.get(Attribute.TYPE).orElse("");
        return List.of(Mention.alterAbove(fact, context.to()) + " REPLICA IDENTITY "
                + (type.equals("index")
                        ? "USING INDEX "
                                + Sql.name(fact.get(PostgresAttribute.INDEX).orElseThrow())
                        : type.toUpperCase(Locale.ROOT)));
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of(Mention.alterAbove(fact, context.from()) + " REPLICA IDENTITY DEFAULT");
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        return new Alteration.InPlace(create(to, context));
    }
}
