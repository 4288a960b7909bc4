package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.sql.Location;
import java.util.Optional;

/// A line that is no marker and no directive, but may be meant as one.
///
/// @param written the line, without blanks around it
/// @param location where the line begins
/// @param foreign what it is in another tool's files; otherwise it is a misspelled directive of ours
/// @param meant our spelling of a misspelled directive
record SuspectLine(String written, Location location, Optional<ForeignMarker> foreign, String meant) {
    static Optional<SuspectLine> at(String text, Location line, int end) {
        Optional<CommentLine> comment = CommentLine.of(text, line.offset(), end);
        if (comment.isEmpty()) {
            return Optional.empty();
        }
        String written = text.substring(line.offset(), end).strip();
        Optional<MisspelledDirective> misspelled = MisspelledDirective.in(comment.get());
        if (misspelled.isPresent()) {
            return Optional.of(new SuspectLine(
                    written, line, Optional.empty(), misspelled.get().meant()));
        }
        return ForeignMarker.in(comment.get()).map(marker -> new SuspectLine(written, line, Optional.of(marker), ""));
    }

    /// Whether only a marker can be meant, wherever the line stands.
    boolean isCertain() {
        return foreign.isEmpty() || foreign.get().isExact();
    }

    Diagnostic diagnostic() {
        if (foreign.isEmpty()) {
            return Diagnostic.error(
                    "misspelled-directive",
                    location,
                    "\"" + written + "\" is nearly a directive, and would have no effect as it stands",
                    "Did you mean \"" + meant + "\"?");
        }
        return Diagnostic.error(
                "foreign-marker",
                location,
                foreign.get().message(written),
                foreign.get().help());
    }
}
