package dev.turnstone.migration;

import dev.turnstone.sql.Location;
import java.util.Optional;

/// A part of a file: what stands before the first marker, or what stands below one.
///
/// @param isDown whether it is the way back
/// @param dialect the only dialect it is for, when it is not for all
/// @param marker the marker's place; none for the text before the first
/// @param start where its text begins
/// @param text with plain line ends, the marker not included
/// @param endsAtMarker whether another section follows
record Section(
        boolean isDown,
        Optional<String> dialect,
        Optional<Location> marker,
        Location start,
        String text,
        boolean endsAtMarker) {
    boolean holdsStatement() {
        return SourceText.holdsStatement(text);
    }

    /// Whether there is a comment above its first statement, if it has one.
    boolean holdsComment() {
        return SourceText.beginsWithComment(text);
    }

    /// As a marker names it: `up`, `down sqlite`.
    String title() {
        return (isDown ? DirectiveLine.DOWN : DirectiveLine.UP)
                + dialect.map(name -> " " + name).orElse("");
    }

    /// The place to speak of: the marker, or the beginning.
    Location place() {
        return marker.orElse(start);
    }
}
