package dev.turnstone;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Facts;
import dev.turnstone.history.Direction;
import dev.turnstone.migration.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a run has done; all of it is durable.
///
/// @param migrations in the order they were done; empty when there was nothing to do
/// @param applied how many versions are applied now
/// @param newest the newest applied version
/// @param notices what a person should know
public record RunReport(
        Facts facts,
        Direction direction,
        List<Done> migrations,
        int applied,
        Optional<Version> newest,
        Duration duration,
        List<Diagnostic> notices) {
    public RunReport {
        migrations = List.copyOf(migrations);
        notices = List.copyOf(notices);
    }

    /// One migration that was done.
    ///
    /// @param wayBack whether it has one: false for a file without `down`, or one that says it is irreversible
    public record Done(Version version, String description, Direction direction, boolean wayBack) {}
}
