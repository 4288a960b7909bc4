package dev.turnstone.migration;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.sql.Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Collects what the top of a file, and then the top of a section, say of the whole migration.
final class FileDirectives {
    /// May stand several times.
    private static final Set<String> MANY = Set.of(DirectiveLine.REQUIRES, DirectiveLine.CHECKPOINT);

    private final List<Diagnostic> found;
    private final Map<String, DirectiveLine> seen = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final Map<Version, Location> requires = new LinkedHashMap<>();
    private Optional<String> irreversible = Optional.empty();
    private Optional<Phase> phase = Optional.empty();
    private Optional<OutOfOrder> outOfOrder = Optional.empty();
    private final Set<Version> covers = new LinkedHashSet<>();
    private boolean placeholdersOff;

    FileDirectives(List<Diagnostic> found) {
        this.found = found;
    }

    /// Whether a directive of this name always concerns the whole migration. (`phase` may.)
    static boolean isForWhole(String name) {
        return name.equals(DirectiveLine.IRREVERSIBLE)
                || name.equals(DirectiveLine.REQUIRES)
                || name.equals(DirectiveLine.CHECKPOINT)
                || name.equals(DirectiveLine.PLACEHOLDERS)
                || name.equals(DirectiveLine.OUT_OF_ORDER);
    }

    void add(DirectiveLine directive) {
        DirectiveLine first = seen.putIfAbsent(directive.name(), directive);
        if (first != null && !MANY.contains(directive.name())) {
            found.add(Diagnostic.error(
                    "repeated-directive",
                    directive.location(),
                    "\"" + directive.name() + "\" stands twice, first in line "
                            + first.location().line() + ", and only one of them can hold",
                    "Remove one"));
            return;
        }
        lines.add(directive.line());
        switch (directive.name()) {
            case DirectiveLine.IRREVERSIBLE -> irreversible = reason(directive);
            case DirectiveLine.PHASE -> phase = phase(directive, found);
            case DirectiveLine.OUT_OF_ORDER -> outOfOrder = outOfOrder(directive);
            case DirectiveLine.PLACEHOLDERS -> placeholdersOff = isOff(directive);
            case DirectiveLine.REQUIRES -> addRequired(directive);
            case DirectiveLine.CHECKPOINT -> addCovered(directive);
            default -> throw new IllegalArgumentException("concerns one statement: " + directive.line());
        }
    }

    private Optional<String> reason(DirectiveLine directive) {
        String argument = directive.argument();
        String reason = argument.startsWith(":") ? argument.substring(1).strip() : "";
        if (reason.isEmpty()) {
            found.add(missingReason(directive, "-- turnstone:irreversible: <why there is no way back>"));
            return Optional.empty();
        }
        return Optional.of(reason);
    }

    static Diagnostic missingReason(DirectiveLine directive, String form) {
        return Diagnostic.error(
                "missing-reason",
                directive.location(),
                "\"" + directive.name() + "\" gives no reason, and those who read it later need one",
                "Write it as " + form);
    }

    static Optional<Phase> phase(DirectiveLine directive, List<Diagnostic> found) {
        for (Phase phase : Phase.values()) {
            if (phase.text().equals(directive.argument())) {
                return Optional.of(phase);
            }
        }
        found.add(unknownWord(directive, "expand or contract"));
        return Optional.empty();
    }

    private boolean isOff(DirectiveLine directive) {
        boolean off = directive.argument().equals("off");
        if (!off) {
            found.add(unknownWord(directive, "off"));
        }
        return off;
    }

    /// Whether the file says that its `${…}` are text.
    boolean placeholdersOff() {
        return placeholdersOff;
    }

    private Optional<OutOfOrder> outOfOrder(DirectiveLine directive) {
        for (OutOfOrder choice : OutOfOrder.values()) {
            if (choice.text().equals(directive.argument())) {
                return Optional.of(choice);
            }
        }
        found.add(unknownWord(directive, "error, warn or run"));
        return Optional.empty();
    }

    private static Diagnostic unknownWord(DirectiveLine directive, String choices) {
        String said = directive.argument().isEmpty() ? "nothing" : "\"" + directive.argument() + "\"";
        return Diagnostic.error(
                "unknown-word",
                directive.location(),
                "\"" + directive.name() + "\" is followed by " + said + " where " + choices + " must stand",
                "Write one of them, and a remark on a line of its own");
    }

    private void addRequired(DirectiveLine directive) {
        int before = requires.size();
        boolean wrong = false;
        for (String word :
                directive.argument().replace(',', ' ').replace('\t', ' ').split(" ", -1)) {
            if (word.isEmpty()) {
                continue;
            }
            try {
                requires.putIfAbsent(Version.parse(word), directive.location());
            } catch (IllegalArgumentException noVersion) {
                wrong = true;
                found.add(Diagnostic.error(
                        "unknown-requirement",
                        directive.location(),
                        "\"requires\" names \"" + word + "\", which is no version",
                        "Write versions as in 20261120101500 or 1.2.3, or R__name, with blanks between them"));
            }
        }
        if (requires.size() == before && !wrong && directive.argument().isEmpty()) {
            found.add(Diagnostic.error(
                    "unknown-requirement",
                    directive.location(),
                    "\"requires\" names no version",
                    "Write what must be applied before, as in -- turnstone:requires 20261120101500"));
        }
    }

    private void addCovered(DirectiveLine directive) {
        int before = covers.size();
        for (String word : directive.argument().split("[\\s,]+", -1)) {
            try {
                Version version = Version.parse(word);
                if (!version.isRepeatable()) {
                    covers.add(version);
                    continue;
                }
            } catch (IllegalArgumentException noVersion) {
                found.add(unknownCovered(directive, word));
                return;
            }
            found.add(unknownCovered(directive, word));
            return;
        }
        if (covers.size() == before) {
            found.add(unknownCovered(directive, ""));
        }
    }

    private static Diagnostic unknownCovered(DirectiveLine directive, String word) {
        return Diagnostic.error(
                "unknown-covered",
                directive.location(),
                "\"checkpoint\" names \"" + word + "\", which is no version that it could stand for",
                "Let turnstone checkpoint write the file");
    }

    /// Where it is said that there is no way back.
    Optional<Location> irreversiblePlace() {
        return Optional.ofNullable(seen.get(DirectiveLine.IRREVERSIBLE)).map(DirectiveLine::location);
    }

    /// The lines as written so far.
    List<String> lines() {
        return List.copyOf(lines);
    }

    /// Where each requirement is written.
    Map<Version, Location> requires() {
        return requires;
    }

    /// @param contracts whether a statement says that it contracts
    Directives directives(boolean contracts) {
        Optional<Phase> effective = phase.isEmpty() && contracts ? Optional.of(Phase.CONTRACT) : phase;
        return new Directives(irreversible, effective, List.copyOf(requires.keySet()), outOfOrder, List.copyOf(covers));
    }
}
