package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
                + DomainNotNull.inside(fact, context)
                + inside(fact.id(), context).stream()
                        .map(constraint -> " " + Constraints.definition(constraint, context))
                        .collect(Collectors.joining()));
    }

    /// The constraints that stand in CREATE DOMAIN: those that do not call what itself needs the domain. Later ones
    /// could not be added where tables have the domain inside of arrays or rows.
    static List<Fact> inside(Id domain, Context context) {
        Reach reach = new Reach(context.to());
        return context.to().children(domain, Kind.CONSTRAINT).stream()
                .filter(constraint -> !constraint.is(PostgresAttribute.NOT_VALID))
                .filter(constraint -> !reach.reaches(constraint.needs(), domain))
                .toList();
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of("DROP DOMAIN " + Sql.name(fact.id()));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        if (differs(from, to)) {
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

    /// Whether the type or collation under a domain is another.
    static boolean differs(Fact from, Fact to) {
        return !from.get(Attribute.TYPE).equals(to.get(Attribute.TYPE))
                || !from.get(Attribute.COLLATION).equals(to.get(Attribute.COLLATION));
    }

    /// Constraints of a column's domains that must be added before the column exists, since they do not stand in CREATE
    /// DOMAIN.
    static Set<Id> beside(Fact column, Context context) {
        Id table = Mention.parent(column.id());
        Reach reach = new Reach(context.to());
        Set<Id> beside = new HashSet<>();
        for (Id need : column.needs()) {
            if (need.kind() == Kind.DOMAIN) {
                List<Fact> inside = inside(need, context);
                context.to().children(need, Kind.CONSTRAINT).stream()
                        .filter(constraint -> !constraint.is(PostgresAttribute.NOT_VALID))
                        .filter(constraint -> !inside.contains(constraint))
                        .filter(constraint -> !reach.reaches(constraint.needs(), table))
                        .map(Fact::id)
                        .forEach(beside::add);
            }
        }
        return beside;
    }

    /// Whether a constraint cannot be added to its domain, or validated there, because values of that are kept inside
    /// of
    /// others.
    static boolean unreachable(Fact constraint, Context context) {
        Optional<Id> domain = constraint.id().parent().filter(above -> above.kind() == Kind.DOMAIN);
        return constraint.id().kind() == Kind.CONSTRAINT
                && domain.filter(context.from()::has).isPresent()
                && !constraint.is(PostgresAttribute.NOT_VALID)
                && nested(domain.get(), context.from());
    }

    /// Whether a constraint of a domain that is made again goes before that is renamed aside: it calls what goes too,
    /// and
    /// what comes instead would wait for the domain.
    static boolean goesFirst(Id part, Context context, Fates fates) {
        return part.kind() == Kind.CONSTRAINT
                && fates.altered().get(Mention.parent(part)) instanceof Alteration.Renewed
                && context.from().find(part).stream()
                        .flatMap(fact -> fact.needs().stream())
                        .anyMatch(
                                need -> Overloads.routine(need) && fates.gone().contains(need));
    }

    /// Whether a table keeps values of a domain inside of arrays, rows or ranges, where the server does not look for
    /// those that a new constraint forbids.
    static boolean nested(Id domain, Schema schema) {
        Map<Id, Set<Id>> dependants = schema.dependants();
        Deque<Id> open = new ArrayDeque<>(List.of(domain));
        Set<Id> holders = new HashSet<>(open);
        Set<Id> plain = new HashSet<>(open);
        while (!open.isEmpty()) {
            Id type = open.remove();
            for (Id other : dependants.getOrDefault(type, Set.of())) {
                Optional<Id> holder = holder(other);
                if (holder.isEmpty()) {
                    continue;
                }
                boolean bare = plain.contains(type)
                        && schema.find(other)
                                .flatMap(fact -> fact.get(Attribute.TYPE))
                                .equals(Optional.of(Sql.name(type)));
                if (holder.get().kind() == Kind.TABLE || holder.get().kind() == Kind.MATERIALIZED_VIEW) {
                    if (!bare) {
                        return true;
                    }
                } else if (holders.add(holder.get())) {
                    open.add(holder.get());
                    if (bare && other.kind() == Kind.DOMAIN) {
                        plain.add(other);
                    }
                }
            }
        }
        return false;
    }

    /// What holds values of a type that `user` depends on: a table, or another type.
    private static Optional<Id> holder(Id user) {
        return switch (user.kind()) {
            case DOMAIN, RANGE -> Optional.of(user);
            case COLUMN -> Optional.of(Mention.parent(user)).filter(relation -> relation.kind() != Kind.VIEW);
            default -> Optional.empty();
        };
    }
}
