package dev.turnstone.migration;

import java.util.Optional;

/// A `.sql` file of a location, as far as its name and its folder tell.
///
/// @param path as a person would write it
/// @param relative to the location, with `/`
/// @param engine the only dialect its folder is for
/// @param stamp its size and time, which change when it does
/// @param bytes opens it
/// @param listed the checksum that an index gives for the whole file
record FoundFile(
        String path,
        String relative,
        Optional<String> engine,
        Stamp stamp,
        FileBytes bytes,
        Optional<Checksum> listed) {
    /// What its name says.
    FileName name() {
        return FileName.parse(relative.substring(relative.lastIndexOf('/') + 1));
    }

    /// Size in bytes and time of the last change in nanoseconds since 1970.
    record Stamp(long size, long modified) {
        /// For resources, which stay as they are while their class loader lives, but not between processes.
        static final Stamp RESOURCE = new Stamp(-1, 0);

        /// As `equals`, which a record links at its first call at the cost of many milliseconds of start-up.
        boolean isSame(Stamp other) {
            return size == other.size && modified == other.modified;
        }
    }
}
