package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Action;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Ordering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Puts the changes that each write the rows of a table anew into one statement: `ALTER TABLE` with several actions
/// writes them once, and checks constraints and builds indexes once.
final class JoinedRewrites {
    private static final String SEPARATOR = ",\n    ";

    /// By how a statement begins: the table that it writes anew, as `ALTER TABLE public.users `.
    private final Map<String, String> beginnings = new LinkedHashMap<>();

    private final Map<String, Draft> drafts;

    private JoinedRewrites(Map<String, Draft> drafts) {
        this.drafts = drafts;
    }

    /// @param drafts by the labels of their actions
    static JoinedRewrites of(Map<String, Draft> drafts, Context context, Fates fates) {
        JoinedRewrites joined = new JoinedRewrites(drafts);
        for (Id id : fates.altered().keySet()) {
            if (id.kind() == Kind.TABLE) {
                String table = Mention.alter(id, context.to()) + " ";
                joined.add(table, table + "SET LOGGED", table + "SET UNLOGGED", table + "SET ACCESS METHOD ");
            } else if (id.kind() == Kind.COLUMN) {
                joined.column(context.to().find(id).orElseThrow(), context);
            }
        }
        for (Fact column : context.to().of(Kind.COLUMN)) {
            Id table = Mention.parent(column.id());
            boolean added = table.kind() == Kind.TABLE
                    && context.from().has(table)
                    && (!context.from().has(column.id()) || fates.gone().contains(column.id()));
            // The sequence of an identity takes after the table as that was before the statement.
            boolean apart =
                    context.to().has(column.id().satellite(Kind.IDENTITY)) && Persistence.changes(table, context);
            if (added && !apart && Rewriting.filled(column, context.to())) {
                joined.add(Mention.alter(table, context.to()) + " ", Columns.adding(column, context));
            }
        }
        return joined;
    }

    private void column(Fact column, Context context) {
        Kind relation = Mention.parent(column.id()).kind();
        String table = Mention.alterAbove(column, context.to()) + " ";
        if (relation == Kind.TABLE) {
            add(table, Columns.retyping(column, context), Columns.altering(column, context) + "SET EXPRESSION ");
        } else if (relation == Kind.COMPOSITE) {
            add(table, Columns.retypingAttribute(column, context));
        }
    }

    private void add(String table, String... begin) {
        for (String beginning : begin) {
            beginnings.put(beginning, table);
        }
    }

    /// The same actions; those of one table that can stand together are one.
    List<Action> join(List<Action> sorted) {
        List<Action> all = new ArrayList<>();
        List<Action> open = new ArrayList<>();
        for (Action action : sorted) {
            boolean shared = Optional.ofNullable(drafts.get(action.label()))
                    .filter(draft -> draft.kind() == StepKind.TRANSACTIONAL)
                    .isPresent();
            if (shared) {
                open.add(action);
            } else {
                all.addAll(transaction(open));
                open.clear();
                all.add(action);
            }
        }
        all.addAll(transaction(open));
        return all;
    }

    /// The actions that may change places with each other.
    private List<Action> transaction(List<Action> actions) {
        Map<String, List<Integer>> byTable = new TreeMap<>();
        for (int i = 0; i < actions.size(); i++) {
            int place = i;
            table(actions.get(i))
                    .ifPresent(table -> byTable.computeIfAbsent(table, ignored -> new ArrayList<>())
                            .add(place));
        }
        byTable.values().removeIf(places -> places.size() < 2);
        if (byTable.isEmpty()) {
            return List.copyOf(actions);
        }
        List<Set<Integer>> later = Ordering.edges(actions);
        List<Set<Integer>> groups = new ArrayList<>();
        byTable.values().forEach(places -> groups.add(new TreeSet<>(places)));
        Optional<List<Set<Integer>>> order = order(later, groups);
        if (order.isEmpty()) {
            List<Set<Integer>> fitting = new ArrayList<>();
            byTable.values().forEach(places -> fit(places, later, fitting));
            order = order(later, fitting);
        }
        return order.orElseThrow().stream()
                .map(places -> merged(places.stream().sorted().map(actions::get).toList()))
                .toList();
    }

    /// Divides the places of one table so that each part can stand together.
    private static void fit(List<Integer> places, List<Set<Integer>> later, List<Set<Integer>> fitting) {
        List<Integer> left = new ArrayList<>(places);
        while (left.size() > 1) {
            Set<Integer> part = new TreeSet<>(Set.of(left.get(0)));
            fitting.add(part);
            for (int place : left.subList(1, left.size())) {
                part.add(place);
                if (order(later, fitting).isEmpty()) {
                    part.remove(place);
                }
            }
            left.removeAll(part);
        }
    }

    /// The places in an order in which each group stands together and as little as can be moves; empty when there is
    /// none.
    private static Optional<List<Set<Integer>>> order(List<Set<Integer>> later, List<Set<Integer>> groups) {
        Map<Integer, Integer> first = new HashMap<>();
        Map<Integer, Set<Integer>> members = new HashMap<>();
        for (Set<Integer> group : groups) {
            int head = group.stream().min(Integer::compare).orElseThrow();
            members.put(head, group);
            group.forEach(place -> first.put(place, head));
        }
        Map<Integer, Set<Integer>> after = new HashMap<>();
        Map<Integer, Integer> waiting = new HashMap<>();
        for (int i = 0; i < later.size(); i++) {
            int from = first.getOrDefault(i, i);
            Set<Integer> targets = after.computeIfAbsent(from, ignored -> new HashSet<>());
            waiting.putIfAbsent(from, 0);
            for (int target : later.get(i)) {
                int to = first.getOrDefault(target, target);
                if (to != from && targets.add(to)) {
                    waiting.merge(to, 1, Integer::sum);
                }
            }
        }
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        waiting.forEach((place, count) -> {
            if (count == 0) {
                ready.add(place);
            }
        });
        List<Set<Integer>> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            int next = ready.remove();
            order.add(members.getOrDefault(next, Set.of(next)));
            for (int target : after.getOrDefault(next, Set.of())) {
                if (waiting.merge(target, -1, Integer::sum) == 0) {
                    ready.add(target);
                }
            }
        }
        return order.size() == waiting.size() ? Optional.of(order) : Optional.empty();
    }

    private Optional<String> table(Action action) {
        return action.statements().stream()
                .flatMap(statement -> table(statement).stream())
                .findFirst();
    }

    private Optional<String> table(String statement) {
        return beginnings.entrySet().stream()
                .filter(entry -> statement.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private Action merged(List<Action> actions) {
        Action first = actions.get(0);
        if (actions.size() == 1) {
            return first;
        }
        String table = table(first).orElseThrow();
        List<String> before = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        List<String> after = new ArrayList<>();
        Set<Id> makes = new HashSet<>();
        Set<Id> destroys = new HashSet<>();
        Set<Id> needs = new HashSet<>();
        Set<Id> releases = new HashSet<>();
        for (Action action : actions) {
            boolean begun = false;
            for (String statement : action.statements()) {
                if (table(statement).isPresent()) {
                    parts.add(statement.substring(table.length()));
                    begun = true;
                } else {
                    (begun ? after : before).add(statement);
                }
            }
            makes.addAll(action.makes());
            destroys.addAll(action.destroys());
            needs.addAll(action.needs());
            releases.addAll(action.releases());
        }
        List<String> statements = new ArrayList<>(before);
        statements.add(table.strip() + "\n    " + String.join(SEPARATOR, parts));
        statements.addAll(after);
        needs.removeAll(makes);
        releases.removeAll(destroys);
        return new Action(first.label(), first.weight(), statements, makes, destroys, needs, releases);
    }

    /// The statements that one with several actions stands for.
    static List<String> parts(String statement) {
        int end = statement.indexOf("\n    ");
        boolean several = end > 0 && (statement.startsWith("ALTER TABLE ") || statement.startsWith("ALTER TYPE "));
        String head = several ? statement.substring(0, end) : "";
        return several
                ? TopLevel.parts(statement.substring(end)).stream()
                        .map(part -> head + " " + part)
                        .toList()
                : List.of(statement);
    }
}
