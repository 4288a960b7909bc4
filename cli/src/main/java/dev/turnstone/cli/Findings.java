package dev.turnstone.cli;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import java.util.Locale;
import java.util.function.Consumer;

/// Findings as a person reads them: place, severity and rule, what is so, what to do.
final class Findings {
    private Findings() {}

    static void print(Diagnostic finding, Consumer<String> line, Output output) {
        String place = finding.location().map(location -> location + ": ").orElse("");
        String word = finding.severity().name().toLowerCase(Locale.ROOT);
        String painted = finding.severity() == Severity.ERROR ? output.bad(word) : output.attention(word);
        line.accept(place + painted + "[" + finding.rule() + "]: " + finding.message());
        finding.help().ifPresent(help -> line.accept("  " + output.dim("help: ") + help));
    }
}
