package dev.turnstone.plan;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.history.Attempt;
import dev.turnstone.history.Status;
import dev.turnstone.migration.Migration;
import dev.turnstone.migration.Version;
import dev.turnstone.sql.Location;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the planner says when files and history do not fit together.
final class Problems {
    private Problems() {}

    static Diagnostic changed(Standing standing) {
        return new Diagnostic(
                Severity.ERROR,
                "changed",
                standing.version() + " was applied, and its file differs from what ran",
                standing.migration().map(file -> Location.startOf(file.file())),
                Optional.of(
                        "turnstone validate shows the difference. Put the file back and write a new migration, or, if"
                                + " the database is right as it is: turnstone mark " + standing.version()
                                + " --accept-change --reason …"));
    }

    static Diagnostic missing(Standing standing, Optional<Version> newestFile, boolean isError) {
        boolean newer = standing.version().isRepeatable()
                || newestFile
                        .map(newest -> standing.version().compareTo(newest) > 0)
                        .orElse(true);
        Severity severity = isError && !newer ? Severity.ERROR : Severity.NOTICE;
        String message = newer
                ? standing.version() + " was applied by somebody whose files are newer than these"
                : standing.version() + " (" + standing.description() + ") was applied, and its file is gone";
        return new Diagnostic(
                severity,
                "missing",
                message,
                Optional.empty(),
                newer
                        ? Optional.empty()
                        : Optional.of("put the file back, revert it (the history keeps its way back), or set"
                                + " missing = \"warn\""));
    }

    static Diagnostic lost(Standing standing, String what) {
        return new Diagnostic(
                Severity.NOTICE,
                "lost",
                standing.version() + " is due again: " + what,
                standing.migration().map(file -> Location.startOf(file.file())),
                Optional.empty());
    }

    static Diagnostic coveredAndGone(Migration checkpoint, List<Version> gone) {
        String names = gone.stream().limit(5).map(Version::text).collect(Collectors.joining(", "));
        return new Diagnostic(
                Severity.ERROR,
                "covered-and-gone",
                "this database has applied some of what the checkpoint " + checkpoint.version()
                        + " stands for, and of the rest the files are gone: " + names
                        + (gone.size() > 5 ? " and " + (gone.size() - 5) + " more" : ""),
                Optional.of(Location.startOf(checkpoint.file())),
                Optional.of("put these files back until this database has applied them"));
    }

    static Diagnostic outOfOrder(Standing standing, Severity severity) {
        return new Diagnostic(
                severity,
                "out-of-order",
                standing.version() + " is older than what is applied already",
                standing.migration().map(file -> Location.startOf(file.file())),
                Optional.of("give it a newer version, allow it here with a line `-- turnstone:out-of-order run` at its"
                        + " top, or for all with out-of-order = \"run\""));
    }

    static Diagnostic partialWithoutFile(Standing standing) {
        return new Diagnostic(
                Severity.ERROR,
                "half-applied",
                standing.version() + " (" + standing.description() + ") is half applied, and its file is gone",
                Optional.empty(),
                Optional.of("put the file back and migrate, or undo what is done with turnstone revert"));
    }

    static Diagnostic requires(Migration migration, Version required) {
        return new Diagnostic(
                Severity.ERROR,
                "requires",
                migration.version() + " requires " + required + ", which is not applied and will not be",
                Optional.of(Location.startOf(migration.file())),
                Optional.of("apply " + required + " first"));
    }

    static Diagnostic notApplied(Version version) {
        return new Diagnostic(
                Severity.ERROR,
                "not-applied",
                "cannot revert to " + version + ": it is not applied",
                Optional.empty(),
                Optional.of("turnstone status lists what is applied; --to 0 reverts everything"));
    }

    static Diagnostic beyondBaseline() {
        return new Diagnostic(
                Severity.ERROR,
                "baseline",
                "cannot revert past the baseline: what the database had when it was adopted has no way back here",
                Optional.empty(),
                Optional.of("revert fewer steps"));
    }

    static Diagnostic leftNothing(Attempt stopped, Version taken) {
        return new Diagnostic(
                Severity.NOTICE,
                "left-nothing",
                stopped.version() + (stopped.status() == Status.FAILED ? " failed" : " was interrupted")
                        + " and left nothing to revert: reverting begins with " + taken + ", the last one applied",
                Optional.empty(),
                Optional.empty());
    }

    static Diagnostic irreversible(Migration migration, String reason) {
        return new Diagnostic(
                Severity.ERROR,
                "irreversible",
                migration.version() + " has no way back, on purpose: " + reason,
                Optional.of(Location.startOf(migration.file())),
                Optional.of("write a new migration that does what is needed now"));
    }

    static Diagnostic noWayBack(Version version, Optional<Migration> file) {
        Optional<String> second = file.flatMap(Migration::downFile);
        if (second.isPresent()) {
            return new Diagnostic(
                    Severity.ERROR,
                    "no-way-back",
                    version + " has no way back: its second file holds no statement",
                    second.map(Location::startOf),
                    Optional.of("write the statements; when there is nothing to take back, let the file hold the line"
                            + " `-- turnstone:down` alone"));
        }
        return new Diagnostic(
                Severity.ERROR,
                "no-way-back",
                version + " has no `down`, neither in its file nor in the history",
                file.map(migration -> Location.startOf(migration.file())),
                Optional.of("add a section `-- turnstone:down` to its file: a new or repaired down is no change"));
    }
}
