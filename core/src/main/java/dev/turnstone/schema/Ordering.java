package dev.turnstone.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// The order in which actions must run: a stable topological sort, without recursion, so that a chain of any length
/// passes.
///
/// What makes an object comes before what needs it. What stops needing an object comes before what destroys it. What
/// destroys an object comes before what makes it anew. Otherwise weight decides, then the label.
public final class Ordering {
    private Ordering() {}

    /// Actions that wait for each other.
    public static final class Cycle extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<Action> actions;

        Cycle(List<Action> actions) {
            super("these wait for each other: "
                    + String.join(", ", actions.stream().map(Action::label).toList()));
            this.actions = List.copyOf(actions);
        }

        /// Those that could not be placed.
        public List<Action> actions() {
            return actions;
        }
    }

    /// Sorts; the result does not depend on the order of `actions`.
    ///
    /// @throws Cycle when some wait for each other
    public static List<Action> sort(List<Action> actions) {
        List<Action> byLabel = new ArrayList<>(actions);
        byLabel.sort(Comparator.comparingInt(Action::weight).thenComparing(Action::label));
        List<Set<Integer>> later = edges(byLabel);
        int[] waiting = new int[byLabel.size()];
        later.forEach(targets -> targets.forEach(target -> waiting[target]++));
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int i = 0; i < waiting.length; i++) {
            if (waiting[i] == 0) {
                ready.add(i);
            }
        }
        List<Action> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            int next = ready.remove();
            sorted.add(byLabel.get(next));
            for (int target : later.get(next)) {
                if (--waiting[target] == 0) {
                    ready.add(target);
                }
            }
        }
        if (sorted.size() < byLabel.size()) {
            Set<Action> placed = new HashSet<>(sorted);
            throw new Cycle(
                    byLabel.stream().filter(action -> !placed.contains(action)).toList());
        }
        return sorted;
    }

    /// What must come when: for each action the places in `actions` of those that come later.
    public static List<Set<Integer>> edges(List<Action> actions) {
        Map<Id, List<Integer>> makers = new HashMap<>();
        Map<Id, List<Integer>> destroyers = new HashMap<>();
        for (int i = 0; i < actions.size(); i++) {
            int index = i;
            actions.get(i).makes().forEach(id -> add(makers, id, index));
            actions.get(i).destroys().forEach(id -> add(destroyers, id, index));
        }
        List<Set<Integer>> later = new ArrayList<>();
        actions.forEach(ignored -> later.add(new LinkedHashSet<>()));
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            for (Id need : action.needs()) {
                for (int maker : makers.getOrDefault(need, List.of())) {
                    edge(later, maker, i);
                }
            }
            for (Id released : action.releases()) {
                for (int destroyer : destroyers.getOrDefault(released, List.of())) {
                    edge(later, i, destroyer);
                }
            }
            for (Id destroyed : action.destroys()) {
                for (int maker : makers.getOrDefault(destroyed, List.of())) {
                    edge(later, i, maker);
                }
            }
        }
        return later;
    }

    private static void add(Map<Id, List<Integer>> index, Id id, int action) {
        index.computeIfAbsent(id, ignored -> new ArrayList<>()).add(action);
    }

    private static void edge(List<Set<Integer>> later, int from, int to) {
        if (from != to) {
            later.get(from).add(to);
        }
    }
}
