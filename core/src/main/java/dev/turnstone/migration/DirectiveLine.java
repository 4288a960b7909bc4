package dev.turnstone.migration;

import dev.turnstone.sql.Location;
import java.util.List;
import java.util.Optional;

/// A comment that speaks to Turnstone: `-- turnstone:NAME argument`.
///
/// @param name what stands between the colon and the next blank or colon, as written
/// @param argument the rest of the line, with the colon when one follows the name, without blanks around it
/// @param location where the comment begins
/// @param line the whole comment
record DirectiveLine(String name, String argument, Location location, String line) {
    static final String IRREVERSIBLE = "irreversible";
    static final String PHASE = "phase";
    static final String REQUIRES = "requires";
    static final String OUT_OF_ORDER = "out-of-order";
    static final String ALLOW = "allow";
    static final String ASSERT = "assert";
    static final String CHECKPOINT = "checkpoint";
    static final String PLACEHOLDERS = "placeholders";
    static final String UP = "up";
    static final String DOWN = "down";

    /// All that a comment may say.
    static final List<String> NAMES =
            List.of(UP, DOWN, ALLOW, ASSERT, CHECKPOINT, IRREVERSIBLE, OUT_OF_ORDER, PHASE, PLACEHOLDERS, REQUIRES);

    /// Names kept for what is to come.
    static final List<String> RESERVED = List.of("backfill", "rename");

    private static final String WORD = "turnstone";

    /// The directive in the comment that begins at `from` (at its two hyphens) and stands at `location`.
    static Optional<DirectiveLine> at(String text, int from, Location location) {
        int newline = text.indexOf('\n', from);
        int end = newline < 0 ? text.length() : newline;
        int word = skipBlanks(text, from + 2, end);
        int colon = word + WORD.length();
        if (!text.regionMatches(true, word, WORD, 0, WORD.length()) || colon > end) {
            return Optional.empty();
        }
        if (colon == end || text.charAt(colon) != ':') {
            return withoutColon(text, from, colon, end, location);
        }
        int nameEnd = colon + 1;
        while (nameEnd < end && text.charAt(nameEnd) != ':' && !SourceText.isBlank(text.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = text.substring(colon + 1, nameEnd);
        boolean asWritten = text.startsWith(WORD, word);
        return Optional.of(new DirectiveLine(
                asWritten ? name : text.substring(word, nameEnd),
                text.substring(nameEnd, end).strip(),
                location,
                text.substring(from, end).strip()));
    }

    /// `-- turnstone down` is a marker that lost its colon; `-- turnstone up to here` is prose.
    private static Optional<DirectiveLine> withoutColon(
            String text, int from, int wordEnd, int end, Location location) {
        String rest = text.substring(wordEnd, end).strip();
        int blank = rest.indexOf(' ');
        String first = blank < 0 ? rest : rest.substring(0, blank);
        boolean marker = (first.equals(UP) || first.equals(DOWN))
                && (blank < 0 || Dialects.named(rest.substring(blank + 1)).isPresent());
        return marker && SourceText.isBlank(text.charAt(wordEnd))
                ? Optional.of(new DirectiveLine(
                        WORD + " " + first,
                        "",
                        location,
                        text.substring(from, end).strip()))
                : Optional.empty();
    }

    private static int skipBlanks(String text, int from, int end) {
        int i = from;
        while (i < end && SourceText.isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /// The directive on the line that begins at `lineStart`, when the line holds nothing else.
    static Optional<DirectiveLine> onLine(String text, int lineStart, Location lineLocation) {
        int i = skipBlanks(text, lineStart, text.length());
        return text.startsWith("--", i)
                ? at(text, i, lineLocation.advance(text.substring(lineStart, i), i - lineStart))
                : Optional.empty();
    }

    boolean isMarker() {
        return name.equals(UP) || name.equals(DOWN);
    }
}
