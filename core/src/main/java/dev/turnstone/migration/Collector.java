package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Gathers the `.sql` files of all locations with what is wrong about the locations.
final class Collector {
    private static final Set<String> OTHER_FOLDERS = Set.of("tests", "queries", "seeds", "hooks");
    private static final String COMMON = "common";

    private final List<FoundFile> files = new ArrayList<>();
    private final List<Diagnostic> found = new ArrayList<>();

    List<FoundFile> files() {
        return files;
    }

    List<Diagnostic> found() {
        return found;
    }

    /// Whether a folder of this name may hold migrations.
    static boolean isSkipped(String folder) {
        char first = folder.isEmpty() ? '.' : folder.charAt(0);
        return first == '_' || first == '.' || OTHER_FOLDERS.contains(folder.toLowerCase(Locale.ROOT));
    }

    /// The dialect for files in a folder of this name, when those of its parent are for `outer`.
    static Optional<String> engineIn(String folder, Optional<String> outer) {
        if (folder.equalsIgnoreCase(COMMON)) {
            return Optional.empty();
        }
        Optional<String> named = Dialects.named(folder);
        return named.isPresent() ? named : outer;
    }

    /// Takes a file whose name ends in `.sql`.
    void add(FoundFile file) {
        files.add(file);
    }

    void report(Diagnostic diagnostic) {
        found.add(diagnostic);
    }
}
