package dev.turnstone.history;

import java.util.Locale;

/// How far an attempt came. What is `pending` is computed and never stored.
public enum Status {
    RUNNING,
    COMPLETED,
    FAILED,
    /// Its runner died or was stopped; what it did is in the journal.
    INTERRUPTED;

    /// The word stored in the history.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The status stored as `text`.
    ///
    /// @throws IllegalArgumentException when no status is called so
    public static Status of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
