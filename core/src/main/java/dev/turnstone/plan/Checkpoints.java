package dev.turnstone.plan;

import dev.turnstone.history.Attempt;
import dev.turnstone.history.History;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Migration;
import dev.turnstone.migration.MigrationSet;
import dev.turnstone.migration.Version;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What checkpoints among the files mean for one database. Pure.
///
/// A database that has applied nothing of what a checkpoint stands for runs it instead. Any other applies the rest of
/// it
/// one by one and then records the checkpoint without running it.
final class Checkpoints {
    private static final Checkpoints NONE =
            new Checkpoints(List.of(), History.EMPTY, Optional.empty(), Optional.empty(), Set.of());
    private final List<Migration> checkpoints;
    private final History history;
    private final Optional<Version> baseline;
    private final Optional<Migration> first;
    private final Set<Version> stoodFor;

    private Checkpoints(
            List<Migration> checkpoints,
            History history,
            Optional<Version> baseline,
            Optional<Migration> first,
            Set<Version> stoodFor) {
        this.checkpoints = checkpoints;
        this.history = history;
        this.baseline = baseline;
        this.first = first;
        this.stoodFor = stoodFor;
    }

    /// @param to how far a run goes; a checkpoint beyond it does not exist for the run
    static Checkpoints of(MigrationSet files, History history, Optional<Version> to) {
        List<Migration> checkpoints = files.migrations().stream()
                .filter(file -> file.kind() == Kind.CHECKPOINT)
                .sorted((one, other) -> other.version().compareTo(one.version()))
                .toList();
        if (checkpoints.isEmpty()) {
            return NONE;
        }
        Optional<Version> baseline = history.applied().stream()
                .filter(attempt -> attempt.kind() == Kind.BASELINE)
                .map(Attempt::version)
                .max(Comparator.naturalOrder());
        Checkpoints known = new Checkpoints(checkpoints, history, baseline, Optional.empty(), Set.of());
        Optional<Migration> first = checkpoints.stream()
                .filter(file ->
                        to.map(last -> file.version().compareTo(last) <= 0).orElse(true))
                .filter(known::untouched)
                .findFirst();
        Set<Version> stoodFor = new HashSet<>();
        first.ifPresent(file -> stoodFor.addAll(file.directives().covers()));
        for (Migration file : checkpoints) {
            if (history.isApplied(file.version())) {
                file.directives().covers().stream()
                        .filter(version -> !known.has(version))
                        .forEach(stoodFor::add);
            }
        }
        return new Checkpoints(checkpoints, history, baseline, first, stoodFor);
    }

    private boolean untouched(Migration checkpoint) {
        return history.entry(checkpoint.version())
                        .map(entry -> !entry.applied())
                        .orElse(true)
                && checkpoint.directives().covers().stream()
                        .noneMatch(version ->
                                has(version) || history.partial().containsKey(version) || stoodForByApplied(version));
    }

    private boolean stoodForByApplied(Version version) {
        return checkpoints.stream()
                .filter(file -> history.isApplied(file.version()))
                .anyMatch(file -> file.directives().covers().contains(version));
    }

    /// Whether the database has `version`, applied or adopted with it.
    boolean has(Version version) {
        return history.isApplied(version)
                || baseline.map(adopted -> version.compareTo(adopted) <= 0).orElse(false);
    }

    /// The checkpoint that this database runs instead of what it stands for.
    Optional<Migration> first() {
        return first;
    }

    /// Whether `version` need not be run, since a checkpoint ran, or will run, instead.
    boolean standsFor(Version version) {
        return stoodFor.contains(version);
    }

    /// Whether some checkpoint stands for `version`: its file may be gone.
    boolean names(Version version) {
        return checkpoints.stream().anyMatch(file -> file.directives().covers().contains(version));
    }

    /// Whether a pending file is a checkpoint that this database need not run.
    boolean onlyRecorded(Migration file) {
        return file.kind() == Kind.CHECKPOINT && !first.equals(Optional.of(file));
    }
}
