package dev.turnstone.migration;

/// When, in a roll-out, something may run.
public enum Phase {
    /// While the old version of the application is still running.
    EXPAND("expand"),
    /// Only after the old version has gone.
    CONTRACT("contract");

    private final String text;

    Phase(String text) {
        this.text = text;
    }

    /// The word in files and on the command line.
    public String text() {
        return text;
    }
}
