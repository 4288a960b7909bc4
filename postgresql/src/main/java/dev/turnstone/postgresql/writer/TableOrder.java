package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/// The order in which new tables read best: those that are referred to before those that refer to them, by name
/// otherwise; a circle is entered by its first name.
final class TableOrder {
    private TableOrder() {}

    /// The rank of each table.
    static Map<Id, Integer> of(Collection<Id> tables, Context context) {
        Map<Id, Set<Id>> referring = new HashMap<>();
        Map<Id, Integer> waiting = new TreeMap<>();
        tables.forEach(table -> waiting.put(table, 0));
        for (Id table : tables) {
            for (Id other : referred(table, context)) {
                boolean counts = waiting.containsKey(other) && !other.equals(table);
                if (counts
                        && referring
                                .computeIfAbsent(other, ignored -> new HashSet<>())
                                .add(table)) {
                    waiting.merge(table, 1, Integer::sum);
                }
            }
        }
        Map<Id, Integer> ranks = new HashMap<>();
        PriorityQueue<Id> ready = new PriorityQueue<>();
        waiting.forEach((table, count) -> {
            if (count == 0) {
                ready.add(table);
            }
        });
        for (Id first : List.copyOf(waiting.keySet())) {
            drain(ready, referring, waiting, ranks);
            if (!ranks.containsKey(first)) {
                ready.add(first);
            }
        }
        drain(ready, referring, waiting, ranks);
        return ranks;
    }

    private static void drain(
            PriorityQueue<Id> ready, Map<Id, Set<Id>> referring, Map<Id, Integer> waiting, Map<Id, Integer> ranks) {
        while (!ready.isEmpty()) {
            Id next = ready.remove();
            if (ranks.putIfAbsent(next, ranks.size()) != null) {
                continue;
            }
            for (Id table : referring.getOrDefault(next, Set.of())) {
                if (waiting.merge(table, -1, Integer::sum) == 0) {
                    ready.add(table);
                }
            }
        }
    }

    private static Set<Id> referred(Id table, Context context) {
        Set<Id> referred = new HashSet<>(Family.parents(table, context.to()));
        for (Fact constraint : context.to().children(table, Kind.CONSTRAINT)) {
            constraint.get(Attribute.REFERENCES).map(Id::parse).ifPresent(referred::add);
        }
        return referred;
    }
}
