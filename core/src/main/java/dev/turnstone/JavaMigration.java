package dev.turnstone;

import dev.turnstone.migration.Checksum;
import java.util.Optional;

/// A migration written in Java. Its class is named like a file: `V20261120101500__AddEmail`.
///
/// `up` and `down` run inside a transaction that Turnstone begins and commits together with the history; the
/// connection refuses `commit`, `rollback` and `close`.
public interface JavaMigration {
    /// The way forward.
    ///
    /// @throws Exception to fail the migration; everything it did through the context's connection is rolled back
    void up(Context context) throws Exception;

    /// The way back. Throw `UnsupportedOperationException` when there is none.
    ///
    /// @throws Exception as `up`
    void down(Context context) throws Exception;

    /// A checksum over whatever decides what this migration does; without one a changed class is not noticed.
    default Optional<Checksum> checksum() {
        return Optional.empty();
    }

    /// Whether it may be run again: when it met a lock timeout, a deadlock or a serialization failure; and its `down`
    /// once before it counts, in a transaction that is rolled back, to see what rows would be lost. Say yes only if it
    /// does nothing outside the connection.
    default boolean repeatable() {
        return false;
    }
}
