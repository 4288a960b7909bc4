package dev.turnstone.plan;

import dev.turnstone.history.Attempt;
import dev.turnstone.history.History;
import dev.turnstone.history.Status;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Migration;
import dev.turnstone.migration.MigrationSet;
import dev.turnstone.migration.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One version's state, with the file and the history row it was judged by.
///
/// @param migration the file or class, unless it is missing
/// @param attempt the attempt that the state rests on, unless there was none
public record Standing(
        Version version, String description, State state, Optional<Migration> migration, Optional<Attempt> attempt) {

    /// Whether `migrate` would run it.
    public boolean pending() {
        return switch (state) {
            case PENDING, OUT_OF_ORDER, FAILED, PARTIAL, RUNNING, LOST -> migration.isPresent();
            case CHANGED -> version.isRepeatable();
            case APPLIED, MISSING, BASELINE, COVERED -> false;
        };
    }

    /// The standings of every version in the files or in the history, in version order.
    public static List<Standing> of(MigrationSet files, History history) {
        return of(files, history, Checkpoints.of(files, history, Optional.empty()), Set.of());
    }

    /// @param lost the repeatables of which something is gone
    static List<Standing> of(MigrationSet files, History history, Checkpoints checkpoints, Set<Version> lost) {
        Optional<Version> baseline = baseline(history);
        Optional<Version> newest = newestApplied(history);
        List<Standing> standings = new ArrayList<>();
        for (Migration migration : files.migrations()) {
            standings.add(
                    checkpoints.standsFor(migration.version())
                            ? covered(migration)
                            : of(
                                    migration,
                                    history,
                                    baseline,
                                    newest.filter(ignored -> !checkpoints.onlyRecorded(migration)),
                                    lost));
        }
        for (Map.Entry<Version, History.Entry> known : history.entries().entrySet()) {
            if (files.find(known.getKey()).isEmpty()) {
                withoutFile(known.getKey(), known.getValue(), checkpoints.names(known.getKey()))
                        .ifPresent(standings::add);
            }
        }
        // No Comparator.comparing on the way of every command: its serializable lambda cannot be archived.
        standings.sort((one, other) -> one.version().compareTo(other.version()));
        return List.copyOf(standings);
    }

    private static Standing of(
            Migration migration,
            History history,
            Optional<Version> baseline,
            Optional<Version> newest,
            Set<Version> lost) {
        Version version = migration.version();
        Optional<History.Entry> entry = history.entry(version);
        if (entry.isEmpty()) {
            boolean below = !version.isRepeatable()
                    && baseline.map(base -> version.compareTo(base) <= 0).orElse(false);
            State state = below ? State.BASELINE : pendingState(version, newest);
            return new Standing(version, migration.description(), state, Optional.of(migration), Optional.empty());
        }
        Attempt latest = entry.get().latest();
        return new Standing(
                version,
                migration.description(),
                withLost(state(migration, entry.get(), newest), lost.contains(version)),
                Optional.of(migration),
                Optional.of(latest));
    }

    private static State state(Migration migration, History.Entry entry, Optional<Version> newest) {
        if (entry.unfinished().isPresent()) {
            Status status = entry.unfinished().get().status();
            if (status == Status.RUNNING) {
                return State.RUNNING;
            }
            if (entry.partial()) {
                return State.PARTIAL;
            }
            if (!entry.applied()) {
                return State.FAILED;
            }
        }
        if (!entry.applied()) {
            return pendingState(migration.version(), newest);
        }
        Attempt applied = entry.completed().orElseThrow();
        if (applied.kind() == Kind.BASELINE) {
            return State.BASELINE;
        }
        return changed(migration, applied) ? State.CHANGED : State.APPLIED;
    }

    private static State withLost(State state, boolean lost) {
        return lost && state == State.APPLIED ? State.LOST : state;
    }

    private static Standing covered(Migration migration) {
        return new Standing(
                migration.version(), migration.description(), State.COVERED, Optional.of(migration), Optional.empty());
    }

    private static Optional<Standing> withoutFile(Version version, History.Entry entry, boolean covered) {
        Attempt latest = entry.latest();
        boolean unfinished = entry.unfinished().isPresent() && entry.partial();
        if (!entry.applied() && !unfinished) {
            return Optional.empty();
        }
        boolean baseline =
                entry.completed().map(done -> done.kind() == Kind.BASELINE).orElse(false);
        State applied = baseline ? State.BASELINE : covered ? State.COVERED : State.MISSING;
        State state = unfinished ? State.PARTIAL : applied;
        return Optional.of(new Standing(version, latest.name(), state, Optional.empty(), Optional.of(latest)));
    }

    private static State pendingState(Version version, Optional<Version> newest) {
        boolean late = !version.isRepeatable()
                && newest.map(applied -> version.compareTo(applied) < 0).orElse(false);
        return late ? State.OUT_OF_ORDER : State.PENDING;
    }

    private static boolean changed(Migration migration, Attempt attempt) {
        return migration.checksum().isPresent()
                && attempt.checksum().isPresent()
                && !migration.checksum().equals(attempt.checksum());
    }

    private static Optional<Version> baseline(History history) {
        return history.applied().stream()
                .filter(attempt -> attempt.kind() == Kind.BASELINE)
                .map(Attempt::version)
                .max(Comparator.naturalOrder());
    }

    private static Optional<Version> newestApplied(History history) {
        return history.applied().stream()
                .map(Attempt::version)
                .filter(version -> !version.isRepeatable())
                .max(Comparator.naturalOrder());
    }
}
