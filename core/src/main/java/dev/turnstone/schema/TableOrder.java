package dev.turnstone.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Orders tables so that each comes after those its foreign keys refer to. Pure; takes linear time, whatever the depth.
public final class TableOrder {
    private TableOrder() {}

    /// All tables; those that refer to each other in a circle in the order of their names.
    public static List<Fact> byForeignKeys(Schema schema) {
        Map<Id, Set<Id>> references = new HashMap<>();
        for (Fact constraint : schema.of(Kind.CONSTRAINT)) {
            constraint
                    .get(Attribute.REFERENCES)
                    .map(Id::parse)
                    .ifPresent(referenced -> constraint
                            .id()
                            .parent()
                            .filter(table -> !table.equals(referenced))
                            .ifPresent(table -> references
                                    .computeIfAbsent(table, ignored -> new LinkedHashSet<>())
                                    .add(referenced)));
        }
        List<Fact> ordered = new ArrayList<>();
        Set<Id> begun = new LinkedHashSet<>();
        for (Fact table : schema.of(Kind.TABLE)) {
            visit(table.id(), schema, references, begun, ordered);
        }
        return ordered;
    }

    private static void visit(Id start, Schema schema, Map<Id, Set<Id>> references, Set<Id> begun, List<Fact> ordered) {
        Deque<Id> path = new ArrayDeque<>();
        if (begun.add(start)) {
            path.push(start);
        }
        while (!path.isEmpty()) {
            Id table = path.peek();
            Id next = null;
            for (Id referenced : references.getOrDefault(table, Set.of())) {
                if (begun.add(referenced)) {
                    next = referenced;
                    break;
                }
            }
            if (next != null) {
                path.push(next);
            } else {
                path.pop();
                schema.find(table)
                        .filter(fact -> fact.id().kind() == Kind.TABLE)
                        .ifPresent(ordered::add);
            }
        }
    }
}
