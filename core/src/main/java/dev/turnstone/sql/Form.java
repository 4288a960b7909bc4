package dev.turnstone.sql;

/// How a statement may be carried out, as far as its first words and its options tell.
public enum Form {
    /// May share a transaction with its neighbours.
    ORDINARY,
    /// May share a transaction with those before it, but not with those after it
    /// (a value added to an enum that a later statement uses).
    ENDS_STEP,
    /// Must stand alone, outside any transaction (`CREATE INDEX CONCURRENTLY`, `VACUUM`).
    ALONE,
    /// Sets something for the session that has no effect inside a transaction (`PRAGMA foreign_keys`): it is
    /// executed before the transaction of the statements that follow it, again after a crash, and undone afterwards.
    SETTING,
    /// Begins or ends a transaction: refused before anything runs.
    TRANSACTION_CONTROL
}
