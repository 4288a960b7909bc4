package dev.turnstone.dialect;

/// What a failure means for what comes next.
public enum FailureKind {
    /// A lock was not to be had in time, or two transactions stood in each other's way: worth another try.
    CONTENTION,
    /// The connection is gone: whether the transaction committed is not known until the history is read again.
    CONNECTION_LOST,
    /// The journal's next row was there already: another runner writes this history.
    OVERTAKEN,
    /// The user stopped it.
    CANCELLED,
    /// A safety gate of the engine said no: nothing was sent, or what was sent is rolled back.
    UNSAFE,
    /// The statement is wrong, or the database refuses it.
    REFUSED
}
