package dev.turnstone.history;

import dev.turnstone.migration.Checksum;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// One row of `schema_migrations`: a migration tried once.
///
/// @param id its number, from 1, in the order of attempts; order is never taken from clocks
/// @param startedAt by the database's clock where it has one
/// @param duration by a clock that does not go backwards where the runner measured it
/// @param checksum of the `up` text; absent for Java migrations that give none and for marks without a file
public record Attempt(
        long id,
        Version version,
        String name,
        Kind kind,
        Direction direction,
        Status status,
        Instant startedAt,
        Optional<Instant> completedAt,
        Optional<Duration> duration,
        Optional<Checksum> checksum,
        Optional<Checksum> downChecksum,
        Details details) {
    public Attempt {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(details, "details");
    }

    /// Whether this attempt, as the last completed one of its version, leaves the version applied.
    public boolean applies() {
        return status == Status.COMPLETED && direction == Direction.UP;
    }

    /// What is read only when somebody looks at the history itself.
    ///
    /// @param error message, SQLSTATE, statement and place, without secrets
    /// @param changed `schema`, `data`, `schema, data` or `nothing`
    /// @param rows rows written by its statements, where the database counts them
    /// @param lockWait the longest wait for a lock that ended in a timeout and a new try
    /// @param reason why a person marked it
    public record Details(
            Optional<String> error,
            Optional<String> changed,
            Optional<Long> rows,
            Optional<Duration> lockWait,
            Optional<String> appliedBy,
            Optional<String> host,
            Optional<String> toolVersion,
            Optional<String> runId,
            Optional<String> reason,
            Optional<String> fingerprint) {
        /// No details: the row was read for its state only.
        public static final Details NONE = new Details(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
