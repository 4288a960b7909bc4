package dev.turnstone.cli;

import java.util.List;

/// One command. Found by name in [Commands]; only the one that is called is ever loaded.
interface Command {
    /// What may be typed.
    Syntax syntax();

    /// What `--format` may be.
    default List<String> formats() {
        return List.of("text", "json");
    }

    /// Does it.
    ///
    /// @return the exit code
    int run(Invocation invocation);
}
