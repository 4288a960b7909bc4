package dev.turnstone.internal.compare;

import dev.turnstone.DiffReport;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Differ;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A difference as statements of one dialect, both ways.
///
/// @param bench where it will be proven
/// @param down absent when no way back was asked for
record Draft(Workbench bench, DiffReport report, Written up, Optional<Written> down) {
    static Draft of(Workbench bench, DiffReport report, Writer.Style style, boolean back) {
        Writer writer = bench.target().dialect().writer();
        return new Draft(
                bench,
                report,
                up(writer, report, style),
                back ? Optional.of(down(writer, report, style)) : Optional.empty());
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
        Written written = writer.write(report.diff(), style);
        List<String> losses = new ArrayList<>(written.losses());
        losses.addAll(Fills.losses(report.diff()));
        Written rest = new Written(written.statements(), losses, written.refusals());
        return report.answers()
                .map(DiffReport.Answers::up)
                .or(() -> report.renames().map(renames -> writer.write(renames, style)))
                .map(first -> joined(first, rest))
                .orElse(rest);
    }

    private static Written down(Writer writer, DiffReport report, Writer.Style style) {
        Diff back = Differ.diff(report.diff().to(), report.diff().from());
        Written rest = writer.writeBack(back, style);
        return report.answers()
                .map(DiffReport.Answers::down)
                .or(() -> report.renames().map(renames -> writer.write(Renames.back(renames), style)))
                .map(last -> joined(rest, last))
                .orElse(rest);
    }

    /// Both, one after the other.
    static Written joined(Written first, Written second) {
        List<Written.Line> statements = new ArrayList<>(first.statements());
        statements.addAll(second.statements());
        List<String> losses = new ArrayList<>(first.losses());
        losses.addAll(second.losses());
        List<Written.Refusal> refusals = new ArrayList<>(first.refusals());
        refusals.addAll(second.refusals());
        return new Written(statements, losses, refusals);
    }
}
