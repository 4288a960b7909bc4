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
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.schema.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
        Rights.Pair pair = Rights.aligned(whole(renamed, to, Set.of()), whole(to, renamed, aside), options.rights());
        Optional<Diff> aligned = renames.map(said -> aligned(said, pair.from()));
        Elaboration elaboration = new Elaboration(bench);
        Diff diff = Fills.in(elaboration.diff(pair.from(), pair.to()), options.fills(), to.fills());
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
                Draft.joined(outcome.up(), there), Draft.joined(back, outcome.down()), outcome.rewritten());
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
        return Optional.of(diff(before, carriedOut(diff(before, naive, found)), found));
    }

    private static Diff diff(Schema before, Schema after, Renames.Found found) {
        return new Diff(before, after, after, found.renames(), List.of());
    }

    /// The schema with its objects renamed by the database, which rewrites its own texts.
    private Schema carriedOut(Diff naive) {
        Writer writer = bench.target().dialect().writer();
        Written before = bench.target()
                .script(Rights.without(naive.from(), fact -> fact.id().kind() == Kind.OWNER));
        List<Piece> renames = new ArrayList<>();
        Map<Id, Id> done = new LinkedHashMap<>();
        Renames.names(naive).forEach((from, to) -> {
            renames.addAll(rename(writer, naive, Renames.renamed(from, done), new Change.Rename(from, to)));
            done.put(from, to);
        });
        return bench.attempt("the schema with its renames", (scratch, connection) -> {
            Piece.run(connection, Piece.of(before));
            Schema start = Renames.renamed(bench.inspect(connection), Renames.names(naive));
            Piece.run(connection, renames);
            return Workbench.carriedOver(naive.to(), start, bench.inspect(connection));
        });
    }

    /// Tables and columns are renamed by the standard's statement, which lets every database rewrite what names them.
    ///
    /// @param now what the object is called when its turn comes
    private static List<Piece> rename(Writer writer, Diff naive, Id now, Change.Rename rename) {
        boolean stays = now.parent().equals(rename.to().parent());
        String name = Quoting.name(rename.to().name());
        if (stays && now.kind() == Kind.TABLE) {
            return Piece.of(List.of("ALTER TABLE " + Quoting.table(now) + " RENAME TO " + name));
        }
        Optional<Id> table = now.parent().filter(parent -> parent.kind() == Kind.TABLE);
        if (stays && now.kind() == Kind.COLUMN && table.isPresent()) {
            return Piece.of(List.of("ALTER TABLE " + Quoting.table(table.get()) + " RENAME COLUMN "
                    + Quoting.name(now.name()) + " TO " + name));
        }
        Written written = writer.write(
                new Diff(
                        naive.from(),
                        naive.renamed(),
                        naive.to(),
                        List.of(new Change.Rename(now, rename.to())),
                        List.of()),
                Writer.Style.DIRECT);
        if (!written.refusals().isEmpty()) {
            Written.Refusal refusal = written.refusals().get(0);
            throw new MigrationException.Refused(
                    refusal.what() + " cannot be renamed: " + refusal.why() + ". Nothing was written.", List.of());
        }
        return Piece.of(written);
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
