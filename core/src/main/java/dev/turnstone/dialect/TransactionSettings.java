package dev.turnstone.dialect;

import dev.turnstone.sql.Statement;
import java.time.Duration;
import java.util.List;

/// How one transactional step is carried out.
///
/// @param label what others see while it runs: the version
/// @param lockTimeout how long each lock is waited for before the step is rolled back
/// @param durable whether its commit must have reached the disk when it returns
/// @param shared whether it may stay uncommitted together with the next ones (SQLite) until `Database.flush`
/// @param first whether a file begins with it, so that nothing an earlier file left in the session may matter
/// @param later the statements of the same migration that come in later steps
public record TransactionSettings(
        String label, Duration lockTimeout, boolean durable, boolean shared, boolean first, List<Statement> later) {
    public TransactionSettings {
        later = List.copyOf(later);
    }

    /// The settings of the only step, or the last one.
    public TransactionSettings(String label, Duration lockTimeout, boolean durable, boolean shared) {
        this(label, lockTimeout, durable, shared, false, List.of());
    }

    /// The same for a step that others follow.
    public TransactionSettings before(List<Statement> statements) {
        return new TransactionSettings(label, lockTimeout, durable, shared, first, statements);
    }

    /// The same for what a file begins with.
    public TransactionSettings atFirst() {
        return new TransactionSettings(label, lockTimeout, durable, shared, true, later);
    }
}
