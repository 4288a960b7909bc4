package dev.turnstone.internal.compare;

import dev.turnstone.DiffOptions;
import dev.turnstone.DiffReport;
import dev.turnstone.MigrationException;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Schema;
import dev.turnstone.schema.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Compares two readings: rights put aside that say nothing, renames carried out, texts judged by the database.
final class Comparison {
    private final Workbench bench;
    private final Reading from;
    private final Reading to;
    private final DiffOptions options;
    private final List<Diagnostic> notices = new ArrayList<>();

    Comparison(Workbench bench, Reading from, Reading to, DiffOptions options) {
        this.bench = bench;
        this.from = from;
        this.to = to;
        this.options = options;
    }

    DiffReport report() {
        if (!from.schema().dialect().equals(to.schema().dialect())) {
            throw new MigrationException.Misconfigured(
                    "a schema of " + from.schema().dialect() + " (" + from.label() + ") cannot be compared with one of "
                            + to.schema().dialect() + " (" + to.label() + ").");
        }
        notices.addAll(from.notices());
        to.notices().stream().filter(notice -> !notices.contains(notice)).forEach(notices::add);
        Optional<Answers.Outcome> answers = new Answers(bench).on(from.schema(), to.answers());
        Set<Id> aside = answers.map(Answers.Outcome::aside).orElse(Set.of());
        Reading answered =
                answers.map(outcome -> from.of(outcome.renames().to())).orElse(from);
        Optional<Diff> renames = renames(answered.schema(), to.schema());
        Reading renamed = renames.map(Diff::to).map(answered::of).orElse(answered);
        LeftByHand byHand = new LeftByHand(bench.target().dialect().writer());
        Rights.Pair owned = Rights.aligned(whole(renamed, to, Set.of()), whole(to, renamed, aside), options.rights());
        Rights.Pair pair = ExtensionVersions.aligned(byHand.without(owned, renamed, to), renamed, to);
        notices.addAll(byHand.notices());
        Optional<Diff> aligned = renames.map(said -> aligned(said, pair.from()));
        Elaboration elaboration = new Elaboration(bench);
        Diff found = byHand.withStandIns(elaboration.diff(pair.from(), pair.to()));
        Diff diff = usings().in(Fills.in(found, options.fills(), to.fills()), false);
        elaboration.troubles().forEach(this::notElaborated);
        return new DiffReport(
                from.label(),
                to.label(),
                answers.map(outcome -> outcome.with(aligned)).or(() -> aligned),
                answers.map(outcome -> statements(outcome, aligned)),
                diff,
                Suggestions.of(diff),
                unmodelled(),
                notices);
    }

    /// What was said of values that change their types.
    Usings usings() {
        return new Usings(options.usings(), to.usings());
    }

    /// Renames between schemas of which one was left without the rights that say nothing.
    private static Diff aligned(Diff renames, Schema after) {
        Map<Id, Id> names = Renames.names(renames);
        Set<Id> out = renames.to().ids().stream().filter(id -> !after.has(id)).collect(Collectors.toSet());
        Schema from = Rights.without(renames.from(), fact -> out.contains(Renames.renamed(fact.id(), names)));
        return new Diff(from, after, after, renames.changes(), List.of());
    }

    private DiffReport.Answers statements(Answers.Outcome outcome, Optional<Diff> renames) {
        Writer writer = bench.target().dialect().writer();
        Written none = new Written(List.of(), List.of(), List.of());
        Written there =
                renames.map(said -> writer.write(said, Writer.Style.DIRECT)).orElse(none);
        Written back = renames.map(said -> writer.write(Renames.back(said), Writer.Style.DIRECT))
                .orElse(none);
        return new DiffReport.Answers(
                outcome.others(),
                Draft.joined(outcome.up(), there),
                Draft.joined(back, outcome.down()),
                outcome.rewritten());
    }

    /// A partial desired state with what the other side has and it cannot speak of.
    ///
    /// @param aside tables that stay whatever it says
    private Reading whole(Reading reading, Reading other, Set<Id> aside) {
        if (!reading.partial() || other.partial()) {
            return reading;
        }
        Completion completion = new Completion(
                other.schema(),
                reading.schema(),
                options.undeclared(),
                aside,
                other.provenance().get());
        Schema schema = completion.schema();
        notices.addAll(completion.notices());
        return reading.whole(schema);
    }

    private Optional<Diff> renames(Schema before, Schema after) {
        List<DiffOptions.Renaming> said = new ArrayList<>(options.renames());
        said.addAll(to.renames());
        Renames.Found found = Renames.find(before, after, said);
        notices.addAll(found.notices());
        if (found.renames().isEmpty()) {
            return Optional.empty();
        }
        Schema naive = Renames.renamed(before, Renames.names(diff(before, before, found)));
        return Optional.of(diff(before, new CarriedRenames(bench).carriedOut(diff(before, naive, found)), found));
    }

    private static Diff diff(Schema before, Schema after, Renames.Found found) {
        return new Diff(before, after, after, found.renames(), List.of());
    }

    private void notElaborated(String why) {
        notices.add(new Diagnostic(
                Severity.WARNING,
                "not-elaborated",
                "a schema could not be made on scratch, so its texts were compared as they are written: " + why,
                Optional.empty(),
                Optional.empty()));
    }

    private List<DiffReport.Unmodelled> unmodelled() {
        List<DiffReport.Unmodelled> all = new ArrayList<>();
        from.schema().unmodelled().forEach(object -> all.add(new DiffReport.Unmodelled(object, from.label())));
        to.schema().unmodelled().forEach(object -> all.add(new DiffReport.Unmodelled(object, to.label())));
        return all;
    }
}
