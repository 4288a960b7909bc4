package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import java.util.List;

/// Range types.
final class Ranges implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        return List.of("CREATE TYPE " + Sql.name(fact.id()) + " AS RANGE "
                + fact.get(Attribute.DEFINITION).orElseThrow());
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of("DROP TYPE " + Sql.name(fact.id()));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        return new Alteration.Refused(
                "a range type cannot be altered: make another one, convert the columns to it," + " and drop this one");
    }
}
