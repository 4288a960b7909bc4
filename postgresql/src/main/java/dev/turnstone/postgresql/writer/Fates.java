package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What becomes of every object that is there: altered where it stands, or gone, maybe to come back. Whatever depends
/// on what goes, goes before it, and comes back when it is in the schema after.
final class Fates {
    private final Context context;
    private final Rules rules;
    private final Map<Id, Set<Id>> dependants;
    private final Map<Id, String> refused = new LinkedHashMap<>();
    private final Map<Id, Alteration> altered = new LinkedHashMap<>();
    /// Why something goes: the change that began it.
    private final Map<Id, Id> gone = new LinkedHashMap<>();
    /// What is made again because no order was found in which it is altered.
    private final Set<Id> remade = new HashSet<>();
    private final Deque<Step> steps = new ArrayDeque<>();

    /// @param converts whether it is a change of type, and values become something else
    private record Step(Id id, Id cause, boolean retype, boolean converts) {}

    Fates(Context context, Rules rules) {
        this.context = context;
        this.rules = rules;
        this.dependants = context.from().dependants();
    }

    /// Leaves a change out.
    void refuse(Id change, String why) {
        refused.putIfAbsent(change, why);
    }

    /// The changes that were left out, and why.
    Map<Id, String> refused() {
        return refused;
    }

    /// Objects that are altered where they stand.
    Map<Id, Alteration> altered() {
        return altered;
    }

    /// Everything that goes, by itself or with something else.
    Set<Id> gone() {
        return gone.keySet();
    }

    /// Lets an object be made again that was to be altered where it stands; false when it cannot or already is.
    boolean remake(Id id) {
        boolean place = altered.get(id) instanceof Alteration.InPlace;
        boolean light = switch (id.kind()) {
            case VIEW, POLICY, RULE, TRIGGER, FUNCTION, PROCEDURE, DEFAULT, CONSTRAINT, INDEX -> true;
            default -> false;
        };
        return place && light && remade.add(id);
    }

    /// Decides, as often as something turns out to be impossible.
    void settle(List<Change> changes) {
        int known;
        do {
            known = refused.size();
            altered.clear();
            gone.clear();
            steps.clear();
            context.copies().members().forEach((root, members) -> {
                if (!refused.containsKey(root)) {
                    members.forEach(table -> go(table, root));
                }
            });
            changes.forEach(this::begin);
            while (!steps.isEmpty()) {
                Step step = steps.remove();
                if (step.retype()) {
                    retyped(step);
                } else {
                    dropped(step);
                }
            }
            altered.keySet().removeIf(id -> gone.containsKey(id) && !(altered.get(id) instanceof Alteration.Renewed));
        } while (refused.size() > known);
    }

    private void begin(Change change) {
        if (refused.containsKey(change.id()) || copied(change.id())) {
            return;
        }
        switch (change) {
            case Change.Drop drop -> go(drop.id(), drop.id());
            case Change.Alter alter -> alter(alter);
            case Change.Create create -> created(create.fact());
            case Change.Rename ignored -> {}
        }
    }

    /// Whether it belongs to a table that goes as a whole, since its rows are copied into another.
    private boolean copied(Id id) {
        return id.nearest(Kind.TABLE)
                .filter(table ->
                        context.copies().leaves(table) && context.from().has(id))
                .isPresent();
    }

    /// A domain is made again when a constraint cannot be added to it.
    private void created(Fact fact) {
        if (Domains.unreachable(fact, context)) {
            renew(Mention.parent(fact.id()), fact.id(), new Alteration.Renewed());
        }
    }

    private void alter(Change.Alter alter) {
        Id id = alter.id();
        if (remade.contains(id)) {
            go(id, id);
            return;
        }
        Alteration alteration = rules.alter(alter.from(), alter.to(), context);
        switch (alteration) {
            case Alteration.InPlace place -> {
                altered.put(id, place);
                if (alter.from().is(PostgresAttribute.NOT_VALID)) {
                    created(alter.to());
                }
            }
            case Alteration.Retyped retyped -> {
                altered.put(id, retyped);
                steps.add(new Step(id, id, true, retyped.converts()));
            }
            case Alteration.Anew ignored -> go(id, id);
            case Alteration.Renewed renewed -> renew(id, id, renewed);
            case Alteration.Refused refusal -> refuse(id, refusal.why());
        }
    }

    private void renew(Id id, Id cause, Alteration.Renewed renewed) {
        if (altered.put(id, renewed) instanceof Alteration.Renewed) {
            return;
        }
        go(id, cause);
    }

    private void go(Id id, Id cause) {
        if (gone.putIfAbsent(id, cause) == null) {
            steps.add(new Step(id, cause, false, false));
            if (id.kind() == Kind.INDEX || id.kind() == Kind.CONSTRAINT) {
                attached(id, cause);
                context.to().find(id).ifPresent(this::created);
            }
        }
    }

    /// A part of a partitioned table's index goes with that; one that a constraint has made only once its table is
    /// detached.
    private void attached(Id part, Id cause) {
        Fact fact = context.from().find(part).orElseThrow();
        Id table = Mention.parent(part);
        Optional<Id> above = Partitions.above(fact);
        if (above.isEmpty()
                || gone.containsKey(table)
                || !context.to().has(table)
                || Partitions.moved(table, context)) {
            return;
        }
        if (fact.is(Attribute.INHERITED)) {
            go(above.get(), cause);
        } else {
            go(table.satellite(Kind.PARTITION), cause);
        }
    }

    private void dropped(Step step) {
        Id id = step.id();
        for (Fact child : context.from().children(id)) {
            if (id.kind() != Kind.SCHEMA || child.id().kind().satellite()) {
                go(child.id(), step.cause());
            }
        }
        boolean renewed = altered.get(id) instanceof Alteration.Renewed;
        boolean superseded = Overloads.superseded(id, context);
        for (Id other : dependants.getOrDefault(id, Set.of())) {
            if (!other.within(id) && (superseded || !releases(other, id))) {
                Fact dependant = context.from().find(other).orElseThrow();
                react(dependant, step, Reaction.toDrop(dependant, id, renewed, context));
            }
        }
    }

    private void retyped(Step step) {
        if (gone.containsKey(step.id())) {
            return;
        }
        Id id = step.id();
        if (step.converts()) {
            context.from().children(id, Kind.DEFAULT).forEach(child -> go(child.id(), step.cause()));
        }
        Id relation = Mention.parent(id);
        if (relation.kind() == Kind.COMPOSITE && used(relation)) {
            renew(relation, step.cause(), new Alteration.Renewed());
        }
        for (Id other : dependants.getOrDefault(id, Set.of())) {
            if (!other.within(id) && !releases(other, id)) {
                Fact dependant = context.from().find(other).orElseThrow();
                react(dependant, step, Reaction.toRetype(dependant, id, step.converts(), context));
            }
        }
    }

    /// Whether rows hold values of a composite type.
    private boolean used(Id composite) {
        return dependants.getOrDefault(composite, Set.of()).stream()
                .anyMatch(other -> other.kind() == Kind.COLUMN || other.kind() == Kind.DOMAIN);
    }

    /// Whether an object that is altered where it stands lets go of another by that.
    private boolean releases(Id dependant, Id of) {
        boolean place = altered.get(dependant) instanceof Alteration.InPlace
                || altered.get(dependant) instanceof Alteration.Retyped;
        return place
                && !context.to()
                        .find(dependant)
                        .map(fact -> fact.needs().contains(of))
                        .orElse(false);
    }

    private void react(Fact dependant, Step step, Reaction reaction) {
        Id id = dependant.id();
        if (reaction == Reaction.CONVERTED && copied(id)) {
            return;
        }
        switch (reaction) {
            case STAYS -> {}
            case TAKEN_DOWN -> go(id, step.cause());
            case CONVERTED -> convert(dependant, step);
            case BLOCKS ->
                refuse(
                        step.cause(),
                        id.words() + " depends on " + step.id().words() + " and holds rows: give it another type first,"
                                + " in a migration of its own");
        }
    }

    private void convert(Fact dependant, Step step) {
        Id id = dependant.id();
        if (id.kind() != Kind.COLUMN) {
            renew(id, step.cause(), new Alteration.Renewed());
            return;
        }
        Id relation = Mention.parent(id);
        if (relation.kind() == Kind.COMPOSITE) {
            renew(relation, step.cause(), new Alteration.Renewed());
            return;
        }
        if (altered.get(id) instanceof Alteration.Retyped) {
            return;
        }
        if (Family.partitionedBy(context.from(), relation, id.name())) {
            refuse(
                    step.cause(),
                    "the rows of " + relation.words() + " are divided among partitions by " + id.words()
                            + ", whose type cannot change: make a new partitioned table and copy the rows");
            return;
        }
        List<String> statements = new ArrayList<>();
        Fact after = context.to().find(id).orElseThrow();
        boolean above = dependant.is(Attribute.INHERITED)
                && Family.parentColumn(id, context.from()).isPresent();
        if (!above) {
            try {
                statements.add(Columns.retype(dependant, after, context, true));
            } catch (Unwritable unwritable) {
                refuse(step.cause(), "values of " + id.words() + ": " + unwritable.why() + ": " + context.askedFor(id));
                return;
            }
        }
        if (altered.get(id) instanceof Alteration.InPlace place) {
            statements.addAll(place.statements());
        }
        altered.put(id, new Alteration.Retyped(statements, true));
        steps.add(new Step(id, step.cause(), true, true));
    }

    /// What takes an object along when it goes: the object of whose drop statement it is part, maybe itself.
    Id carrier(Id id) {
        Id at = id;
        Set<Id> seen = new LinkedHashSet<>();
        while (seen.add(at)) {
            Optional<Id> next = next(at);
            if (next.isEmpty()) {
                return at;
            }
            at = next.get();
        }
        return id;
    }

    private Optional<Id> next(Id id) {
        Optional<Id> parent = id.parent().filter(gone::containsKey);
        if (parent.isPresent()
                && (parent.get().kind() != Kind.SCHEMA || id.kind().satellite())) {
            return carries(parent.get())
                            || (id.kind().satellite() && parent.get().kind() != Kind.COLUMN)
                    ? parent
                    : Optional.empty();
        }
        Fact fact = context.from().find(id).orElseThrow();
        return switch (id.kind()) {
            case CONSTRAINT, INDEX -> column(fact).or(() -> above(fact));
            case SEQUENCE -> above(fact);
            case REPLICA_IDENTITY ->
                fact.needs().stream().filter(gone::containsKey).findFirst();
            case COLUMN ->
                inherited(fact).or(() -> TypedTables.attribute(id, context).filter(gone::containsKey));
            default -> Optional.empty();
        };
    }

    /// A column of a view is only there to carry something, and nothing drops it but the view. User mappings keep their
    /// server.
    private boolean carries(Id parent) {
        if (parent.kind() == Kind.SERVER) {
            return false;
        }
        return parent.kind() != Kind.COLUMN
                || Mention.parent(parent).kind() == Kind.TABLE
                || Mention.parent(parent).kind() == Kind.FOREIGN_TABLE
                || Mention.parent(parent).kind() == Kind.COMPOSITE
                || gone.containsKey(Mention.parent(parent));
    }

    /// The column that takes an inherited one along: one of a table that it goes on to inherit from.
    private Optional<Id> inherited(Fact column) {
        if (!column.is(Attribute.INHERITED)) {
            return Optional.empty();
        }
        Id table = Mention.parent(column.id());
        return Family.links(table, context.from()).stream()
                .filter(link -> !gone.containsKey(link) || again(link))
                .flatMap(link -> context.from().find(link).flatMap(Family::parent).stream())
                .map(above -> above.child(Kind.COLUMN, column.id().name()))
                .filter(gone::containsKey)
                .findFirst();
    }

    /// Whether a partition only gets other bounds.
    private boolean again(Id link) {
        Optional<Id> before = context.from().find(link).flatMap(Family::parent);
        return before.isPresent()
                && context.to().find(link).flatMap(Family::parent).equals(before);
    }

    private Optional<Id> above(Fact fact) {
        boolean left = fact.is(Attribute.INHERITED) && Partitions.detached(fact, context);
        return fact.get(Attribute.PARENT).map(Id::parse).filter(parent -> !left && gone.containsKey(parent));
    }

    /// A column that goes takes the constraints and indexes along that its own table has on it.
    private Optional<Id> column(Fact fact) {
        Id table = Mention.parent(fact.id());
        Optional<Id> listed = fact.get(Attribute.COLUMNS).map(Names::read).orElse(List.of()).stream()
                .map(name -> table.child(Kind.COLUMN, name))
                .filter(gone::containsKey)
                .findFirst();
        if (Constraints.type(fact).equals("exclusion")) {
            // A column that only its condition names cannot go before it.
            return listed;
        }
        return listed.or(() -> fact.needs().stream()
                .filter(need -> need.kind() == Kind.COLUMN && need.within(table) && gone.containsKey(need))
                .sorted()
                .findFirst());
    }
}
