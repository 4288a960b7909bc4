package dev.turnstone.cli;

/// One command. Found by name in [Commands]; only the one that is called is ever loaded.
interface Command {
    /// What may be typed.
    Syntax syntax();

    /// Does it.
    ///
    /// @return the exit code
    int run(Invocation invocation);
}
