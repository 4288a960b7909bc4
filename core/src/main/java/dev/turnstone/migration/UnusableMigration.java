package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import java.util.List;

/// A migration whose statements cannot be given: its file changed or vanished since it was read, or something in it
/// is wrong.
public final class UnusableMigration extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Diagnostic> diagnostics;

    /// @param diagnostics what is wrong, at least one
    public UnusableMigration(List<Diagnostic> diagnostics) {
        super(describe(diagnostics));
        this.diagnostics = List.copyOf(diagnostics);
    }

    private static String describe(List<Diagnostic> diagnostics) {
        StringBuilder lines = new StringBuilder();
        for (Diagnostic diagnostic : diagnostics) {
            lines.append(lines.isEmpty() ? "" : "\n");
            diagnostic.location().ifPresent(place -> lines.append(place).append(": "));
            lines.append(diagnostic.message());
            diagnostic.help().ifPresent(help -> lines.append(". ").append(help));
        }
        return lines.toString();
    }

    /// What is wrong, each with its place.
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
