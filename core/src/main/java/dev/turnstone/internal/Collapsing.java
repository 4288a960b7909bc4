package dev.turnstone.internal;

import dev.turnstone.MigrationException;
import dev.turnstone.WrittenFile;
import dev.turnstone.migration.Version;
import java.util.Optional;

/// `baseline --generate` and `checkpoint`: files that stand for a schema.
public final class Collapsing {
    private final Project project;

    public Collapsing(Project project) {
        this.project = project;
    }

    /// Writes the live schema as a migration and records it as applied.
    public WrittenFile baseline(Version version, String name) {
        return unready(version + " " + name);
    }

    /// Collapses what is up to a version.
    public WrittenFile checkpoint(Optional<Version> to) {
        return unready(to.map(Version::text).orElse("a checkpoint"));
    }

    private WrittenFile unready(String what) {
        throw new MigrationException.Misconfigured(
                what + " cannot be written for " + project.dialect().name() + " yet. Nothing was changed.");
    }
}
