package dev.turnstone.postgresql.writer;

import dev.turnstone.dialect.Written;
import dev.turnstone.dialect.Written.Line;
import dev.turnstone.dialect.Written.Refusal;
import dev.turnstone.schema.Action;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Ordering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The statements of one difference: decides what becomes of every object, drafts an action for each, sorts them, and
/// takes back what turns out to be impossible until an order is found.
final class StatementPlan {
    private final Diff diff;
    private final Context context;
    private final Rules rules;
    private final boolean early;
    private final Fates fates;
    private final Online online;

    private StatementPlan(Diff diff, Context context, Rules rules, boolean early) {
        this.diff = diff;
        this.context = context;
        this.rules = rules;
        this.early = early;
        this.fates = new Fates(context, rules);
        this.online = new Online(context, fates);
    }

    /// What was planned.
    ///
    /// @param actions that come first, before renames
    /// @param first their statements
    /// @param rest the other statements
    record Planned(
            List<Action> actions, List<Line> first, List<Line> rest, List<String> losses, List<Refusal> refusals) {
        /// All statements.
        Written written() {
            List<Line> all = new ArrayList<>(first);
            all.addAll(rest);
            return new Written(all, losses, refusals);
        }
    }

    /// @param early whether anything may come before renames
    static Planned of(Diff diff, Context context, Rules rules, boolean early) {
        return new StatementPlan(diff, context, rules, early).planned();
    }

    private Planned planned() {
        while (true) {
            fates.settle(diff.changes());
            Optional<Writing.Impossible> impossible = refuseDependants(context, fates);
            if (impossible.isEmpty()) {
                Map<String, Draft> drafts = new HashMap<>();
                try {
                    return ordered(drafts);
                } catch (Schedule.NotWhole early) {
                    early.objects().forEach(online::giveUp);
                    continue;
                } catch (Writing.Impossible found) {
                    impossible = Optional.of(found);
                } catch (Ordering.Cycle cycle) {
                    if (broken(cycle, drafts)) {
                        continue;
                    }
                    impossible = Optional.of(new Circle(cycle, diff, fates).refusal());
                }
            }
            fates.refuse(impossible.get().id(), impossible.get().why());
        }
    }

    private Planned ordered(Map<String, Draft> byLabel) {
        Makes makes = new Makes(context, rules, fates, online);
        List<Draft> drafts = new ArrayList<>(makes.drafts());
        drafts.addAll(new Drops(context, rules, fates, online).drafts());
        drafts.addAll(new Alters(context, rules, fates, online).drafts());
        drafts.forEach(draft -> byLabel.put(draft.label(), draft));
        Bodies bodies = Bodies.of(drafts, context);
        Schedule.Sorted sorted = bodies.sort(drafts, context, early);
        JoinedRewrites rewrites = JoinedRewrites.of(byLabel, context, fates);
        List<Action> first = rewrites.join(sorted.first());
        List<Action> all = new ArrayList<>(first);
        all.addAll(rewrites.join(sorted.rest()));
        List<List<String>> statements = new Compaction(makes).statements(bodies.shielded(all, context));
        int begins = first.size();
        List<Line> rest = new ArrayList<>();
        Renames.of(diff).forEach(statement -> rest.add(Line.of(statement)));
        rest.addAll(lines(statements.subList(begins, statements.size()), bodies));
        List<Refusal> refusals = new ArrayList<>();
        fates.refused().forEach((id, why) -> refusals.add(new Refusal(id.words(), why)));
        return new Planned(
                sorted.first(),
                lines(statements.subList(0, begins), bodies),
                rest,
                Losses.of(context, fates),
                refusals);
    }

    private List<Line> lines(List<List<String>> statements, Bodies bodies) {
        Rewriting rewriting = Rewriting.of(context, fates);
        return Bodies.joined(statements.stream().flatMap(List::stream).toList()).stream()
                .map(statement -> bodies.line(rewriting.line(statement)))
                .toList();
    }

    /// Whether something was found that can be done another way, so that the circle may be gone: online work is done
    /// inside the transaction, and what was to be altered where it stands is made again.
    private boolean broken(Ordering.Cycle cycle, Map<String, Draft> drafts) {
        Set<Id> work = new HashSet<>();
        for (Action action : cycle.actions()) {
            Optional.ofNullable(drafts.get(action.label()))
                    .flatMap(Draft::subject)
                    .filter(id -> !online.givenUp(id))
                    .ifPresent(work::add);
        }
        work.forEach(online::giveUp);
        if (!work.isEmpty()) {
            return true;
        }
        return cycle.actions().stream()
                .flatMap(action -> action.makes().stream())
                .filter(fates::remake)
                .findFirst()
                .isPresent();
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
