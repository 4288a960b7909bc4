package dev.turnstone.postgresql.writer;

import dev.turnstone.dialect.Written.Line;
import dev.turnstone.schema.Action;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Ordering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Routines whose bodies are text: what they name is unknown to PostgreSQL, so names in the text decide where they
/// stand, as long as that leads into no circle.
final class Bodies {
    private static final String OFF = "SET check_function_bodies = off";
    private static final String ON = "RESET check_function_bodies";
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    /// By label: what the text of a routine names and some action makes.
    private final Map<String, Set<Id>> hints;
    /// By label: the routines that are made or replaced.
    private final Map<String, Fact> routines;
    /// The labels of those whose bodies the server must not look at when they are made.
    private final Set<String> unchecked = new HashSet<>();
    /// By statement: what to know about it.
    private final Map<String, String> notes = new HashMap<>();

    private Bodies(Map<String, Set<Id>> hints, Map<String, Fact> routines) {
        this.hints = hints;
        this.routines = routines;
    }

    /// The hints in what routines say that are made or replaced.
    static Bodies of(List<Draft> drafts, Context context) {
        Map<String, List<Id>> named = new HashMap<>();
        List<Action> actions = drafts.stream().map(Draft::action).toList();
        Map<String, Fact> routines = new HashMap<>();
        for (Action action : actions) {
            for (Id id : action.makes()) {
                boolean nameable = switch (id.kind()) {
                    case TABLE, FOREIGN_TABLE, VIEW, MATERIALIZED_VIEW, SEQUENCE, COLUMN -> true;
                    case FUNCTION, PROCEDURE, AGGREGATE, ENUM, DOMAIN, COMPOSITE, RANGE -> true;
                    default -> false;
                };
                if (nameable) {
                    named.computeIfAbsent(word(id), ignored -> new ArrayList<>())
                            .add(id);
                }
                if (id.kind() == Kind.FUNCTION || id.kind() == Kind.PROCEDURE) {
                    context.to().find(id).ifPresent(fact -> routines.put(action.label(), fact));
                }
            }
        }
        Map<String, Set<Id>> hints = new HashMap<>();
        routines.forEach((label, fact) -> hints.put(label, hints(fact, named)));
        return new Bodies(hints, routines);
    }

    private static String word(Id id) {
        int open = id.name().indexOf('(');
        String name = open > 0 && id.kind() != Kind.COLUMN ? id.name().substring(0, open) : id.name();
        return name.toLowerCase(Locale.ROOT);
    }

    private static Set<Id> hints(Fact routine, Map<String, List<Id>> named) {
        Set<Id> hints = new HashSet<>();
        String definition = routine.get(Attribute.DEFINITION).orElse("");
        int body = definition.indexOf("\nAS ");
        Matcher words = WORD.matcher(body < 0 ? "" : definition.substring(body));
        while (words.find()) {
            named.getOrDefault(words.group().toLowerCase(Locale.ROOT), List.of()).stream()
                    .filter(id -> !id.equals(routine.id()))
                    .forEach(hints::add);
        }
        return hints;
    }

    /// Sorts; hints that lead into a circle are dropped.
    Schedule.Sorted sort(List<Draft> drafts, Context context, boolean early) {
        Map<String, Draft> byLabel = new HashMap<>();
        drafts.forEach(draft -> byLabel.put(draft.label(), draft));
        List<Action> plain = drafts.stream().map(Draft::action).toList();
        Map<String, Set<Id>> followed = new HashMap<>(hints);
        while (true) {
            try {
                return Schedule.sort(
                        plain.stream().map(action -> hinted(action, followed)).toList(), byLabel, context, early);
            } catch (Ordering.Cycle cycle) {
                Optional<String> label = cycle.actions().stream()
                        .map(Action::label)
                        .filter(one -> !followed.getOrDefault(one, Set.of()).isEmpty())
                        .findFirst();
                if (label.isEmpty()) {
                    throw cycle;
                }
                for (Action action : cycle.actions()) {
                    if (!followed.getOrDefault(action.label(), Set.of()).isEmpty()) {
                        followed.remove(action.label());
                        unchecked.add(action.label());
                    }
                }
            }
        }
    }

    private static Action hinted(Action action, Map<String, Set<Id>> followed) {
        Set<Id> hints = followed.getOrDefault(action.label(), Set.of());
        if (hints.isEmpty()) {
            return action;
        }
        Set<Id> needs = new HashSet<>(action.needs());
        needs.addAll(hints);
        needs.removeAll(action.makes());
        return new Action(
                action.label(),
                action.weight(),
                action.statements(),
                action.makes(),
                action.destroys(),
                needs,
                action.releases());
    }

    /// The same actions, each routine that must not be looked at between OFF and ON, so that nothing of it is left in
    /// the session.
    List<Action> shielded(List<Action> sorted, Context context) {
        UnseenNames names = new UnseenNames(context.to());
        List<Action> shielded = new ArrayList<>();
        for (Action action : sorted) {
            Optional<Fact> routine = Optional.ofNullable(routines.get(action.label()));
            Optional<String> note = routine.flatMap(names::note);
            note.ifPresent(words ->
                    action.statements().stream().findFirst().ifPresent(statement -> notes.put(statement, words)));
            boolean shield = unchecked.contains(action.label()) || note.isPresent();
            shielded.add(shield && !action.statements().isEmpty() ? between(action) : action);
        }
        return shielded;
    }

    private static Action between(Action action) {
        List<String> statements = new ArrayList<>();
        statements.add(OFF);
        statements.addAll(action.statements());
        statements.add(ON);
        return new Action(
                action.label(),
                action.weight(),
                statements,
                action.makes(),
                action.destroys(),
                action.needs(),
                action.releases());
    }

    /// Statements without an ON that an OFF follows at once.
    static List<String> joined(List<String> statements) {
        List<String> joined = new ArrayList<>();
        for (String statement : statements) {
            boolean again = statement.equals(OFF)
                    && !joined.isEmpty()
                    && joined.getLast().equals(ON);
            if (again) {
                joined.removeLast();
            } else {
                joined.add(statement);
            }
        }
        return joined;
    }

    /// A statement with what to know about it.
    Line line(Line line) {
        return Optional.ofNullable(notes.get(line.sql()))
                .map(note -> new Line(
                        line.sql(),
                        Stream.concat(line.notes().stream(), Stream.of(note)).toList()))
                .orElse(line);
    }
}
