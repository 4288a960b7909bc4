package dev.turnstone.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which columns hold the same values under another spelling: their type keeps its name, and it or a type inside of it
/// is defined otherwise. A row type with one more attribute writes its old values with one more comma; an enum whose
/// values have other names writes those.
public final class SpelledAnew {
    private SpelledAnew() {}

    /// Whether the values of a column may be spelled otherwise in `after`.
    public static boolean column(Fact column, Schema before, Schema after) {
        Deque<Id> open = new ArrayDeque<>(column.needs());
        Set<Id> seen = new HashSet<>();
        while (!open.isEmpty()) {
            Id type = open.remove();
            if (!holdsValues(type) || !seen.add(type) || !before.has(type)) {
                continue;
            }
            boolean lost = before.find(type).map(Labels::of).orElse(List.of()).stream()
                    .anyMatch(label -> !Labels.has(after, type.child(Kind.LABEL, label)));
            if (lost || !described(type, before).equals(described(type, after))) {
                return true;
            }
            before.find(type).ifPresent(fact -> open.addAll(fact.needs()));
            before.children(type, Kind.COLUMN).forEach(attribute -> open.addAll(attribute.needs()));
        }
        return false;
    }

    private static boolean holdsValues(Id id) {
        return switch (id.kind()) {
            case COMPOSITE, DOMAIN, RANGE, TABLE, ENUM -> true;
            default -> false;
        };
    }

    private static List<String> described(Id type, Schema schema) {
        List<String> described = new ArrayList<>();
        schema.find(type)
                .ifPresent(fact -> described.add(fact.get(Attribute.TYPE).orElse("")
                        + fact.get(Attribute.DEFINITION).orElse("")));
        schema.children(type, Kind.COLUMN).stream()
                .sorted(Comparator.comparingInt(fact ->
                        fact.detail(Attribute.POSITION).map(Integer::parseInt).orElse(0)))
                .map(attribute -> attribute.id().name() + " "
                        + attribute.get(Attribute.TYPE).orElse(""))
                .forEach(described::add);
        return described;
    }
}
