package dev.turnstone.dialect;

/// The right to be the one runner of a history. It ends with `close`, with the connection, and with the process.
public interface RunnerLock extends AutoCloseable {
    /// Whether it is still held, as far as the last heartbeat tells. Cheap; call before each step.
    boolean held();

    @Override
    void close();
}
