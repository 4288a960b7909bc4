package dev.turnstone.migration;

/// What to do with a pending migration whose version is below one that is already applied.
public enum OutOfOrder {
    /// Refuse before anything runs.
    ERROR("error"),
    /// Run it and say so.
    WARN("warn"),
    /// Run it.
    RUN("run");

    private final String text;

    OutOfOrder(String text) {
        this.text = text;
    }

    /// The word in files and in the configuration.
    public String text() {
        return text;
    }
}
