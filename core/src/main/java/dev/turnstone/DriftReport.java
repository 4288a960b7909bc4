package dev.turnstone;

import dev.turnstone.dialect.Facts;
import dev.turnstone.schema.Schema;
import java.util.Optional;

/// The live schema against what the history says.
///
/// @param live the schema as it is
/// @param expected the schema that the history describes, when it was built; the live one when the fingerprints agreed
/// @param stored the fingerprint the last run left; absent when none did
/// @param diff from `expected` to `live`: what happened besides the migrations; absent when the fingerprints agreed and
///     there was nothing to compare
public record DriftReport(
        Facts facts, Schema live, Schema expected, Optional<String> stored, Optional<DiffReport> diff) {
    /// Whether the schema is another than the history says. Objects that cannot be compared are no drift.
    public boolean drifted() {
        return diff.map(report -> !report.empty()).orElse(false);
    }
}
