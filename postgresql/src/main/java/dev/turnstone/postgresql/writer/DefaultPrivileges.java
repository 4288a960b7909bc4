package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import java.util.List;

/// Privileges that objects made later will be born with.
final class DefaultPrivileges implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        return become(born(fact), held(fact), fact);
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return become(held(fact), born(fact), fact);
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        return new Alteration.InPlace(become(held(from), held(to), to));
    }

    private static Privileges held(Fact fact) {
        return Privileges.read(fact.get(Attribute.PRIVILEGES));
    }

    private static Privileges born(Fact fact) {
        return Privileges.read(fact.detail(PostgresAttribute.BORN_WITH));
    }

    private static List<String> become(Privileges before, Privileges after, Fact fact) {
        String prefix = "ALTER DEFAULT PRIVILEGES FOR ROLE "
                + Sql.name(fact.get(Attribute.ROLE).orElseThrow())
                + fact.id()
                        .parent()
                        .map(schema -> " IN SCHEMA " + Sql.name(schema.name()))
                        .orElse("")
                + " ";
        String objects = fact.get(PostgresAttribute.OBJECTS).orElseThrow();
        String grantee = fact.get(PostgresAttribute.GRANTEE).orElseThrow();
        return before.become(after, prefix, "", objects, grantee);
    }
}
