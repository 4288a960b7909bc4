package dev.turnstone.testkit.conformance;

import java.util.Locale;

/// Why a pair fails, in the order in which it is looked for.
public enum Reason {
    /// One of the two scripts does not run: the pair is wrong, or the server is not the one it was written for.
    CANNOT_BUILD,
    /// The inspector names something that it cannot describe.
    UNMODELLED,
    /// The writer refuses.
    REFUSED,
    /// The schemas are the same and statements were written nevertheless.
    NOOP_NOT_EMPTY,
    /// The schemas differ and nothing was written.
    DID_NOTHING,
    /// The library's own proof fails.
    UNPROVEN,
    /// A statement of the way forward fails.
    FAILED_STATEMENT,
    /// The migrated database is inspected differently from the one that was built.
    NOT_EQUAL,
    /// The migrated database is dumped differently from the one that was built.
    DUMP_DIFFERS,
    /// There is still something to do after the way forward.
    SECOND_DIFF,
    /// A statement of the way back fails.
    DOWN_FAILED,
    /// The way back does not lead to where the way forward began.
    DOWN_DIFFERS,
    /// Between two steps something is missing, somebody may do what neither schema lets them, or rows that both take
    /// are
    /// refused.
    BETWEEN_STEPS,
    /// From a migration that stopped at a step neither the way forward nor the way back goes on as it should.
    HALF_APPLIED,
    /// Rows of a table that stays are gone or changed.
    ROWS_LOST,
    /// Something broke that must not break.
    DEFECT;

    /// `not-equal`.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
