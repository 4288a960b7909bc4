package dev.turnstone.plan;

import dev.turnstone.history.Attempt;
import dev.turnstone.history.Direction;
import dev.turnstone.history.Event;
import dev.turnstone.history.JournalEntry;
import dev.turnstone.migration.Annotated;
import dev.turnstone.migration.Content;
import dev.turnstone.migration.Migration;
import dev.turnstone.sql.Effect;
import dev.turnstone.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// One migration in one direction, cut into steps.
///
/// @param content the texts the history stores; the steps were cut from it
/// @param steps in order of execution; those already done are among them
/// @param resumed the attempt that left some steps done, when this goes on from there
/// @param journal what that attempt, and others before it since the last completed one, wrote
public record PlannedMigration(
        Migration migration,
        Direction direction,
        Content content,
        List<Step> steps,
        Optional<Attempt> resumed,
        List<JournalEntry> journal) {
    public PlannedMigration {
        steps = List.copyOf(steps);
        journal = List.copyOf(journal);
    }

    /// Whether everything, the history included, happens in one transaction.
    public boolean single() {
        return steps.size() == 1 && resumed.isEmpty() && steps.get(0) instanceof Step.Transaction;
    }

    /// Whether the journal says that `step` is done.
    public boolean done(Step step) {
        return journal.stream()
                .anyMatch(entry ->
                        entry.event() == Event.DONE && entry.direction() == direction && entry.step() == step.number());
    }

    /// The journal's last word that `step` was about to be sent, unless it is done.
    public Optional<JournalEntry> intent(Step step) {
        return journal.stream()
                .filter(entry -> entry.event() == Event.INTENT
                        && entry.direction() == direction
                        && entry.step() == step.number())
                .reduce((first, second) -> second);
    }

    /// The steps still to do.
    public List<Step> remaining() {
        return steps.stream().filter(step -> !done(step)).toList();
    }

    /// The statements of the steps behind `step`.
    public List<Statement> after(Step step) {
        return steps.stream()
                .filter(other -> other.number() > step.number())
                .flatMap(other -> switch (other) {
                    case Step.Transaction transaction -> transaction.statements().stream();
                    case Step.Alone alone -> Stream.of(alone.statement());
                    case Step.Code ignored -> Stream.of();
                })
                .map(Annotated::statement)
                .toList();
    }

    /// `schema`, `data`, `schema, data` or `nothing`: what its statements touch.
    public String changes() {
        Set<Effect> effects = EnumSet.noneOf(Effect.class);
        steps.forEach(step -> effects.addAll(step.effects()));
        effects.remove(Effect.NONE);
        if (effects.isEmpty()) {
            return "nothing";
        }
        if (effects.size() == 2) {
            return "schema, data";
        }
        return effects.contains(Effect.SCHEMA) ? "schema" : "data";
    }
}
