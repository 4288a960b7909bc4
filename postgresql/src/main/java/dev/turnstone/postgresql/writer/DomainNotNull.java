package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.ServerNames;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.List;

/// Not-null constraints of domains, which have names from PostgreSQL 17 on.
final class DomainNotNull {
    private DomainNotNull() {}

    /// What CREATE DOMAIN says when the constraint has no fact of its own.
    static String inside(Fact domain, Context context) {
        if (!domain.is(Attribute.NOT_NULL) || named(domain.id(), context.to())) {
            return "";
        }
        boolean again = context.from().has(domain.id());
        return context.names().domainTaken(domain.id(), again)
                ? " CONSTRAINT " + Sql.name(usual(domain.id())) + " NOT NULL"
                : " NOT NULL";
    }

    /// Adds one; a domain that takes no NULL already has one by another name.
    static List<String> create(Fact fact, Context context) {
        Id domain = Mention.parent(fact.id());
        return plain(domain, context.from())
                ? List.of(renamed(fact, usual(domain), fact.id().name()))
                : List.of(Mention.alterAbove(fact, context.to()) + " ADD " + Constraints.definition(fact, context));
    }

    /// Takes one away; where the domain still takes no NULL it gets the name the server would give.
    static List<String> drop(Fact fact, Context context) {
        Id domain = Mention.parent(fact.id());
        return plain(domain, context.to())
                ? List.of(renamed(fact, fact.id().name(), usual(domain)))
                : List.of(Mention.alterAbove(fact, context.from()) + " DROP CONSTRAINT "
                        + Sql.name(fact.id().name()));
    }

    private static String renamed(Fact fact, String from, String to) {
        return "ALTER DOMAIN " + Sql.name(Mention.parent(fact.id())) + " RENAME CONSTRAINT " + Sql.name(from) + " TO "
                + Sql.name(to);
    }

    /// The name that the server prefers for it.
    static String usual(Id domain) {
        return ServerNames.choose(domain.name(), "", "not_null");
    }

    private static boolean plain(Id domain, Schema schema) {
        return schema.find(domain).filter(fact -> fact.is(Attribute.NOT_NULL)).isPresent() && !named(domain, schema);
    }

    /// Whether a constraint with a fact of its own forbids NULL in a domain.
    static boolean named(Id domain, Schema schema) {
        return schema.children(domain, Kind.CONSTRAINT).stream()
                .anyMatch(constraint -> Constraints.type(constraint).equals("not null"));
    }
}
