package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Tables. A new one is written by [NewTable], with what can stand in it.
final class Tables implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        throw new IllegalStateException(fact.id() + " is made with its columns");
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of("DROP TABLE " + Sql.name(fact.id()));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        if (!from.get(Attribute.PARTITION_KEY).equals(to.get(Attribute.PARTITION_KEY))) {
            return new Alteration.Refused("how rows are divided among partitions cannot change while a table stands:"
                    + " make a new table, copy the rows, drop the old one and rename");
        }
        String head = Mention.alter(to.id(), context.to());
        List<String> statements = new ArrayList<>();
        if (!from.get(PostgresAttribute.PERSISTENCE).equals(to.get(PostgresAttribute.PERSISTENCE))) {
            statements.add(head + " SET "
                    + to.get(PostgresAttribute.PERSISTENCE).orElse("logged").toUpperCase(Locale.ROOT));
        }
        if (Persistence.changes(to.id(), context)) {
            statements.addAll(Persistence.owned(to.id(), context));
        }
        statements.addAll(Storage.place(from, to, head, context));
        boolean typed = from.get(PostgresAttribute.OF_TYPE).isPresent();
        if (typed && !from.get(PostgresAttribute.OF_TYPE).equals(to.get(PostgresAttribute.OF_TYPE))) {
            statements.add(head + " NOT OF");
        }
        return new Alteration.InPlace(statements);
    }
}
