package dev.turnstone.dialect;

import java.util.function.Consumer;

/// Who watches a statement that may take long. Called on the run's own thread.
@FunctionalInterface
public interface Watch extends Consumer<Waiting> {
    /// How far it has come, as far as the database tells.
    ///
    /// @param phase for people: `building index, 61 %`
    default void progress(String phase) {}
}
