package dev.turnstone.history;

import java.util.Locale;

/// What a journal row says of a step.
public enum Event {
    /// A statement that stands alone is about to be sent.
    INTENT,
    /// The step is done; for a transactional step this row commits with it.
    DONE,
    /// A part of a long step is done; `cursor` tells how far.
    BATCH,
    /// The attempt ended without a further step: failed, interrupted, or recorded by hand.
    END;

    /// The word stored in the journal.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The event stored as `text`.
    public static Event of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
