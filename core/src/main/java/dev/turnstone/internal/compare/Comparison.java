package dev.turnstone.internal.compare;

import dev.turnstone.DiffOptions;
import dev.turnstone.DiffReport;
import dev.turnstone.MigrationException;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Schema;
import dev.turnstone.schema.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        notices.addAll(to.notices());
        Rights.Pair pair = Rights.aligned(whole(from, to), whole(to, from), options.rights());
        Optional<Diff> renames = renames(pair);
        Schema before = renames.map(Diff::to).orElse(pair.from());
        Elaboration elaboration = new Elaboration(bench);
        Diff diff = elaboration.diff(before, pair.to());
        elaboration.troubles().forEach(this::notElaborated);
        return new DiffReport(from.label(), to.label(), renames, diff, Suggestions.of(diff), unmodelled(), notices);
    }

    /// A partial desired state with what the other side has and it cannot speak of.
    private Reading whole(Reading reading, Reading other) {
        if (!reading.partial() || other.partial()) {
            return reading;
        }
        Completion completion = new Completion(other.schema(), reading.schema(), options.undeclared());
        Schema schema = completion.schema();
        notices.addAll(completion.notices());
        return new Reading(schema, reading.label(), reading.runner(), true, reading.renames(), reading.notices());
    }

    private Optional<Diff> renames(Rights.Pair pair) {
        List<DiffOptions.Renaming> said = new ArrayList<>(options.renames());
        said.addAll(to.renames());
        Renames.Found found = Renames.find(pair.from(), pair.to(), said);
        notices.addAll(found.notices());
        if (found.renames().isEmpty()) {
            return Optional.empty();
        }
        List<Change> changes = new ArrayList<>(found.renames());
        Diff naive = new Diff(pair.from(), found.renamed(), found.renamed(), changes, List.of());
        return Optional.of(new Diff(pair.from(), found.renamed(), carriedOut(naive), changes, List.of()));
    }

    /// The schema with its objects renamed by the database, which rewrites its own texts.
    private Schema carriedOut(Diff naive) {
        Writer writer = bench.target().dialect().writer();
        Schema fresh = bench.target().dialect().inspector().fresh(naive.from().version());
        Written before = writer.write(Differ.diff(fresh, naive.from()), Writer.Style.DIRECT);
        Written renames = Draft.renames(writer, naive, Writer.Style.DIRECT);
        if (!renames.refusals().isEmpty()) {
            Written.Refusal refusal = renames.refusals().get(0);
            throw new MigrationException.Refused(
                    refusal.what() + " cannot be renamed: " + refusal.why() + ". Nothing was written.", List.of());
        }
        return bench.attempt("the schema with its renames", (scratch, connection) -> {
            Piece.run(connection, Piece.of(before));
            Schema start = bench.inspect(connection);
            Piece.run(connection, Piece.of(renames));
            return carriedOver(naive, start, bench.inspect(connection));
        });
    }

    /// What scratch shows after the renames; of what a writer could not make there, what was known before.
    private static Schema carriedOver(Diff naive, Schema start, Schema shown) {
        List<Fact> facts = new ArrayList<>();
        for (Fact fact : naive.to().facts()) {
            facts.add(shown.find(fact.id()).orElse(fact));
        }
        for (Fact fact : shown.facts()) {
            if (!naive.to().has(fact.id()) && !start.has(fact.id())) {
                facts.add(fact);
            }
        }
        return new Schema(
                naive.from().dialect(),
                naive.from().version(),
                facts,
                naive.from().unmodelled());
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
