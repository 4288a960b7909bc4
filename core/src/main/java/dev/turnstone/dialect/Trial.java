package dev.turnstone.dialect;

import java.util.List;

/// What a trial run, rolled back, has shown.
///
/// @param losses rows that would disappear
/// @param untried what could not be tried, and why, one line each
public record Trial(List<Loss> losses, List<Untried> untried) {
    public Trial {
        losses = List.copyOf(losses);
        untried = List.copyOf(untried);
    }

    /// A unit the trial left out.
    ///
    /// @param unit the index of the unit
    /// @param reason why it could not be tried, for people
    public record Untried(int unit, String reason) {}
}
