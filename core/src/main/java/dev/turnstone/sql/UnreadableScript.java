package dev.turnstone.sql;

/// A text that cannot be cut into statements: where, why, and what to write instead.
public final class UnreadableScript extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Location location;
    private final String reason;
    private final String help;

    /// @param location the place that shows the fault; for something never closed, the place where it was opened
    /// @param reason what is wrong, one lower-case sentence without a full stop
    /// @param help what to do instead, one sentence
    public UnreadableScript(Location location, String reason, String help) {
        super(location + ": " + reason);
        this.location = location;
        this.reason = reason;
        this.help = help;
    }

    public Location location() {
        return location;
    }

    public String reason() {
        return reason;
    }

    public String help() {
        return help;
    }
}
