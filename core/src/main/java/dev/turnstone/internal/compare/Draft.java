package dev.turnstone.internal.compare;

import dev.turnstone.DiffReport;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Schema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A difference as statements of one dialect, both ways.
///
/// @param bench where it will be proven
/// @param down absent when no way back was asked for
record Draft(Workbench bench, DiffReport report, Written up, Optional<Written> down) {
    /// @param back for a way back: what was said of values that change their types
    static Draft of(Workbench bench, DiffReport report, Writer.Style style, Optional<Usings> back) {
        Writer writer = bench.target().dialect().writer();
        Optional<Schema> earlier = EarlierNames.schema(bench, report);
        return new Draft(
                bench,
                report,
                up(writer, report, style, earlier),
                back.map(usings -> down(writer, report, style, earlier, usings)));
    }

    String dialect() {
        return bench.target().dialect().name();
    }

    /// What could not be written, either way; once where it is the same both ways.
    List<Written.Refusal> refusals() {
        Set<Written.Refusal> refusals = new LinkedHashSet<>(up.refusals());
        down.ifPresent(back -> refusals.addAll(back.refusals()));
        return List.copyOf(refusals);
    }

    /// Whether the statements of both are the same.
    boolean says(Draft other) {
        return sql(up).equals(sql(other.up)) && down.map(Draft::sql).equals(other.down.map(Draft::sql));
    }

    private static List<String> sql(Written written) {
        return written.statements().stream().map(Written.Line::sql).toList();
    }

    /// The way forward: the renames that were said, then the rest.
    static Written up(Writer writer, DiffReport report, Writer.Style style) {
        return up(writer, report, style, Optional.empty());
    }

    /// @param earlier the schema after under the old names
    private static Written up(Writer writer, DiffReport report, Writer.Style style, Optional<Schema> earlier) {
        Written losses = new Written(List.of(), Fills.losses(report.diff()), List.of());
        if (report.answers().isPresent()) {
            return report.answers()
                    .get()
                    .up()
                    .then(writer.write(report.diff(), style))
                    .then(losses);
        }
        return report.renames()
                .map(renames -> writer.write(
                        renames, earlier.map(schema -> Differ.diff(renames.from(), schema)), report.diff(), style))
                .orElseGet(() -> writer.write(report.diff(), style))
                .then(losses);
    }

    private static Written down(
            Writer writer, DiffReport report, Writer.Style style, Optional<Schema> earlier, Usings usings) {
        Diff changed = Differ.diff(report.diff().to(), report.diff().from());
        if (earlier.isPresent() && report.renames().isPresent()) {
            Diff renames = report.renames().get();
            Diff named = new Diff(
                    changed.from(),
                    earlier.get(),
                    earlier.get(),
                    Renames.back(renames).changes(),
                    List.of());
            Diff rest = usings.in(Differ.diff(earlier.get(), renames.from()), true);
            return writer.writeBack(named, Optional.of(changed), rest, style);
        }
        Written rest = writer.writeBack(usings.in(changed, true), style);
        return report.answers()
                .map(DiffReport.Answers::down)
                .or(() -> report.renames().map(renames -> writer.write(Renames.back(renames), style)))
                .map(last -> joined(rest, last))
                .orElse(rest);
    }

    /// Both, one after the other.
    static Written joined(Written first, Written second) {
        return first.then(second);
    }
}
