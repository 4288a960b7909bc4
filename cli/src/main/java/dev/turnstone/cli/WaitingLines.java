package dev.turnstone.cli;

import java.time.Duration;
import java.util.List;

/// When to say again that something is waited for, where lines stay: at once, after 2, 5, 10 and 30 seconds, then once
/// a
/// minute.
final class WaitingLines {
    private static final List<Integer> SECONDS = List.of(0, 2, 5, 10, 30);
    private static final int LATER = 60;

    private String reason = "";
    private long since;
    private int said;

    /// Whether a line is due.
    ///
    /// @param what what is waited for; another one begins anew
    /// @param now a clock that only goes forward, in nanoseconds
    boolean due(String what, long now) {
        if (!what.equals(reason)) {
            reason = what;
            since = now;
            said = 0;
        }
        long passed = Duration.ofNanos(now - since).toSeconds();
        int next = said < SECONDS.size() ? SECONDS.get(said) : LATER * (said - SECONDS.size() + 1);
        if (passed < next) {
            return false;
        }
        while ((said < SECONDS.size() ? SECONDS.get(said) : LATER * (said - SECONDS.size() + 1)) <= passed) {
            said++;
        }
        return true;
    }

    /// What was waited for has come.
    void end() {
        reason = "";
    }
}
