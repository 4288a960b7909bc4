package dev.turnstone;

import dev.turnstone.migration.Version;

/// What a person records about a migration that they took care of by hand.
///
/// @param reason why; kept in the history
public record Marking(Version version, As as, String reason) {
    public Marking {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a mark needs a reason: it is all that the next reader will have");
        }
    }

    /// What is true of the version now.
    public enum As {
        /// The database is as if it had been applied.
        APPLIED,
        /// The database is as if it had never been applied.
        REVERTED,
        /// It is applied, and the file's present text is the one that counts.
        CHANGE_ACCEPTED
    }
}
