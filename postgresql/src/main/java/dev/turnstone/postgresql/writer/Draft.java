package dev.turnstone.postgresql.writer;

import dev.turnstone.schema.Action;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An action while it is being put together.
final class Draft {
    private final String label;
    private final int weight;
    private final List<String> statements = new ArrayList<>();
    private final Set<Id> makes = new HashSet<>();
    private final Set<Id> destroys = new HashSet<>();
    private final Set<Id> needs = new HashSet<>();
    private final Set<Id> releases = new HashSet<>();
    private StepKind kind = StepKind.TRANSACTIONAL;
    private Optional<Id> subject = Optional.empty();
    private boolean ahead;

    Draft(String label, int weight) {
        this.label = label;
        this.weight = weight;
    }

    /// Unique among the drafts of one plan.
    String label() {
        return label;
    }

    /// Its statements are of this kind, and do online what `object` needs: without it they are done in the transaction.
    Draft online(StepKind kind, Id object) {
        this.kind = kind;
        this.subject = Optional.of(object);
        return this;
    }

    /// It is the part of online work on `object` that stands in a transaction.
    Draft online(Id object) {
        return online(StepKind.TRANSACTIONAL, object);
    }

    /// It changes nothing that anybody relies on, so that it may be committed before everything else.
    Draft ahead() {
        this.ahead = true;
        return this;
    }

    /// Whether it shares a transaction.
    StepKind kind() {
        return kind;
    }

    /// The object whose online work it is part of.
    Optional<Id> subject() {
        return subject;
    }

    /// Whether it may be committed before everything else.
    boolean isAhead() {
        return ahead;
    }

    /// What it says.
    List<String> statements() {
        return statements;
    }

    Draft says(Collection<String> more) {
        statements.addAll(more);
        return this;
    }

    /// Says something else instead.
    Draft says(Collection<String> instead, StepKind kind, Id object) {
        statements.clear();
        return says(instead).online(kind, object);
    }

    /// An object exists afterwards, and takes its places.
    Draft makes(Fact fact) {
        makes.add(fact.id());
        makes.addAll(Slots.of(fact));
        needs(fact);
        return this;
    }

    /// What an object needs must be there.
    Draft needs(Fact fact) {
        needs.addAll(fact.needs());
        fact.id().parent().ifPresent(needs::add);
        return this;
    }

    Draft makes(Id id) {
        makes.add(id);
        return this;
    }

    Draft needs(Id id) {
        needs.add(id);
        return this;
    }

    Draft needsNot(Id id) {
        needs.remove(id);
        return this;
    }

    Draft releases(Id id) {
        releases.add(id);
        return this;
    }

    /// An object is gone afterwards, and leaves its places.
    Draft destroys(Fact fact) {
        destroys.add(fact.id());
        destroys.addAll(Slots.of(fact));
        releases(fact);
        return this;
    }

    /// What an object needed is not needed any more.
    Draft releases(Fact fact) {
        releases.addAll(fact.needs());
        fact.id().parent().ifPresent(releases::add);
        return this;
    }

    Draft destroys(Id id) {
        destroys.add(id);
        return this;
    }

    Action action() {
        Set<Id> wanted = new HashSet<>(needs);
        wanted.removeAll(makes);
        Set<Id> left = new HashSet<>(releases);
        left.removeAll(destroys);
        return new Action(label, weight, statements, makes, destroys, wanted, left);
    }
}
