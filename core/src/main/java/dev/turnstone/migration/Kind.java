package dev.turnstone.migration;

/// What a migration, or an attempt in the history, is.
public enum Kind {
    /// A versioned file.
    SQL("sql"),
    /// A versioned Java class.
    JAVA("java"),
    /// A file that is applied again when its text changes.
    REPEATABLE("repeatable"),
    /// The state in which a live database was adopted.
    BASELINE("baseline"),
    /// One file that stands for all before it.
    CHECKPOINT("checkpoint"),
    /// Recorded by a person, not run.
    MARKED("marked"),
    /// Taken over from another tool's history.
    IMPORTED("imported"),
    /// A file of `seeds`.
    SEED("seed"),
    /// A file of `hooks`.
    HOOK("hook");

    private final String text;

    Kind(String text) {
        this.text = text;
    }

    /// The name in the history and in output: lower case.
    public String text() {
        return text;
    }
}
