package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Action;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Ordering;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Changes of which each must come before the other, whatever way they are made.
///
/// @param cycle the actions that could not be placed
record Circle(Ordering.Cycle cycle, Diff diff, Fates fates) {
    /// One change is left out, so that the others may find an order: it says what it waits for and what to write.
    Writing.Impossible refusal() {
        List<Id> around = around();
        if (around.isEmpty()) {
            throw cycle;
        }
        Id one = around.get(0);
        if (around.size() == 1) {
            return new Writing.Impossible(
                    one,
                    new Unwritable("its old self must go before its new self can come, and something that stays needs"
                            + " it all the time: write two files, the first with " + one.words()
                            + " under another name, the second that drops the old one and renames it"));
        }
        Id other = around.get(1);
        return new Writing.Impossible(
                one,
                new Unwritable("its change needs that of " + other.words()
                        + " to be done, and that one needs this: write" + " two files, the first without the change of "
                        + one.words() + ", the second with it"));
    }

    /// The changed objects along one circle of actions.
    private List<Id> around() {
        Set<Id> changed = new HashSet<>();
        diff.changes().stream()
                .map(Change::id)
                .filter(id -> !fates.refused().containsKey(id))
                .forEach(changed::add);
        List<Action> actions = cycle.actions();
        List<Set<Integer>> later = Ordering.edges(actions);
        List<Integer> walked = new ArrayList<>();
        int at = inside(later);
        while (at >= 0 && !walked.contains(at)) {
            walked.add(at);
            at = before(at, later);
        }
        List<Integer> circle = at < 0 ? walked : walked.subList(walked.indexOf(at), walked.size());
        List<Id> around = changed(circle, actions, changed);
        return around.isEmpty()
                ? changed(IntStream.range(0, actions.size()).boxed().toList(), actions, changed)
                : around;
    }

    private static List<Id> changed(List<Integer> places, List<Action> actions, Set<Id> changed) {
        return places.stream()
                .map(actions::get)
                .flatMap(action -> Stream.concat(action.makes().stream(), action.destroys().stream()))
                .filter(changed::contains)
                .distinct()
                .sorted()
                .toList();
    }

    /// An action that waits for another of those that could not be placed.
    private static int inside(List<Set<Integer>> later) {
        for (int i = 0; i < later.size(); i++) {
            if (before(i, later) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static int before(int action, List<Set<Integer>> later) {
        for (int i = 0; i < later.size(); i++) {
            if (later.get(i).contains(action)) {
                return i;
            }
        }
        return -1;
    }
}
