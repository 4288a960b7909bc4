package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Action;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which online work can be done before everything else: what it needs is there, or is only added, complete with all
/// that protects it, and nothing that it forbids is allowed both before and after.
final class EarlyActions {
    private final Context context;
    private final List<Action> actions;
    private final List<Draft> drafts;
    private final List<Set<Integer>> earlier;
    /// By object: the actions that make it or something that belongs to it.
    private final Map<Id, Set<Integer>> made = new HashMap<>();
    /// By object: the actions that touch it or something that belongs to it.
    private final Map<Id, Set<Integer>> touched = new HashMap<>();

    EarlyActions(Context context, List<Action> actions, List<Draft> drafts, List<Set<Integer>> earlier) {
        this.context = context;
        this.actions = actions;
        this.drafts = drafts;
        this.earlier = earlier;
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            for (Id id : action.makes()) {
                index(made, id, i);
                index(touched, id, i);
            }
            for (Id id : action.destroys()) {
                index(touched, id, i);
            }
            if (action.makes().isEmpty() && action.destroys().isEmpty()) {
                for (Id id : action.needs()) {
                    index(made, id, i);
                    index(touched, id, i);
                }
            }
        }
    }

    private static void index(Map<Id, Set<Integer>> index, Id id, int action) {
        Optional<Id> at = Optional.of(id);
        while (at.isPresent()) {
            index.computeIfAbsent(at.get(), ignored -> new TreeSet<>()).add(action);
            at = at.get().parent();
        }
    }

    /// Their places.
    Set<Integer> found() {
        Set<Integer> found = new TreeSet<>();
        for (int i = 0; i < actions.size(); i++) {
            StepKind kind = drafts.get(i).kind();
            boolean work = kind == StepKind.CONCURRENT_BUILD || kind == StepKind.VALIDATION;
            boolean value = drafts.get(i).isAhead() && drafts.get(i).subject().isEmpty();
            if (work || value) {
                closure(i).ifPresent(found::addAll);
            }
        }
        return found;
    }

    /// An action with everything that must be committed with it or before; empty when that cannot be.
    private Optional<Set<Integer>> closure(int start) {
        Set<Integer> closure = new TreeSet<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            int at = open.remove();
            if (!closure.add(at)) {
                continue;
            }
            Optional<Set<Integer>> more = with(at);
            if (more.isEmpty()) {
                return Optional.empty();
            }
            open.addAll(more.get());
            open.addAll(earlier.get(at));
        }
        return Optional.of(closure);
    }

    /// What must go along with an action; empty when it cannot be committed before the rest.
    private Optional<Set<Integer>> with(int place) {
        Action action = actions.get(place);
        Draft draft = drafts.get(place);
        Set<Integer> more = new TreeSet<>();
        Set<Id> forbidding = forbidding(draft, action);
        if (!forbidding.isEmpty()) {
            Optional<Set<Integer>> defaults = defaults(forbidding);
            if (defaults.isEmpty()) {
                return Optional.empty();
            }
            more.addAll(defaults.get());
        }
        boolean work = draft.kind() == StepKind.CONCURRENT_BUILD || draft.kind() == StepKind.VALIDATION;
        if (work || draft.isAhead()) {
            return Optional.of(more);
        }
        if (draft.kind() == StepKind.CONCURRENT_DROP || !action.destroys().isEmpty()) {
            return Optional.empty();
        }
        // The statement of a new table is composed later, of what comes with it.
        boolean brought =
                action.statements().isEmpty() && action.makes().stream().noneMatch(id -> id.kind() == Kind.TABLE);
        for (Id id : action.makes()) {
            if (id.kind() == Kind.VIRTUAL_TABLE) {
                continue;
            }
            if (!brought && !additive(id)) {
                return Optional.empty();
            }
            if (!context.from().has(id)) {
                more.addAll(made.getOrDefault(id, Set.of()));
            }
        }
        return Optional.of(more);
    }

    /// Whether an object is new and nobody's rights or rows depend on it yet.
    private boolean additive(Id id) {
        if (context.from().has(id)) {
            return id.kind() == Kind.DEFAULT;
        }
        boolean standing = id.parent().filter(context.from()::has).isPresent();
        return switch (id.kind()) {
            case EVENT_TRIGGER, DEFAULT_PRIVILEGE, PUBLICATION, SUBSCRIPTION, CAST, OPERATOR_CLASS -> false;
            case GRANT, POLICY, ROW_SECURITY, OWNER, TRIGGER, RULE, IDENTITY, OPTIONS, REPLICA_IDENTITY -> !standing;
            case PARTITION, INHERITANCE -> !standing;
            case COLUMN -> !standing || unguarded(id);
            case TABLE, VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE, SEQUENCE, FUNCTION, PROCEDURE, AGGREGATE ->
                !changes(Kind.DEFAULT_PRIVILEGE);
            case ENUM, DOMAIN, COMPOSITE, RANGE, SCHEMA -> !changes(Kind.DEFAULT_PRIVILEGE);
            default -> true;
        };
    }

    private boolean changes(Kind kind) {
        return actions.stream()
                .anyMatch(action -> action.makes().stream().anyMatch(id -> id.kind() == kind)
                        || action.destroys().stream().anyMatch(id -> id.kind() == kind));
    }

    /// Whether nothing that says who may see rows of the table of a new column changes as well.
    private boolean unguarded(Id column) {
        Id table = Mention.parent(column);
        return touches(table).stream()
                .noneMatch(id -> !id.within(column)
                        && switch (id.kind()) {
                            case GRANT, POLICY, ROW_SECURITY, OWNER, RULE, OPTIONS -> true;
                            default -> false;
                        });
    }

    private Set<Id> touches(Id object) {
        Set<Id> ids = new HashSet<>();
        for (int i : touched.getOrDefault(object, Set.of())) {
            ids.addAll(actions.get(i).makes());
            ids.addAll(actions.get(i).destroys());
        }
        ids.removeIf(id -> !id.within(object));
        return ids;
    }

    /// The columns of tables that exist whose values an action restricts.
    private Set<Id> forbidding(Draft draft, Action action) {
        Set<Id> columns = new HashSet<>();
        draft.subject().ifPresent(id -> restricted(id, columns));
        action.makes().forEach(id -> restricted(id, columns));
        columns.removeIf(column -> !context.from().has(Mention.parent(column)));
        return columns;
    }

    private void restricted(Id id, Set<Id> columns) {
        Optional<Fact> fact = context.to().find(id);
        if (fact.isEmpty()) {
            return;
        }
        switch (id.kind()) {
            case COLUMN -> {
                if (fact.get().is(Attribute.NOT_NULL)) {
                    columns.add(id);
                }
            }
            case INDEX -> {
                if (fact.get().is(Attribute.UNIQUE)) {
                    fact.get().needs().stream()
                            .filter(need -> need.kind() == Kind.COLUMN)
                            .forEach(columns::add);
                }
            }
            case CONSTRAINT ->
                fact.get().needs().stream()
                        .filter(need -> need.kind() == Kind.COLUMN)
                        .forEach(columns::add);
            default -> {}
        }
    }

    /// The defaults that must be set before values are restricted; empty when what fills them changes otherwise.
    private Optional<Set<Integer>> defaults(Set<Id> columns) {
        Set<Integer> defaults = new TreeSet<>();
        for (Id column : columns) {
            Id table = Mention.parent(column);
            Set<Id> touches = touches(table);
            boolean filled = touches.stream().anyMatch(id -> id.kind() == Kind.TRIGGER || id.kind() == Kind.RULE);
            if (filled || (fires(table) && changesRoutine()) || identity(column, touches)) {
                return Optional.empty();
            }
            Id value = column.satellite(Kind.DEFAULT);
            if (context.from().has(column) && touches.contains(value)) {
                if (!context.to().has(value) || !hoisted(column, touches)) {
                    return Optional.empty();
                }
                defaults.addAll(touched.getOrDefault(value, Set.of()));
            }
            boolean domain = context.from().find(column).stream()
                    .flatMap(fact -> fact.needs().stream())
                    .anyMatch(need -> need.kind() == Kind.DOMAIN && touched.containsKey(need));
            if (domain) {
                return Optional.empty();
            }
        }
        return Optional.of(defaults);
    }

    private boolean identity(Id column, Set<Id> touches) {
        return context.from().has(column) && touches.contains(column.satellite(Kind.IDENTITY));
    }

    /// Whether a new default breaks nothing that is still there.
    private boolean hoisted(Id column, Set<Id> touches) {
        boolean retyped = touched.getOrDefault(column, Set.of()).stream()
                .anyMatch(i -> actions.get(i).destroys().contains(column));
        boolean protects = touches.stream()
                .filter(context.from()::has)
                .anyMatch(id -> id.kind() == Kind.POLICY || id.kind() == Kind.CONSTRAINT);
        return !retyped && !protects;
    }

    private boolean fires(Id table) {
        return fires(table, context.from()) || fires(table, context.to());
    }

    private static boolean fires(Id table, Schema schema) {
        List<Fact> firing = new ArrayList<>(schema.children(table, Kind.TRIGGER));
        firing.addAll(schema.children(table, Kind.RULE));
        return !firing.isEmpty();
    }

    private boolean changesRoutine() {
        return actions.stream()
                .flatMap(action -> action.makes().stream())
                .anyMatch(id -> (id.kind() == Kind.FUNCTION || id.kind() == Kind.PROCEDURE)
                        && context.from().has(id));
    }
}
