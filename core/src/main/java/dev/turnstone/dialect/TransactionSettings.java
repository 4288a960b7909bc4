package dev.turnstone.dialect;

import java.time.Duration;

/// How one transactional step is carried out.
///
/// @param label what others see while it runs: the version
/// @param lockTimeout how long each lock is waited for before the step is rolled back
/// @param durable whether its commit must have reached the disk when it returns
/// @param shared whether it may stay uncommitted together with the next ones (SQLite) until `Database.flush`
public record TransactionSettings(String label, Duration lockTimeout, boolean durable, boolean shared) {}
