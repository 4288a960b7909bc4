package dev.turnstone.cli;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import java.util.Locale;
import java.util.function.Consumer;

/// Findings as a person reads them: place, severity and rule, what is so, what to do.
final class Findings {
    private static final String CONFLICT = "entity-conflict";

    private Findings() {}

    static void print(Diagnostic finding, Consumer<String> line, Output output) {
        String place = finding.location().map(location -> location + ": ").orElse("");
        String word = finding.severity().name().toLowerCase(Locale.ROOT);
        String painted = finding.severity() == Severity.ERROR ? output.bad(word) : output.attention(word);
        boolean conflict = finding.rule().equals(CONFLICT);
        line.accept(place + painted + "[" + finding.rule() + "]: " + listed(conflict, finding.message()));
        finding.help().ifPresent(help -> line.accept("  " + output.dim("help: ") + listed(conflict, help)));
        if (conflict) {
            line.accept("  Answer with --resolve, as in --resolve users:com.acme.legacy.User:rename-aside");
        }
    }

    /// What two entities say of one table is long: one thing a line.
    private static String listed(boolean conflict, String text) {
        return conflict
                ? text.replaceAll("; (?=column |\\S+:\\S+:)", ";\n    ")
                        .replaceFirst(": ", ":\n    ")
                        .replace(". ", ".\n    ")
                : text;
    }
}
