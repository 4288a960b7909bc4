package dev.turnstone.dialect;

/// What the catalog says of a statement that stood alone when its runner died.
public sealed interface Recovery {
    /// It happened, completely.
    record Done() implements Recovery {}

    /// It did not happen, or what was left of it has been removed: run it.
    record NotDone() implements Recovery {}

    /// Something of that name is there that this migration did not make.
    record Foreign(String reason) implements Recovery {}
}
