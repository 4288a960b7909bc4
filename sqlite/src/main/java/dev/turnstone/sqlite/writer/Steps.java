package dev.turnstone.sqlite.writer;

import dev.turnstone.dialect.Written.Line;
import dev.turnstone.schema.Action;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Ordering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gathers what must be done, and puts it into order.
final class Steps {
    /// When a step comes, unless it must wait for another.
    enum Phase {
        TRIGGERS_DOWN(10),
        VIEWS_DOWN(11),
        INDEXES_DOWN(12),
        RENAMES(13),
        TABLES_UP(14),
        TABLES_CHANGED(15),
        TABLES_DOWN(16),
        VIRTUAL_TABLES_UP(17),
        INDEXES_UP(18),
        VIEWS_UP(19),
        TRIGGERS_UP(20);

        private final int weight;

        Phase(int weight) {
            this.weight = weight;
        }
    }

    private final List<Action> actions = new ArrayList<>();
    private final Map<String, List<Line>> lines = new HashMap<>();

    /// @param about makes the step's label
    void add(
            Phase phase,
            Id about,
            List<Line> statements,
            Set<Id> makes,
            Set<Id> destroys,
            Set<Id> needs,
            Set<Id> releases) {
        String label = phase.weight + " " + about.text();
        lines.put(label, statements);
        actions.add(new Action(
                label, phase.weight, statements.stream().map(Line::sql).toList(), makes, destroys, needs, releases));
    }

    void up(Phase phase, Id id, Line statement, Set<Id> needs) {
        add(phase, id, List.of(statement), Set.of(slot(id)), Set.of(), slots(needs), Set.of());
    }

    void down(Phase phase, Id id, Line statement, Set<Id> releases) {
        add(phase, id, List.of(statement), Set.of(), Set.of(slot(id)), Set.of(), slots(releases));
    }

    /// Tables and views share one space of names: what makes one waits for what removes the other.
    static Id slot(Id id) {
        return switch (id.kind()) {
            case VIEW, VIRTUAL_TABLE -> Id.of(Kind.TABLE, id.name());
            default -> id;
        };
    }

    static Set<Id> slots(Set<Id> ids) {
        Set<Id> slots = new HashSet<>();
        ids.forEach(id -> slots.add(slot(id)));
        return slots;
    }

    List<Line> sorted() {
        List<Action> sorted;
        try {
            sorted = Ordering.sort(actions);
        } catch (Ordering.Cycle cycle) {
            sorted = Ordering.sort(untied(cycle.actions()));
        }
        return sorted.stream()
                .flatMap(action -> lines.getOrDefault(action.label(), List.of()).stream())
                .toList();
    }

    /// Foreign keys in a circle: tables can be made in any order, and dropped in any order once they are empty.
    private List<Action> untied(List<Action> waiting) {
        Set<Action> tied = new HashSet<>(waiting);
        List<Action> untied = new ArrayList<>();
        List<String> emptied = new ArrayList<>();
        for (Action action : actions) {
            if (!tied.contains(action)) {
                untied.add(action);
                continue;
            }
            untied.add(new Action(
                    action.label(),
                    action.weight(),
                    action.statements(),
                    action.makes(),
                    action.destroys(),
                    action.weight() == Phase.TABLES_UP.weight ? Set.of() : action.needs(),
                    Set.of()));
            if (action.weight() == Phase.TABLES_DOWN.weight) {
                action.statements().forEach(drop -> emptied.add(drop.replaceFirst("DROP TABLE", "DELETE FROM")));
            }
        }
        if (emptied.isEmpty()) {
            return untied;
        }
        emptied.sort(String::compareTo);
        emptied.add(0, "PRAGMA defer_foreign_keys = ON");
        String label = Phase.TABLES_CHANGED.weight + " ~ emptied";
        lines.put(label, emptied.stream().map(Line::of).toList());
        untied.add(new Action(label, Phase.TABLES_CHANGED.weight, emptied, Set.of(), Set.of(), Set.of(), Set.of()));
        return untied;
    }
}
