package dev.turnstone;

import dev.turnstone.dialect.Writer;
import dev.turnstone.migration.Version;
import java.util.Set;

/// What a generated migration should be.
///
/// @param version of the new file
/// @param name its description in the file's name: `add_email`
/// @param style how statements are chosen where there is a choice
/// @param down whether a way back is written
/// @param diff how the schemas are compared
/// @param renamesDecided `true` when drops and creations that look like renames are none unless `diff` says so;
///     otherwise they stop the call
/// @param partial whether what can be written is worth proving and giving when something else is refused
/// @param dialects the dialects to write sections for besides the one compared; empty for one file without sections
public record GenerateOptions(
        Version version,
        String name,
        Writer.Style style,
        boolean down,
        DiffOptions diff,
        boolean renamesDecided,
        boolean partial,
        Set<String> dialects) {
    public GenerateOptions {
        dialects = Set.copyOf(dialects);
    }

    /// The same with schemas compared in another way.
    public GenerateOptions with(DiffOptions other) {
        return new GenerateOptions(version, name, style, down, other, renamesDecided, partial, dialects);
    }

    /// A migration with a way back, online where tables exist.
    public static GenerateOptions of(Version version, String name) {
        return new GenerateOptions(
                version, name, Writer.Style.ONLINE, true, DiffOptions.DEFAULTS, false, false, Set.of());
    }
}
