package dev.turnstone.migration;

import java.util.Objects;
import java.util.Optional;

/// What is known of a migration without its statements.
///
/// @param version its name and place in the order
/// @param description its title for people, as `add email`
/// @param kind `SQL`, `JAVA`, `REPEATABLE` or `CHECKPOINT`
/// @param file the path as a person would write it; the class name for a Java migration
/// @param downFile the second file of a pair `name.up.sql`, `name.down.sql`
/// @param checksum over the `up` text effective for the dialect; always there for files, for Java only if the class
///     gives one
/// @param downChecksum over the effective `down` text, when a way back is written
/// @param directives what the file says about the whole migration
public record Migration(
        Version version,
        String description,
        Kind kind,
        String file,
        Optional<String> downFile,
        Optional<Checksum> checksum,
        Optional<Checksum> downChecksum,
        Directives directives) {
    public Migration {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(downFile, "downFile");
        Objects.requireNonNull(checksum, "checksum");
        Objects.requireNonNull(downChecksum, "downChecksum");
        Objects.requireNonNull(directives, "directives");
        if (kind != Kind.JAVA && checksum.isEmpty()) {
            throw new IllegalArgumentException(file + ": a file without a checksum");
        }
    }

    @Override
    public String toString() {
        return version + " " + description;
    }
}
