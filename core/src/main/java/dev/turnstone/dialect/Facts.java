package dev.turnstone.dialect;

import java.time.Duration;
import java.util.Optional;

/// What a database said of itself when it was connected.
///
/// @param version product and version for people, as `postgresql 18.6`
/// @param label where it is, without secrets: `app@db1/compliance`, `app.db`
/// @param user whom the session belongs to
/// @param historyFormat the format of the history found there; absent when there is none
/// @param readOnly why nothing can be written, when that is so: a standby, a read-only file
/// @param pooled whether a transaction pooler stands between
/// @param lockTimeout the default for statements that make others wait
/// @param inMemory whether nothing of it is left when its last connection is closed
public record Facts(
        String version,
        String label,
        String user,
        Optional<Integer> historyFormat,
        Optional<String> readOnly,
        boolean pooled,
        Duration lockTimeout,
        boolean inMemory) {}
