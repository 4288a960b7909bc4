package dev.turnstone.postgresql.writer;

import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.dialect.Written.Line;
import dev.turnstone.dialect.Written.Refusal;
import dev.turnstone.schema.Action;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Ordering;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes changes as statements: decides what becomes of every object, drafts an action for each, sorts them once, and
/// folds into CREATE TABLE what the order allows.
public final class PostgresWriter implements Writer {
    private final Rules rules = new Rules();

    @Override
    public Written write(Diff diff, Style style) {
        Context context = Context.of(diff, style);
        Fates fates = new Fates(context, rules);
        while (true) {
            fates.settle(diff.changes());
            Optional<Writing.Impossible> impossible = refuseDependants(context, fates);
            if (impossible.isEmpty()) {
                try {
                    return written(diff, context, fates);
                } catch (Writing.Impossible found) {
                    impossible = Optional.of(found);
                } catch (Ordering.Cycle cycle) {
                    impossible = Optional.of(unordered(cycle, diff, fates));
                }
            }
            fates.refuse(impossible.get().id(), impossible.get().why());
        }
    }

    private Written written(Diff diff, Context context, Fates fates) {
        Makes makes = new Makes(context, rules, fates);
        List<Draft> drafts = new ArrayList<>(makes.drafts());
        drafts.addAll(new Drops(context, rules, fates).drafts());
        drafts.addAll(new Alters(context, rules, fates).drafts());
        Bodies bodies = Bodies.of(drafts, context);
        List<Action> sorted = bodies.shielded(bodies.sort(drafts), context);
        List<Line> lines = new ArrayList<>();
        Renames.of(diff).forEach(statement -> lines.add(Line.of(statement)));
        Rewriting rewriting = Rewriting.of(context, fates);
        Bodies.joined(new Compaction(makes).statements(sorted))
                .forEach(statement -> lines.add(bodies.line(rewriting.line(statement))));
        List<Refusal> refusals = new ArrayList<>();
        fates.refused().forEach((id, why) -> refusals.add(new Refusal(id.words(), why)));
        return new Written(lines, Losses.of(context, fates), refusals);
    }

    /// One change of those that wait for each other; without it the others may find an order.
    private static Writing.Impossible unordered(Ordering.Cycle cycle, Diff diff, Fates fates) {
        Set<Id> changed = diff.changes().stream()
                .map(Change::id)
                .filter(id -> !fates.refused().containsKey(id))
                .collect(Collectors.toSet());
        List<Id> waiting = cycle.actions().stream()
                .flatMap(action -> Stream.concat(action.makes().stream(), action.destroys().stream()))
                .filter(changed::contains)
                .distinct()
                .sorted()
                .toList();
        if (waiting.isEmpty()) {
            throw cycle;
        }
        String others = waiting.stream().skip(1).limit(3).map(Id::words).collect(Collectors.joining(", "));
        return new Writing.Impossible(
                waiting.get(0),
                new Unwritable("it waits for others that wait for it (" + others
                        + "): change it in two migrations, one after the other"));
    }

    /// What needs something that cannot be made cannot be made either.
    private static Optional<Writing.Impossible> refuseDependants(Context context, Fates fates) {
        if (fates.refused().isEmpty()) {
            return Optional.empty();
        }
        for (Fact fact : context.to().facts()) {
            boolean missing = !context.from().has(fact.id()) && !fates.refused().containsKey(fact.id());
            if (missing) {
                Optional<Id> lacking = fact.needs().stream()
                        .filter(need -> fates.refused().containsKey(need)
                                && !context.from().has(need))
                        .findFirst()
                        .or(() -> fact.id()
                                .parent()
                                .filter(above -> fates.refused().containsKey(above)
                                        && !context.from().has(above)));
                if (lacking.isPresent()) {
                    String why = "it needs " + lacking.get().words() + ", which cannot be written";
                    return Optional.of(new Writing.Impossible(fact.id(), new Unwritable(why)));
                }
            }
        }
        return Optional.empty();
    }
}
