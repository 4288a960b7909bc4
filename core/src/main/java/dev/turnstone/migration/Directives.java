package dev.turnstone.migration;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a file says about the migration as a whole.
///
/// @param irreversible why there is no way back, when that is on purpose
/// @param phase when it may run: as the top of the file says, else `CONTRACT` when a statement of `up` is marked so
/// @param requires what must be applied before, repeatables included; in the file's order, without duplicates
/// @param outOfOrder overrides the configuration's `out-of-order`
/// @param covers for a checkpoint: the versions that it stands for on an empty database; none otherwise
public record Directives(
        Optional<String> irreversible,
        Optional<Phase> phase,
        List<Version> requires,
        Optional<OutOfOrder> outOfOrder,
        List<Version> covers) {
    /// A migration that says nothing about itself.
    public static final Directives NONE =
            new Directives(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    public Directives {
        Objects.requireNonNull(irreversible, "irreversible");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(outOfOrder, "outOfOrder");
        requires = List.copyOf(requires);
        covers = List.copyOf(covers);
    }

    /// Whether the file says nothing about the migration. Cheaper than `equals`, which a record links at its first
    /// call.
    boolean areNone() {
        return irreversible.isEmpty()
                && phase.isEmpty()
                && requires.isEmpty()
                && outOfOrder.isEmpty()
                && covers.isEmpty();
    }

    /// What a file that is no checkpoint says.
    public Directives(
            Optional<String> irreversible,
            Optional<Phase> phase,
            List<Version> requires,
            Optional<OutOfOrder> outOfOrder) {
        this(irreversible, phase, requires, outOfOrder, List.of());
    }
}
