package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.Splitter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the texts of one migration as one dialect sees them. Pure.
///
/// @param dialect its name, as sections give it
/// @param splitter the dialect's
/// @param placeholders values for statements
record FileParser(String dialect, Splitter splitter, Placeholders placeholders) {
    /// A text with the name of its file.
    ///
    /// @param engine the only dialect its folder is for, when it is not for all
    record Source(String file, String text, Optional<String> engine) {}

    /// Reads a file, or a pair when `downFile` is there.
    ///
    /// @param mayBeEmpty whether a text without any statement is a migration that does nothing, as in the history
    /// @param found takes what is wrong
    ParsedFile parse(Source upFile, Optional<Source> downFile, boolean mayBeEmpty, List<Diagnostic> found) {
        Sections up = cut(upFile, false, found);
        Optional<Sections> down = downFile.map(source -> cut(source, true, found));
        FileDirectives whole = new FileDirectives(found);
        SectionReader reader = new SectionReader(splitter, placeholders, whole, found);
        if (!mayBeEmpty) {
            boolean isPair = down.isPresent() || FileName.isOfPair(upFile.file());
            new SuspectLines(up, isPair, splitter).judge(found);
            down.ifPresent(sections -> new SuspectLines(sections, true, splitter).judge(found));
        }
        if (!mayBeEmpty && isEmpty(up, found)) {
            return new ParsedFile(Optional.empty(), Directives.NONE, Map.of(), reader.placeholdersUsed());
        }
        refuseForeignSections(upFile.engine(), up, found);
        down.ifPresent(sections -> refuseForeignSections(upFile.engine(), sections, found));
        down.ifPresent(sections -> refuseUpInDownFile(sections, found));
        List<Section> ups = candidates(up, Optional.empty(), false);
        List<Section> downs = candidates(up, down, true);
        refuseDuplicates(ups, found);
        refuseDuplicates(downs, found);
        Optional<Section> chosenDown = choose(downs);
        Optional<Section> chosenUp =
                choose(ups).or(() -> mayBeEmpty && ups.isEmpty() ? Optional.of(up.preamble()) : Optional.empty());
        if (chosenUp.isEmpty()) {
            refuseWithoutUp(upFile.file(), ups, chosenDown, found);
        }
        return read(reader, whole, new Chosen(up, down, chosenUp, chosenDown, mayBeEmpty), found);
    }

    /// The sections that are effective for the dialect, and the files they are from.
    private record Chosen(
            Sections upFile,
            Optional<Sections> downFile,
            Optional<Section> up,
            Optional<Section> down,
            boolean mayBeEmpty) {
        /// The way back, unless it is remarks alone.
        Optional<Section> wayBack() {
            return down.filter(section -> isWayBack(section, mayBeEmpty));
        }
    }

    private static ParsedFile read(SectionReader reader, FileDirectives whole, Chosen chosen, List<Diagnostic> found) {
        boolean marked = chosen.up().isEmpty() || chosen.up().get().marker().isPresent();
        if (marked) {
            reader.readTop(chosen.upFile().preamble());
        }
        String top = marked && !whole.lines().isEmpty() ? String.join("\n", whole.lines()) + "\n\n" : "";
        List<Annotated> upStatements = chosen.up()
                .map(section -> reader.read(section, chosen.upFile().text()))
                .orElse(List.of());
        List<Annotated> downStatements = chosen.down()
                .filter(section -> !reader.metUnreadable())
                .map(section -> reader.read(
                        section,
                        fileOf(section, chosen.upFile(), chosen.downFile()).text()))
                .orElse(List.of());
        Optional<Section> wayBack = chosen.wayBack();
        refuseWayBackThatIsNone(whole, wayBack, found);
        Optional<Content> content = chosen.up()
                .map(section -> new Content(
                        SourceText.normalise(top + section.text()),
                        upStatements,
                        wayBack.map(way -> SourceText.normalise(way.text())),
                        downStatements));
        return new ParsedFile(
                content, whole.directives(contracts(upStatements)), whole.requires(), reader.placeholdersUsed());
    }

    private static Sections fileOf(Section section, Sections up, Optional<Sections> down) {
        return down.isPresent()
                        && down.get()
                                .preamble()
                                .start()
                                .file()
                                .equals(section.start().file())
                ? down.get()
                : up;
    }

    private static boolean contracts(List<Annotated> statements) {
        for (Annotated annotated : statements) {
            if (annotated.phase().equals(Optional.of(Phase.CONTRACT))) {
                return true;
            }
        }
        return false;
    }

    private static Sections cut(Source source, boolean isDown, List<Diagnostic> found) {
        return Sections.of(source.file(), SourceText.withPlainLineEnds(source.text()), isDown, found);
    }

    /// Whether nothing is written for the way forward, not even why.
    private static boolean isEmpty(Sections sections, List<Diagnostic> found) {
        boolean holds = sections.holdsStatement() || sections.preamble().holdsComment();
        for (Section section : sections.marked()) {
            holds |= !section.isDown() && section.holdsComment();
        }
        if (!holds) {
            found.add(Diagnostic.error(
                    "empty-file",
                    sections.preamble().start(),
                    "the file holds no statement, so it would be recorded as applied without doing anything",
                    "Write the statements, or a comment that says why there are none, or remove the file"));
        }
        return !holds;
    }

    /// Whether a section is a way back: one without statements is when a marker stands above it and nothing below, or
    /// when the history stored just that.
    private static boolean isWayBack(Section section, boolean mayBeEmpty) {
        boolean onPurpose = section.marker().isPresent() || mayBeEmpty;
        return section.holdsStatement() || (onPurpose && !section.holdsComment());
    }

    /// The sections one may choose from. The text before the first marker counts when it holds a statement, for the
    /// way forward also when it holds comments and the file, or the file of the pair, no statement at all; in the
    /// second file of a pair always.
    private static List<Section> candidates(Sections up, Optional<Sections> down, boolean isDown) {
        List<Section> candidates = new ArrayList<>();
        boolean isRemark = up.preamble().holdsComment() && !up.marksUp() && !up.holdsStatement();
        if (!isDown && (up.preamble().holdsStatement() || isRemark)) {
            candidates.add(up.preamble());
        }
        addMarked(up, isDown, candidates);
        if (down.isPresent()) {
            Section preamble = down.get().preamble();
            if (preamble.holdsStatement() || down.get().marked().isEmpty()) {
                candidates.add(preamble);
            }
            addMarked(down.get(), isDown, candidates);
        }
        return candidates;
    }

    private static void addMarked(Sections sections, boolean isDown, List<Section> candidates) {
        for (Section section : sections.marked()) {
            if (section.isDown() == isDown) {
                candidates.add(section);
            }
        }
    }

    private Optional<Section> choose(List<Section> candidates) {
        Optional<Section> chosen = Optional.empty();
        for (Section section : candidates) {
            boolean own = section.dialect().equals(Optional.of(dialect));
            if (own) {
                return Optional.of(section);
            }
            if (chosen.isEmpty() && section.dialect().isEmpty()) {
                chosen = Optional.of(section);
            }
        }
        return chosen;
    }

    private static void refuseDuplicates(List<Section> sections, List<Diagnostic> found) {
        Map<String, Section> seen = new HashMap<>();
        for (Section section : sections) {
            Section first = seen.putIfAbsent(section.title(), section);
            if (first != null) {
                String where = first.marker().isPresent() ? "in " : "as the text before the first marker of ";
                String place = first.marker().isPresent()
                        ? first.place().toString()
                        : first.place().file();
                found.add(Diagnostic.error(
                        "duplicate-section",
                        section.place(),
                        "the section \"" + section.title() + "\" stands twice: here and " + where + place,
                        section.dialect().isPresent()
                                ? "Join the two"
                                : "Join the two, or name the database of one: -- turnstone:" + section.title()
                                        + " sqlite"));
            }
        }
    }

    private static void refuseForeignSections(Optional<String> engine, Sections sections, List<Diagnostic> found) {
        for (Section section : sections.marked()) {
            if (engine.isPresent()
                    && section.dialect().isPresent()
                    && !section.dialect().equals(engine)) {
                found.add(Diagnostic.error(
                        "misplaced-marker",
                        section.place(),
                        "the section \"" + section.title() + "\" can never run in a folder that is for " + engine.get()
                                + " alone",
                        "Remove it, or move the file out of the folder"));
            }
        }
    }

    private static void refuseUpInDownFile(Sections down, List<Diagnostic> found) {
        for (Section section : down.marked()) {
            if (!section.isDown()) {
                found.add(Diagnostic.error(
                        "misplaced-marker",
                        section.place(),
                        "the section \"" + section.title() + "\" stands in the file of the way back",
                        "Move it to the .up.sql file of the pair"));
            }
        }
    }

    private void refuseWithoutUp(String file, List<Section> ups, Optional<Section> down, List<Diagnostic> found) {
        if (ups.isEmpty()) {
            found.add(Diagnostic.error(
                    "no-up",
                    Location.startOf(file),
                    "the file has a way back but no up",
                    "Write the way forward above the first marker, or below -- turnstone:up"));
        } else if (down.isPresent() && down.get().dialect().isPresent()) {
            found.add(Diagnostic.error(
                    "no-up",
                    down.get().place(),
                    "the file has a way back for " + dialect + " but no up for it",
                    "Add a section -- turnstone:up " + dialect + ", left empty when nothing is to be done there"));
        }
    }

    private static void refuseWayBackThatIsNone(FileDirectives whole, Optional<Section> down, List<Diagnostic> found) {
        if (whole.irreversiblePlace().isPresent() && down.isPresent()) {
            found.add(Diagnostic.error(
                    "irreversible-with-down",
                    whole.irreversiblePlace().get(),
                    "the migration says that it is irreversible, and has a way back in "
                            + down.get().place(),
                    "Remove one of the two"));
        }
    }
}
