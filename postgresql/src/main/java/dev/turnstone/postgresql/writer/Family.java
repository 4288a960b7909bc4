package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which tables inherit from which, as partitions or otherwise.
///
/// @param parents tables that others inherit from, before or after
record Family(Set<Id> parents) {
    /// The families of both schemas.
    static Family of(Schema from, Schema to) {
        Set<Id> parents = new HashSet<>();
        for (Schema schema : List.of(from, to)) {
            for (Kind kind : List.of(Kind.PARTITION, Kind.INHERITANCE)) {
                schema.of(kind).forEach(link -> parent(link).ifPresent(parents::add));
            }
        }
        return new Family(parents);
    }

    /// Whether something inherits from a table, before or after.
    boolean hasChildren(Id table) {
        return parents.contains(table);
    }

    /// Where a link leads.
    static Optional<Id> parent(Fact link) {
        return link.get(Attribute.PARENT).map(Id::parse);
    }

    /// The links from a table to those it inherits from.
    static List<Id> links(Id table, Schema schema) {
        return schema.children(table).stream()
                .map(Fact::id)
                .filter(id -> id.kind() == Kind.PARTITION || id.kind() == Kind.INHERITANCE)
                .toList();
    }

    /// The tables that one inherits from directly.
    static List<Id> parents(Id table, Schema schema) {
        List<Id> parents = new ArrayList<>();
        for (Fact fact : schema.children(table)) {
            if (fact.id().kind() == Kind.PARTITION || fact.id().kind() == Kind.INHERITANCE) {
                parent(fact).ifPresent(parents::add);
            }
        }
        return parents;
    }

    /// The column that a column inherits from.
    static Optional<Fact> parentColumn(Id column, Schema schema) {
        for (Id table : parents(Mention.parent(column), schema)) {
            Optional<Fact> above = schema.find(table.child(Kind.COLUMN, column.name()));
            if (above.isPresent()) {
                return above;
            }
        }
        return Optional.empty();
    }

    /// Whether the rows of a partitioned table are divided by a column.
    static boolean partitionedBy(Schema schema, Id table, String column) {
        String key = schema.find(table)
                .flatMap(fact -> fact.get(Attribute.PARTITION_KEY))
                .orElse("");
        return Pattern.compile("(?<![\\w\"])" + Pattern.quote(Sql.name(column)) + "(?![\\w\"])")
                .matcher(key)
                .find();
    }
}
