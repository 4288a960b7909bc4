package dev.turnstone.migration;

import java.util.Optional;

/// A file that was read before, and is trusted while its stamp stays.
///
/// @param stamp that of the file when it was read
/// @param sha256 that of the whole normalised text, in hexadecimal digits
/// @param rank its place in the order of versions when all were known; -1 when it has none
/// @param header what it says, when it is the first file of a migration of this dialect
record KnownFile(FoundFile.Stamp stamp, String sha256, int rank, Optional<Header> header) {
    /// How long after its last change a file is not trusted: it may change again without its time moving on.
    private static final long RACY_NANOS = 2_000_000_000L;

    KnownFile at(int newRank) {
        return new KnownFile(stamp, sha256, newRank, header);
    }

    /// Whether a file read at `now` (nanoseconds since 1970) shows every later change in its stamp.
    static boolean isSettled(FoundFile.Stamp stamp, long now) {
        return stamp.modified() < now - RACY_NANOS;
    }
}
