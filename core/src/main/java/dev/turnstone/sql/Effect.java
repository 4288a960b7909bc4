package dev.turnstone.sql;

/// What a statement touches, judged by its first words.
public enum Effect {
    SCHEMA,
    DATA,
    /// Neither: a query, a setting, a comment to the server. A call of a function may still do either.
    NONE
}
