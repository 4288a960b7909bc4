package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/// Domains. Their constraints have facts of their own.
final class Domains implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        return List.of("CREATE DOMAIN " + Sql.name(fact.id()) + " AS "
                + fact.get(Attribute.TYPE).orElseThrow()
                + fact.get(Attribute.COLLATION)
                        .map(collation -> " COLLATE " + collation)
                        .orElse("")
                + fact.get(PostgresAttribute.DEFAULT)
                        .map(expression -> " DEFAULT " + Defaults.enclosed(expression))
                        .orElse("")
                + (fact.is(Attribute.NOT_NULL) && !DomainNotNull.named(fact.id(), context.to()) ? " NOT NULL" : ""));
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of("DROP DOMAIN " + Sql.name(fact.id()));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        if (!from.get(Attribute.TYPE).equals(to.get(Attribute.TYPE))
                || !from.get(Attribute.COLLATION).equals(to.get(Attribute.COLLATION))) {
            return new Alteration.Renewed();
        }
        boolean closed = !from.is(Attribute.NOT_NULL) && to.is(Attribute.NOT_NULL);
        if (closed && nested(to.id(), context.from())) {
            return new Alteration.Renewed();
        }
        String head = "ALTER DOMAIN " + Sql.name(to.id());
        List<String> statements = new ArrayList<>();
        if (!from.get(PostgresAttribute.DEFAULT).equals(to.get(PostgresAttribute.DEFAULT))) {
            statements.add(to.get(PostgresAttribute.DEFAULT)
                    .map(expression -> head + " SET DEFAULT " + expression)
                    .orElse(head + " DROP DEFAULT"));
        }
        if (closed && !DomainNotNull.named(to.id(), context.to())) {
            statements.add(head + " SET NOT NULL");
        }
        boolean opened = from.is(Attribute.NOT_NULL) && !to.is(Attribute.NOT_NULL);
        if (opened && !DomainNotNull.named(to.id(), context.from())) {
            statements.add(head + " DROP NOT NULL");
        }
        return new Alteration.InPlace(statements);
    }

    /// The constraints that must be there before columns are converted to a domain that is made again.
    static List<Fact> constraints(Id domain, Schema schema) {
        return domain.kind() != Kind.DOMAIN
                ? List.of()
                : schema.children(domain, Kind.CONSTRAINT).stream()
                        .filter(constraint -> !constraint.is(PostgresAttribute.NOT_VALID))
                        .toList();
    }

    /// Whether values of a domain are kept inside of arrays, rows or ranges, where the server does not look for those
    /// that a new constraint forbids.
    static boolean nested(Id domain, Schema schema) {
        String plain = Sql.name(domain);
        return schema.of(Kind.RANGE).stream().anyMatch(range -> range.needs().contains(domain))
                || schema.of(Kind.COLUMN).stream()
                        .filter(column -> column.needs().contains(domain))
                        .anyMatch(column -> Mention.parent(column.id()).kind() == Kind.COMPOSITE
                                || column.get(Attribute.TYPE).stream()
                                        .anyMatch(type -> !type.equals(plain) && type.endsWith("[]")));
    }
}
