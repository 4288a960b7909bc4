package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which tables inherit from which, as partitions or otherwise.
///
/// @param before by table, the links from tables that inherit from it in the schema before
/// @param after the same in the schema after
record Family(Map<Id, List<Id>> before, Map<Id, List<Id>> after) {
    /// The families of both schemas.
    static Family of(Schema from, Schema to) {
        return new Family(links(from), links(to));
    }

    private static Map<Id, List<Id>> links(Schema schema) {
        Map<Id, List<Id>> links = new HashMap<>();
        for (Kind kind : List.of(Kind.PARTITION, Kind.INHERITANCE)) {
            for (Fact link : schema.of(kind)) {
                parent(link)
                        .ifPresent(above -> links.computeIfAbsent(above, ignored -> new ArrayList<>())
                                .add(link.id()));
            }
        }
        return links;
    }

    /// Whether something inherits from a table, before or after.
    boolean hasChildren(Id table) {
        return before.containsKey(table) || after.containsKey(table);
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

    /// A table that goes on to have a column of another from that and from a third.
    Optional<Id> ofSeveral(Id column, Schema schema) {
        return before.getOrDefault(Mention.parent(column), List.of()).stream()
                .filter(link ->
                        after.getOrDefault(Mention.parent(column), List.of()).contains(link))
                .map(Mention::parent)
                .filter(child -> parents(child, schema).stream()
                                .filter(parent -> schema.has(parent.child(Kind.COLUMN, column.name())))
                                .count()
                        > 1)
                .findFirst();
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
