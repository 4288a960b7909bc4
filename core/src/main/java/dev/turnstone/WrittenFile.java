package dev.turnstone;

import dev.turnstone.migration.Version;
import java.nio.file.Path;
import java.util.List;

/// A migration file that was written and proven: a baseline, a checkpoint.
///
/// @param notices what a person should know
public record WrittenFile(Version version, Path path, String text, List<String> notices) {
    public WrittenFile {
        notices = List.copyOf(notices);
    }
}
