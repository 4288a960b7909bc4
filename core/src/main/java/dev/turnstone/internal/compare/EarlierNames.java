package dev.turnstone.internal.compare;

import dev.turnstone.DiffReport;
import dev.turnstone.MigrationException;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Schema;
import java.util.List;
import java.util.Optional;

/// The schema after under the names that hold before renames, which the database has taken back, so that statements can
/// come before them.
final class EarlierNames {
    private EarlierNames() {}

    /// The schema; absent when nothing is renamed, when nobody asks, or when the schema after cannot have the old
    /// names.
    static Optional<Schema> schema(Workbench bench, DiffReport report) {
        boolean wanted = bench.target().dialect().writer().startsBeforeRenames();
        if (!wanted || report.renames().isEmpty() || report.answers().isPresent()) {
            return Optional.empty();
        }
        Schema to = report.diff().to();
        Diff back = Renames.back(report.renames().get());
        Schema named = Renames.renamed(to, Renames.names(back));
        try {
            return Optional.of(
                    new CarriedRenames(bench).carriedOut(new Diff(to, named, named, back.changes(), List.of())));
        } catch (MigrationException.Misconfigured | MigrationException.Refused untaken) {
            // The statements then come behind the renames.
            return Optional.empty();
        }
    }
}
