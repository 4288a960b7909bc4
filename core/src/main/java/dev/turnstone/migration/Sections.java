package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.sql.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A file cut at its markers.
///
/// @param text the whole file, with plain line ends
/// @param preamble what stands before the first marker
/// @param marked the sections below markers, in order
/// @param suspects lines that are no markers and no directives, but look like one
record Sections(String text, Section preamble, List<Section> marked, List<SuspectLine> suspects) {
    Sections {
        marked = List.copyOf(marked);
        suspects = List.copyOf(suspects);
    }

    /// Cuts `text`; unknown markers and directives, anywhere in the file, are added to `found`.
    ///
    /// @param isDown whether the text before the first marker is the way back
    static Sections of(String file, String text, boolean isDown, List<Diagnostic> found) {
        List<Section> sections = new ArrayList<>();
        Section open = new Section(isDown, Optional.empty(), Optional.empty(), Location.startOf(file), "", false);
        List<SuspectLine> suspects = new ArrayList<>();
        Location line = Location.startOf(file);
        while (line.offset() < text.length()) {
            int newline = text.indexOf('\n', line.offset());
            int next = newline < 0 ? text.length() : newline + 1;
            Location below = new Location(file, line.line() + 1, 1, next);
            Optional<DirectiveLine> directive = DirectiveLine.onLine(text, line.offset(), line);
            if (directive.isPresent() && directive.get().isMarker()) {
                sections.add(close(open, text, line.offset(), true));
                open = begin(directive.get(), below, found);
            } else {
                directive.ifPresent(other -> checkName(other, found));
                if (directive.isEmpty()) {
                    SuspectLine.at(text, line, newline < 0 ? next : newline).ifPresent(suspects::add);
                }
            }
            line = below;
        }
        sections.add(close(open, text, text.length(), false));
        return new Sections(text, sections.getFirst(), sections.subList(1, sections.size()), suspects);
    }

    /// Whether any section holds more than comments.
    boolean holdsStatement() {
        boolean holds = preamble.holdsStatement();
        for (Section section : marked) {
            holds |= section.holdsStatement();
        }
        return holds;
    }

    /// Whether a marker begins the way forward.
    boolean marksUp() {
        boolean marks = false;
        for (Section section : marked) {
            marks |= !section.isDown();
        }
        return marks;
    }

    /// The section that the character at `offset` of the file is in.
    Section at(int offset) {
        Section at = preamble;
        for (Section section : marked) {
            at = section.start().offset() <= offset ? section : at;
        }
        return at;
    }

    private static Section close(Section open, String text, int end, boolean atMarker) {
        String body = text.substring(Math.min(open.start().offset(), end), end);
        return new Section(open.isDown(), open.dialect(), open.marker(), open.start(), body, atMarker);
    }

    private static Section begin(DirectiveLine marker, Location below, List<Diagnostic> found) {
        String argument = marker.argument();
        int blank = argument.indexOf(' ');
        int tab = argument.indexOf('\t');
        int end = blank < 0 ? tab : tab < 0 ? blank : Math.min(blank, tab);
        String word = end < 0 ? argument : argument.substring(0, end);
        Optional<String> dialect = Dialects.named(word);
        String remark = end < 0 ? "" : argument.substring(end);
        if (!word.isEmpty() && dialect.isEmpty()) {
            found.add(Diagnostic.error(
                    "unknown-marker",
                    marker.location(),
                    "\"" + word + "\" after the marker \"" + marker.name()
                            + "\" is no database that a section can be for",
                    "Write one of " + Dialects.WORDS + ", or nothing for a section that holds for all"));
        } else if (!remark.isEmpty() && !remark.startsWith("  ") && !remark.startsWith("\t")) {
            found.add(Diagnostic.error(
                    "unknown-marker",
                    marker.location(),
                    "\"" + remark.strip() + "\" after the marker \"" + marker.name() + " " + word
                            + "\" is one word too many",
                    "Write a section for each database; set a remark off by two blanks"));
        }
        return new Section(
                marker.name().equals(DirectiveLine.DOWN), dialect, Optional.of(marker.location()), below, "", false);
    }

    private static void checkName(DirectiveLine directive, List<Diagnostic> found) {
        String name = directive.name();
        if (DirectiveLine.NAMES.contains(name)) {
            return;
        }
        if (DirectiveLine.RESERVED.contains(name)) {
            found.add(Diagnostic.error(
                    "reserved-directive",
                    directive.location(),
                    "this version of Turnstone does not know the directive \"" + name + "\" yet",
                    "Remove the line, or use a Turnstone that knows it"));
            return;
        }
        String bare = name.substring(Math.max(name.lastIndexOf(':'), name.lastIndexOf(' ')) + 1);
        String word = bare.isEmpty() ? firstWord(directive.argument()) : bare;
        String help = MisspelledDirective.nameFor(word.toLowerCase(Locale.ROOT))
                .map(nearest -> "Did you mean \"-- turnstone:" + nearest + "\"?")
                .orElse("Write one of " + String.join(", ", DirectiveLine.NAMES));
        found.add(Diagnostic.error(
                "unknown-directive",
                directive.location(),
                name.isEmpty()
                        ? "a comment that begins with \"turnstone:\" says nothing after the colon"
                        : "\"" + name + "\" is no marker and no directive, so the line would have no effect",
                help));
    }

    /// The first word behind colons and blanks.
    private static String firstWord(String argument) {
        int start = 0;
        while (start < argument.length() && !Character.isLetter(argument.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < argument.length() && (Character.isLetter(argument.charAt(end)) || argument.charAt(end) == '-')) {
            end++;
        }
        return argument.substring(start, end);
    }
}
