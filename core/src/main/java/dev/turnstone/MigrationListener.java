package dev.turnstone;

/// Hears what happens during a run. Called on the run's own thread, in order; an exception thrown here stops the run
/// before the next step.
@FunctionalInterface
public interface MigrationListener {
    /// Called once for each event.
    void on(MigrationEvent event);
}
