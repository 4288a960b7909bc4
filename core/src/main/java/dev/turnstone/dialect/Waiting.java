package dev.turnstone.dialect;

import java.time.Duration;

/// Something is being waited for.
///
/// @param what the thing: a lock, an earlier run's statement, an older snapshot
/// @param holder who stands in the way, for people; empty when that cannot be told
/// @param left how long the wait may still take
public record Waiting(String what, String holder, Duration left) {}
