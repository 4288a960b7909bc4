package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import java.util.ArrayList;
import java.util.List;

/// Materialized views; one that held rows holds rows again when it is made anew.
final class MaterializedViews implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        Fact holding = context.from().find(fact.id()).orElse(fact);
        boolean populated =
                !holding.detail(PostgresAttribute.POPULATED).orElse("true").equals("false");
        return List.of("CREATE MATERIALIZED VIEW " + Context.name(fact)
                + fact.get(PostgresAttribute.ACCESS_METHOD)
                        .map(method -> " USING " + Sql.name(method))
                        .orElse("")
                + Options.with(fact.id(), context.to())
                + fact.get(PostgresAttribute.TABLESPACE)
                        .map(space -> " TABLESPACE " + Sql.name(space))
                        .orElse("")
                + " AS\n" + fact.get(Attribute.DEFINITION).orElseThrow()
                + (populated ? "" : "\nWITH NO DATA"));
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of("DROP MATERIALIZED VIEW " + Context.name(fact));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        if (!from.get(Attribute.DEFINITION).equals(to.get(Attribute.DEFINITION))
                || !from.get(Attribute.COLUMNS).equals(to.get(Attribute.COLUMNS))) {
            return new Alteration.Anew();
        }
        List<String> statements = new ArrayList<>();
        String head = Mention.alter(to.id(), context.to());
        Storage.place(from, to, head, context).forEach(statements::add);
        return new Alteration.InPlace(statements);
    }
}
