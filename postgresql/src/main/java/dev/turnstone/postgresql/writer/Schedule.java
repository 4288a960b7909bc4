package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Action;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Ordering;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The order of a migration whose statements cannot all share one transaction. Before the block in which everything
/// is replaced stands what may fail on rows, with what it needs and adds; behind it what could not be done before, and
/// what is only cleaned up. Nothing that stands before and after is missing at an end of a transaction.
final class Schedule {
    private final Context context;
    private final List<Action> actions;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<Set<Integer>> later;
    private final List<Set<Integer>> earlier = new ArrayList<>();
    private final Set<Integer> first;
    private final Set<Integer> last = new TreeSet<>();

    /// Actions in order.
    ///
    /// @param first what is committed before everything else
    record Sorted(List<Action> first, List<Action> rest) {
        Sorted {
            first = List.copyOf(first);
            rest = List.copyOf(rest);
        }
    }

    /// Online work that would leave something missing in between.
    static final class NotWhole extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Set<Id> objects;

        NotWhole(Set<Id> objects) {
            super("cannot be done online: " + objects);
            this.objects = Set.copyOf(objects);
        }

        Set<Id> objects() {
            return objects;
        }
    }

    private Schedule(List<Action> unsorted, Map<String, Draft> byLabel, Context context, boolean early) {
        this.context = context;
        this.actions = unsorted.stream()
                .sorted(Comparator.comparingInt(Action::weight).thenComparing(Action::label))
                .toList();
        this.later = Ordering.edges(actions);
        for (Action action : actions) {
            drafts.add(byLabel.get(action.label()));
            earlier.add(new TreeSet<>());
        }
        for (int i = 0; i < actions.size(); i++) {
            for (int target : later.get(i)) {
                earlier.get(target).add(i);
            }
        }
        this.first = early ? new EarlyActions(context, actions, drafts, earlier).found() : Set.of();
    }

    /// Sorts.
    ///
    /// @param early whether anything may come before the rest
    /// @throws Ordering.Cycle when some wait for each other
    /// @throws NotWhole when online work must be given up
    static Sorted sort(List<Action> actions, Map<String, Draft> drafts, Context context, boolean early) {
        List<Action> plain = Ordering.sort(actions);
        boolean together = actions.stream().allMatch(action -> {
            Draft draft = Objects.requireNonNull(drafts.get(action.label()));
            return draft.kind() == StepKind.TRANSACTIONAL && !draft.isAhead();
        });
        return together ? new Sorted(List.of(), plain) : new Schedule(actions, drafts, context, early).sorted();
    }

    private Sorted sorted() {
        postpone();
        List<Integer> order = new ArrayList<>(grouped(first, true));
        int begins = order.size();
        List<Action> block = new ArrayList<>();
        Map<Action, Integer> places = new HashMap<>();
        for (int i = 0; i < actions.size(); i++) {
            if (!first.contains(i) && !last.contains(i)) {
                block.add(actions.get(i));
                places.put(actions.get(i), i);
            }
        }
        Ordering.sort(block).forEach(action -> order.add(places.get(action)));
        order.addAll(grouped(last, false));
        check(order);
        List<Action> sorted = order.stream().map(actions::get).toList();
        return new Sorted(sorted.subList(0, begins), sorted.subList(begins, sorted.size()));
    }

    /// Finds what comes behind the block: online work that needs it, and what needs that in turn.
    private void postpone() {
        Set<Id> failed = new HashSet<>();
        for (int i = 0; i < actions.size(); i++) {
            Draft draft = drafts.get(i);
            if (first.contains(i) || (draft.kind() == StepKind.TRANSACTIONAL && !draft.isAhead())) {
                continue;
            }
            if (draft.kind() == StepKind.TRANSACTIONAL) {
                // Old and new constraint together could forbid what each alone allows.
                draft.subject().filter(id -> id.kind() == Kind.CONSTRAINT).ifPresent(failed::add);
                continue;
            }
            Set<Integer> behind = reached(i);
            if (behind.stream().allMatch(this::mayWait)) {
                last.addAll(behind);
            } else {
                drafts.get(i).subject().ifPresent(failed::add);
            }
        }
        if (!failed.isEmpty()) {
            throw new NotWhole(failed);
        }
        takeAlong();
    }

    /// An object that comes back behind the block goes there too.
    private void takeAlong() {
        Map<Id, Set<Integer>> destroyers = new HashMap<>();
        for (int i = 0; i < actions.size(); i++) {
            for (Id id : actions.get(i).destroys()) {
                destroyers.computeIfAbsent(id, ignored -> new TreeSet<>()).add(i);
            }
        }
        Set<Id> failed = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(last);
        while (!open.isEmpty()) {
            int maker = open.remove();
            for (Id id : actions.get(maker).makes()) {
                Set<Integer> droppers = context.from().has(id) ? destroyers.getOrDefault(id, Set.of()) : Set.of();
                for (int dropper : droppers) {
                    if (last.contains(dropper)) {
                        continue;
                    }
                    boolean free = mayWait(dropper) && last.containsAll(later.get(dropper));
                    if (free) {
                        last.add(dropper);
                        open.add(dropper);
                    } else {
                        failed.addAll(workBefore(maker));
                    }
                }
            }
        }
        if (!failed.isEmpty()) {
            throw new NotWhole(failed);
        }
    }

    /// The objects of the postponed online work that an action waits for.
    private Set<Id> workBefore(int action) {
        Set<Id> objects = new HashSet<>();
        for (int i : last) {
            if (drafts.get(i).kind() != StepKind.TRANSACTIONAL && reached(i).contains(action)) {
                drafts.get(i).subject().ifPresent(objects::add);
            }
        }
        return objects;
    }

    private Set<Integer> reached(int from) {
        Set<Integer> reached = new TreeSet<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            int at = open.remove();
            if (reached.add(at)) {
                open.addAll(later.get(at));
            }
        }
        return reached;
    }

    /// Whether an action may be committed after everything else: it is about indexes and constraints only.
    private boolean mayWait(int place) {
        Action action = actions.get(place);
        boolean online = drafts.get(place).subject().isPresent();
        return !first.contains(place)
                && (online
                        || Stream.concat(action.makes().stream(), action.destroys().stream())
                                .allMatch(Schedule::partOfKey));
    }

    private static boolean partOfKey(Id id) {
        return switch (id.kind()) {
            case VIRTUAL_TABLE, INDEX, CONSTRAINT, REPLICA_IDENTITY -> true;
            case COMMENT, OPTIONS, SECURITY_LABEL ->
                id.parent()
                        .filter(above -> above.kind() == Kind.INDEX || above.kind() == Kind.CONSTRAINT)
                        .isPresent();
            default -> false;
        };
    }

    /// Sorts a part so that as few transactions as can be are begun.
    private List<Integer> grouped(Set<Integer> part, boolean before) {
        Set<Integer> left = new TreeSet<>(part);
        List<Integer> order = new ArrayList<>();
        StepKind open = StepKind.TRANSACTIONAL;
        while (!left.isEmpty()) {
            List<Integer> ready = left.stream()
                    .filter(i -> earlier.get(i).stream().noneMatch(left::contains))
                    .toList();
            StepKind current = open;
            Optional<Integer> next = order.isEmpty() || current != StepKind.TRANSACTIONAL
                    ? Optional.empty()
                    : ready.stream()
                            .filter(i -> drafts.get(i).kind() == current)
                            .findFirst();
            int chosen = next.orElseGet(() -> ready.stream()
                    .min(Comparator.comparingInt((Integer i) -> rank(i, before)))
                    .orElseThrow());
            left.remove(chosen);
            order.add(chosen);
            open = drafts.get(chosen).kind();
        }
        return order;
    }

    private int rank(int place, boolean before) {
        boolean value = before
                && drafts.get(place).isAhead()
                && drafts.get(place).subject().isEmpty();
        return value
                ? -1
                : switch (drafts.get(place).kind()) {
                    case CONCURRENT_BUILD -> 0;
                    case TRANSACTIONAL -> 1;
                    case VALIDATION -> 2;
                    case CONCURRENT_DROP -> 3;
                };
    }

    /// No transaction ends between the end of an object and its return.
    private void check(List<Integer> order) {
        Map<Id, Integer> ends = new HashMap<>();
        Set<Id> failed = new HashSet<>();
        for (int place = 0; place < order.size(); place++) {
            Action action = actions.get(order.get(place));
            for (Id id : action.makes()) {
                Integer end = ends.get(id);
                if (end != null) {
                    for (int between = end; between <= place; between++) {
                        Draft draft = drafts.get(order.get(between));
                        if (draft.kind() != StepKind.TRANSACTIONAL) {
                            draft.subject().ifPresent(failed::add);
                        }
                    }
                }
            }
            for (Id id : action.destroys()) {
                if (context.from().has(id) && context.to().has(id)) {
                    ends.putIfAbsent(id, place);
                }
            }
        }
        if (!failed.isEmpty()) {
            throw new NotWhole(failed);
        }
    }
}
