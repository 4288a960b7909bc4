package dev.turnstone.migration;

import dev.turnstone.sql.Location;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a file, or a pair, says to one dialect.
///
/// @param content none when it holds nothing for the dialect, on purpose or by a fault that was reported
/// @param directives what it says about the whole
/// @param requires where each requirement is written
/// @param placeholders the names its statements use, in order
record ParsedFile(
        Optional<Content> content, Directives directives, Map<Version, Location> requires, Set<String> placeholders) {}
