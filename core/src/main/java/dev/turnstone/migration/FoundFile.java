package dev.turnstone.migration;

import java.util.Optional;

/// A `.sql` file of a location, as far as its name and its folder tell.
///
/// @param path as a person would write it
/// @param relative to the location, with `/`
/// @param engine the only dialect its folder is for
/// @param stamp what changes when it does
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

    /// What changes when a file does. An editor may set the time of a file back, as `touch -d` and `cp -p` do; the time
    /// of its inode nobody can set.
    ///
    /// @param size in bytes
    /// @param modified the time of the last change in nanoseconds since 1970
    /// @param changed that of the inode, where the file system keeps one
    /// @param inode its number, where the file system keeps one
    record Stamp(long size, long modified, long changed, long inode) {
        /// For resources, which stay as they are while their class loader lives, but not between processes.
        static final Stamp RESOURCE = new Stamp(-1, 0, 0, 0);

        /// As `equals`, which a record links at its first call at the cost of many milliseconds of start-up.
        boolean isSame(Stamp other) {
            return size == other.size && modified == other.modified && changed == other.changed && inode == other.inode;
        }
    }
}
