package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The migrations of all locations for one dialect, with everything that is wrong with them.
///
/// @param migrations by version; no version stands twice
/// @param diagnostics in the order of their places; with an error among them nothing may run
public record MigrationSet(List<Migration> migrations, List<Diagnostic> diagnostics) {
    private static final Comparator<Migration> BY_VERSION = new Comparator<>() {
        @Override
        public int compare(Migration left, Migration right) {
            return left.version().compareTo(right.version());
        }
    };

    public MigrationSet {
        migrations = List.copyOf(migrations);
        diagnostics = List.copyOf(diagnostics);
        for (int i = 1; i < migrations.size(); i++) {
            if (BY_VERSION.compare(migrations.get(i - 1), migrations.get(i)) >= 0) {
                throw new IllegalArgumentException(
                        "not in the order of versions: " + migrations.get(i - 1) + ", " + migrations.get(i));
            }
        }
    }

    /// The migration of that version, when there is one. Takes logarithmic time.
    public Optional<Migration> find(Version version) {
        int low = 0;
        int high = migrations.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = migrations.get(middle).version().compareTo(version);
            if (order == 0) {
                return Optional.of(migrations.get(middle));
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    /// Whether something is wrong that must stop a run.
    public boolean hasErrors() {
        for (Diagnostic diagnostic : diagnostics) {
            if (diagnostic.severity() == Severity.ERROR) {
                return true;
            }
        }
        return false;
    }

    /// These and others (Java migrations), sorted.
    ///
    /// @throws IllegalArgumentException when a version would stand twice
    public MigrationSet with(List<Migration> others) {
        List<Migration> all = new ArrayList<>(migrations);
        all.addAll(others);
        Collections.sort(all, BY_VERSION);
        return new MigrationSet(all, diagnostics);
    }
}
