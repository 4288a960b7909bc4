package dev.turnstone.internal;

import dev.turnstone.DriftReport;
import dev.turnstone.MigrationException;

/// `drift`: the live schema against what the history says.
public final class Drifting {
    private final Project project;

    public Drifting(Project project) {
        this.project = project;
    }

    /// Compares.
    public DriftReport report() {
        return unready();
    }

    /// Records that the live schema is the right one.
    public void accept(String reason) {
        unready();
    }

    private DriftReport unready() {
        throw new MigrationException.Misconfigured(
                "drift cannot be told for " + project.dialect().name() + " yet. Nothing was changed.");
    }
}
