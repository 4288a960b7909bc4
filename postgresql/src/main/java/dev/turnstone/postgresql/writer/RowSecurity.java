package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Whether policies hold on a table, and for its owner too.
final class RowSecurity implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        return become(Fact.of(fact.id(), Map.of()), fact, context.to());
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return become(fact, Fact.of(fact.id(), Map.of()), context.from());
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        return new Alteration.InPlace(become(from, to, context.to()));
    }

    private static List<String> become(Fact from, Fact to, Schema schema) {
        String table = Mention.alterAbove(to, schema);
        List<String> statements = new ArrayList<>();
        if (from.is(PostgresAttribute.ENABLED) != to.is(PostgresAttribute.ENABLED)) {
            statements.add(table + (to.is(PostgresAttribute.ENABLED) ? " ENABLE" : " DISABLE") + " ROW LEVEL SECURITY");
        }
        if (from.is(PostgresAttribute.FORCED) != to.is(PostgresAttribute.FORCED)) {
            statements.add(table + (to.is(PostgresAttribute.FORCED) ? " FORCE" : " NO FORCE") + " ROW LEVEL SECURITY");
        }
        return statements;
    }
}
