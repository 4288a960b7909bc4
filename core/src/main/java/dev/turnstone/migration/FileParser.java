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
        return read(reader, whole, up, down, chosenUp, chosenDown, found);
    }

    private ParsedFile read(
            SectionReader reader,
            FileDirectives whole,
            Sections up,
            Optional<Sections> down,
            Optional<Section> chosenUp,
            Optional<Section> chosenDown,
            List<Diagnostic> found) {
        boolean marked = chosenUp.isEmpty() || chosenUp.get().marker().isPresent();
        if (marked) {
            reader.readTop(up.preamble());
        }
        String top = marked && !whole.lines().isEmpty() ? String.join("\n", whole.lines()) + "\n\n" : "";
        List<Annotated> upStatements =
                chosenUp.map(section -> reader.read(section, up.text())).orElse(List.of());
        List<Annotated> downStatements = chosenDown
                .filter(section -> !reader.metUnreadable())
                .map(section -> reader.read(section, fileOf(section, up, down).text()))
                .orElse(List.of());
        refuseWayBackThatIsNone(whole, chosenDown, found);
        Optional<Content> content = chosenUp.map(section -> new Content(
                SourceText.normalise(top + section.text()),
                upStatements,
                chosenDown.map(way -> SourceText.normalise(way.text())),
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

    private static boolean isEmpty(Sections sections, List<Diagnostic> found) {
        boolean holds = sections.preamble().holdsStatement();
        for (Section section : sections.marked()) {
            holds |= section.holdsStatement();
        }
        if (!holds) {
            found.add(Diagnostic.error(
                    "empty-file",
                    sections.preamble().start(),
                    "the file holds no statement, so it would be recorded as applied without doing anything",
                    "Write the statements, or remove the file"));
        }
        return !holds;
    }

    /// The sections one may choose from; the text before the first marker counts when it holds a statement, and in
    /// the second file of a pair also when it holds nothing.
    private static List<Section> candidates(Sections up, Optional<Sections> down, boolean isDown) {
        List<Section> candidates = new ArrayList<>();
        if (!isDown && up.preamble().holdsStatement()) {
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
