package dev.turnstone.migration;

import dev.turnstone.sql.Location;
import java.util.Map;
import java.util.Optional;

/// What a file, or a pair, says to one dialect, without its statements; kept for files in which nothing is wrong.
///
/// @param migration none when the file holds nothing for the dialect
/// @param requires where each requirement is written
/// @param isWhole whether the file's name says that no second file belongs to it
record Header(Optional<Migration> migration, Map<Version, Location> requires, boolean isWhole) {
    static Header of(FoundFile file, FileName.Named name, Optional<FoundFile> down, ParsedFile parsed) {
        Optional<Migration> migration = parsed.content()
                .map(content -> new Migration(
                        name.version(),
                        name.description(),
                        kind(name.version(), parsed.directives()),
                        file.path(),
                        down.map(FoundFile::path),
                        Optional.of(Checksum.of(content.upText())),
                        content.downText().map(Checksum::of),
                        parsed.directives()));
        return new Header(migration, parsed.requires(), name.part() == FileName.Part.WHOLE);
    }

    /// What a file is, by its version and what it says of itself.
    static Kind kind(Version version, Directives directives) {
        if (version.isRepeatable()) {
            return Kind.REPEATABLE;
        }
        return directives.covers().isEmpty() ? Kind.SQL : Kind.CHECKPOINT;
    }

    /// Whether the second file of the pair is still the same, or still none.
    boolean isPairedWith(Optional<FoundFile> down) {
        Optional<String> before = migration.isPresent() ? migration.get().downFile() : Optional.empty();
        return before.isPresent() == down.isPresent();
    }
}
