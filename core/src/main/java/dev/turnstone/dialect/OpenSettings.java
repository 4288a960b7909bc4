package dev.turnstone.dialect;

import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/// How to treat a database, from the user's configuration.
///
/// @param schema where the history lives
/// @param role what statements of migrations run as; the bookkeeping does not
/// @param lockTimeout how long a statement may make others wait; absent for the dialect's own default
/// @param direct connections that bypass a transaction pooler
/// @param label what the database is called in output, when the URL should not speak for itself
/// @param absent what becomes of a database that is not there and that connecting would make: a file
public record OpenSettings(
        String schema,
        Optional<String> role,
        Optional<Duration> lockTimeout,
        Optional<DataSource> direct,
        Optional<String> label,
        Absent absent) {
    /// A database that is not there is made.
    public OpenSettings(
            String schema,
            Optional<String> role,
            Optional<Duration> lockTimeout,
            Optional<DataSource> direct,
            Optional<String> label) {
        this(schema, role, lockTimeout, direct, label, Absent.MADE);
    }

    /// What becomes of a database that is not there.
    public enum Absent {
        /// It is made.
        MADE,
        /// An empty one in memory stands for it, and its label says so. Nothing is left behind.
        EMPTY,
        /// There is no connection to be had.
        REFUSED
    }
}
