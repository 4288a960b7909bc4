package dev.turnstone.migration;

import dev.turnstone.sql.Location;
import java.util.Map;
import java.util.Optional;

/// What a file, or a pair, says to one dialect, without its statements; kept for files in which nothing is wrong.
///
/// @param up the checksum; none when the file holds nothing for the dialect
/// @param down the checksum of the way back
/// @param directives what it says about the whole
/// @param requires where each requirement is written
/// @param isPair whether `down` comes from a second file
record Header(
        Optional<Checksum> up,
        Optional<Checksum> down,
        Directives directives,
        Map<Version, Location> requires,
        boolean isPair) {
    static Header of(ParsedFile parsed, boolean isPair) {
        return new Header(
                parsed.content().map(content -> Checksum.of(content.upText())),
                parsed.content().flatMap(Content::downText).map(Checksum::of),
                parsed.directives(),
                parsed.requires(),
                isPair);
    }
}
