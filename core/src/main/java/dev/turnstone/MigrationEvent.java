package dev.turnstone;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Facts;
import dev.turnstone.dialect.Waiting;
import dev.turnstone.history.Direction;
import dev.turnstone.plan.Plan;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.plan.Step;
import java.time.Duration;
import java.util.List;

/// What happens during a run, in order, on the thread of the run.
public sealed interface MigrationEvent {
    /// Connected; the history has been read. `applied` counts versions.
    record Connected(Facts facts, int applied) implements MigrationEvent {}

    /// The plan stands and the lock is held.
    record Started(Plan plan) implements MigrationEvent {}

    /// Somebody is in the way.
    record Waited(Waiting waiting) implements MigrationEvent {}

    /// A migration begins.
    record MigrationStarted(PlannedMigration migration) implements MigrationEvent {}

    /// A step begins: its statements are about to be sent.
    ///
    /// @param statements as people may see them: passwords hidden, `${name}` in place of a placeholder's value
    record StepStarted(PlannedMigration migration, Step step, List<String> statements) implements MigrationEvent {
        public StepStarted {
            statements = List.copyOf(statements);
        }
    }

    /// A statement that stands alone has come so far, as the database tells it.
    ///
    /// @param phase for people: `building index, 61 %`
    record Progressed(PlannedMigration migration, String phase) implements MigrationEvent {}

    /// A step met a lock timeout, a deadlock or a serialization failure, was rolled back and will be tried again.
    ///
    /// @param blockers who stood in the way, for people; may be empty
    /// @param left what remains of the budget
    record Retrying(PlannedMigration migration, String reason, String blockers, int attempt, Duration left)
            implements MigrationEvent {}

    /// The connection was lost; a new one is there and the history has been read again.
    record Reconnected(PlannedMigration migration, boolean wasApplied) implements MigrationEvent {}

    /// A migration is applied, or reverted: committed, though perhaps not yet on the disk.
    record MigrationCompleted(PlannedMigration migration, Duration duration) implements MigrationEvent {}

    /// A migration failed; an exception follows.
    record MigrationStopped(PlannedMigration migration, MigrationException.Failure failure) implements MigrationEvent {}

    /// A hook or a seed has run.
    record ScriptRun(String file, Duration duration) implements MigrationEvent {}

    /// Something a person should know.
    record Noticed(List<Diagnostic> diagnostics) implements MigrationEvent {}

    /// A Java migration said something.
    record Logged(PlannedMigration migration, String message) implements MigrationEvent {}

    /// The run is over and everything it did is on the disk.
    record Completed(Direction direction, int migrations, Duration duration) implements MigrationEvent {}

    /// A point of the protocol was reached: for tests that kill the process there.
    record Reached(ProtocolPoint point) implements MigrationEvent {}

    /// The points between which a crash may fall.
    enum ProtocolPoint {
        LOCK_TAKEN,
        EARLIER_WORK_ENDED,
        HISTORY_READ,
        ATTEMPT_OPENED,
        STEP_SENT,
        STEP_COMMITTED,
        INTENT_WRITTEN,
        ALONE_SENT,
        ALONE_DONE,
        DONE_WRITTEN,
        ATTEMPT_CLOSED,
        FLUSHED,
        LOCK_RELEASED
    }
}
