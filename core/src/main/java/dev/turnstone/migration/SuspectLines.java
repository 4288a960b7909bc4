package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.sql.Splitter;
import dev.turnstone.sql.Statement;
import dev.turnstone.sql.UnreadableScript;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Judges suspect lines by where they stand: what is quoted text is never refused, and a remark that only looks like
/// a marker is refused when it parts statements as a marker would.
///
/// @param sections the file they are from
/// @param isPair whether the file is one of a pair, where the file itself says which way it is
/// @param splitter the dialect's
record SuspectLines(Sections sections, boolean isPair, Splitter splitter) {
    /// Adds what is wrong to `found`, of many alike the first.
    void judge(List<Diagnostic> found) {
        Set<Optional<ForeignMarker>> told = new HashSet<>();
        for (SuspectLine line : sections.suspects()) {
            Section section = sections.at(line.location().offset());
            boolean refused = !isQuoted(line, section)
                    && !saysWhatTheFileIs(line, section)
                    && (line.isCertain() || parts(line, section));
            if (refused && (line.foreign().isEmpty() || told.add(line.foreign()))) {
                found.add(line.diagnostic());
            }
        }
    }

    private boolean isQuoted(SuspectLine line, Section section) {
        return statementAround(line, section)
                .filter(statement -> !splitter.maskLiterals(statement.text()).contains(line.written()))
                .isPresent();
    }

    private Optional<Statement> statementAround(SuspectLine line, Section section) {
        int offset = line.location().offset();
        try {
            for (Statement statement :
                    splitter.split(section.text(), section.start()).statements()) {
                int start = statement.location().offset();
                if (start < offset && offset < start + statement.text().length()) {
                    return Optional.of(statement);
                }
            }
        } catch (UnreadableScript reportedLater) {
            // The section is read again for its statements, and this is said there.
            return Optional.empty();
        }
        return Optional.empty();
    }

    /// `-- Down migration` above the first statement of a `.down.sql` is true there.
    private boolean saysWhatTheFileIs(SuspectLine line, Section section) {
        return isPair && goesTheSameWay(line, section) && !SourceText.holdsStatement(above(line, section));
    }

    private static boolean goesTheSameWay(SuspectLine line, Section section) {
        return line.foreign()
                .filter(marker -> marker.says() == (section.isDown() ? ForeignMarker.Says.DOWN : ForeignMarker.Says.UP))
                .isPresent();
    }

    /// Whether statements stand above the line and directly below it, and it says that the way turns here.
    private boolean parts(SuspectLine line, Section section) {
        return !goesTheSameWay(line, section)
                && SourceText.holdsStatement(above(line, section))
                && startsWithStatement(below(line, section))
                && statementAround(line, section).isEmpty();
    }

    private static String above(SuspectLine line, Section section) {
        return section.text()
                .substring(0, line.location().offset() - section.start().offset());
    }

    private static String below(SuspectLine line, Section section) {
        int from = line.location().offset() - section.start().offset();
        int newline = section.text().indexOf('\n', from);
        return newline < 0 ? "" : section.text().substring(newline);
    }

    private static boolean startsWithStatement(String text) {
        String next = text.stripLeading();
        return !next.isEmpty() && !next.startsWith("--") && !next.startsWith("/*");
    }
}
