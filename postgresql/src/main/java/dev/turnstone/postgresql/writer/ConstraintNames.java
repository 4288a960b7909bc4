package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.ServerNames;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The names of constraints in each namespace, before and after. The server calls a not-null constraint
/// `table_column_not_null` only where nothing else of the namespace is called so.
final class ConstraintNames {
    /// The version from which not-null constraints of columns have names.
    static final int COLUMNS = 18;
    private static final int DOMAINS = 17;

    private final int version;
    /// By namespace and name: the tables and domains that have a constraint of that name.
    private final Map<Id, Map<String, Set<Id>>> owners = new HashMap<>();

    private ConstraintNames(int version) {
        this.version = version;
    }

    static ConstraintNames of(Schema from, Schema to, int version) {
        ConstraintNames names = new ConstraintNames(version);
        if (version >= DOMAINS) {
            names.add(from);
            names.add(to);
        }
        return names;
    }

    private void add(Schema schema) {
        for (Fact constraint : schema.of(Kind.CONSTRAINT)) {
            add(Mention.parent(constraint.id()), constraint.id().name());
        }
        for (Fact domain : schema.of(Kind.DOMAIN)) {
            if (domain.is(Attribute.NOT_NULL) && !DomainNotNull.named(domain.id(), schema)) {
                add(domain.id(), DomainNotNull.usual(domain.id()));
            }
        }
        if (version >= COLUMNS) {
            for (Fact column : schema.of(Kind.COLUMN)) {
                if (column.is(Attribute.NOT_NULL) && !NotNull.named(column, schema)) {
                    add(Mention.parent(column.id()), given(column));
                }
            }
        }
    }

    private void add(Id owner, String name) {
        owner.parent()
                .ifPresent(space -> owners.computeIfAbsent(space, ignored -> new HashMap<>())
                        .computeIfAbsent(name, ignored -> new HashSet<>())
                        .add(owner));
    }

    /// The name of a column's not-null constraint that has no fact of its own.
    static String given(Fact column) {
        return column.detail(Attribute.NOT_NULL_NAME).orElseGet(() -> usual(column.id()));
    }

    /// The name that the server prefers for the not-null constraint of a column.
    static String usual(Id column) {
        return ServerNames.choose(Mention.parent(column).name(), column.name(), "not_null");
    }

    /// Whether the not-null constraint of a column must be made by name, since the server would find it taken.
    boolean taken(Id column) {
        return version >= COLUMNS && taken(Mention.parent(column), usual(column));
    }

    /// The same for a domain; the old self of one that is made again keeps its constraint until it goes.
    boolean domainTaken(Id domain, boolean again) {
        return version >= DOMAINS && (again || taken(domain, DomainNotNull.usual(domain)));
    }

    private boolean taken(Id owner, String name) {
        Set<Id> found = owner.parent()
                .map(space -> owners.getOrDefault(space, Map.of()))
                .map(names -> names.getOrDefault(name, Set.of()))
                .orElse(Set.of());
        return found.stream().anyMatch(other -> !other.equals(owner));
    }

    /// `NOT NULL`, with the name where the server would choose another.
    String notNull(Fact column) {
        return taken(column.id()) ? "CONSTRAINT " + Sql.name(usual(column.id())) + " NOT NULL" : "NOT NULL";
    }
}
