package dev.turnstone.history;

import dev.turnstone.migration.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the database says was done, as far as it decides what comes next.
///
/// @param entries by version, in version order
/// @param position where the journal ends
/// @param failedHooks the hooks whose last attempt failed, oldest first; a hook that a completed migration of the other
///     direction has made moot is not among them
public record History(Map<Version, Entry> entries, Position position, List<Attempt> failedHooks) {
    /// A database that has no history yet.
    public static final History EMPTY = new History(Map.of(), Position.START, List.of());

    public History {
        entries = Collections.unmodifiableMap(new TreeMap<>(entries));
        failedHooks = List.copyOf(failedHooks);
    }

    /// A history without a failed hook.
    public History(Map<Version, Entry> entries, Position position) {
        this(entries, position, List.of());
    }

    /// What is known of one version.
    ///
    /// @param completed its last completed attempt
    /// @param unfinished its last attempt, when that is later than `completed` and not completed
    /// @param steps the journal of all attempts after `completed`, in order
    public record Entry(Optional<Attempt> completed, Optional<Attempt> unfinished, List<JournalEntry> steps) {
        public Entry {
            steps = List.copyOf(steps);
        }

        /// Whether the version is applied: fully, by its last completed attempt.
        public boolean applied() {
            return completed.map(Attempt::applies).orElse(false);
        }

        /// Whether some of its steps were done, or may have been, by an attempt that did not complete.
        public boolean partial() {
            return steps.stream()
                    .anyMatch(step ->
                            step.event() == Event.INTENT || step.event() == Event.DONE || step.event() == Event.BATCH);
        }

        /// The latest attempt of all.
        public Attempt latest() {
            return unfinished.or(() -> completed).orElseThrow();
        }
    }

    /// The applied versions in version order, each with the attempt that applied it.
    public List<Attempt> applied() {
        List<Attempt> applied = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (entry.applied()) {
                applied.add(entry.completed().orElseThrow());
            }
        }
        return applied;
    }

    /// What is known of `version`.
    public Optional<Entry> entry(Version version) {
        return Optional.ofNullable(entries.get(version));
    }

    /// Whether `version` is applied.
    public boolean isApplied(Version version) {
        return entry(version).map(Entry::applied).orElse(false);
    }

    /// The attempts that did not complete and may have left something done.
    public Map<Version, Entry> partial() {
        Map<Version, Entry> partial = new LinkedHashMap<>();
        entries.forEach((version, entry) -> {
            if (entry.unfinished().isPresent() && entry.partial()) {
                partial.put(version, entry);
            }
        });
        return partial;
    }
}
