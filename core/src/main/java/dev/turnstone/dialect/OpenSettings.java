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
public record OpenSettings(
        String schema,
        Optional<String> role,
        Optional<Duration> lockTimeout,
        Optional<DataSource> direct,
        Optional<String> label) {}
