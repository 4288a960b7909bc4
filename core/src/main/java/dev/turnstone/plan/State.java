package dev.turnstone.plan;

/// Where a migration stands: its file against the history.
public enum State {
    APPLIED("applied"),
    PENDING("pending"),
    /// Pending, but older than what is applied already.
    OUT_OF_ORDER("out of order"),
    /// Applied, and the file differs from what ran.
    CHANGED("changed"),
    /// Applied, a repeatable, and a view, function or trigger that it made is gone; the next run makes it again.
    LOST("lost"),
    /// Applied, and the file is gone; a newer one than all files here was applied by a newer release.
    MISSING("missing"),
    /// An attempt is recorded as running: by a living runner, or by one that died and will be found by the next.
    RUNNING("running"),
    /// Some of its steps are done, the rest is not; the next run goes on.
    PARTIAL("half applied"),
    /// Its last attempt failed and left nothing behind; pending.
    FAILED("failed"),
    /// At or below the baseline: the database had it when it was adopted.
    BASELINE("baseline"),
    /// A checkpoint stands for it: its file is gone and need not come back, or the checkpoint ran, or will run,
    /// instead.
    COVERED("covered");

    private final String text;

    State(String text) {
        this.text = text;
    }

    /// The word for people and for JSON.
    public String text() {
        return text;
    }
}
