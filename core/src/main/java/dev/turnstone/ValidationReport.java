package dev.turnstone;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Facts;
import dev.turnstone.migration.Version;
import java.util.List;
import java.util.Optional;

/// Files, lock file, history and chain compared.
///
/// @param diagnostics what was found, errors first; empty when all is as it should be
/// @param changes for each changed file the difference between what ran and what is there
/// @param drift the live schema against what the history says, when that was asked; a drift is among the diagnostics
public record ValidationReport(
        Facts facts, List<Diagnostic> diagnostics, List<Changed> changes, Optional<DriftReport> drift) {
    public ValidationReport {
        diagnostics = List.copyOf(diagnostics);
        changes = List.copyOf(changes);
    }

    /// One changed file.
    ///
    /// @param diff a unified diff from the applied text to the file's, secrets masked
    public record Changed(Version version, String file, String diff) {}
}
