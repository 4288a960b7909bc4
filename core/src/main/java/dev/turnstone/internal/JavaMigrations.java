package dev.turnstone.internal;

import dev.turnstone.Context;
import dev.turnstone.JavaMigration;
import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationListener;
import dev.turnstone.dialect.Entry;
import dev.turnstone.history.Direction;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.PlannedMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/// The Java migrations of a run, by version.
final class JavaMigrations {
    private final Map<Version, JavaMigration> migrations;
    private final String dialect;
    private final MigrationListener listener;

    JavaMigrations(Map<Version, JavaMigration> migrations, String dialect, MigrationListener listener) {
        this.migrations = Map.copyOf(migrations);
        this.dialect = dialect;
        this.listener = listener;
    }

    /// What one of them does, as an entry of its step.
    Entry entry(PlannedMigration planned) {
        JavaMigration migration = Optional.ofNullable(
                        migrations.get(planned.migration().version()))
                .orElseThrow();
        return new Entry.Call(planned.migration().file(), migration.repeatable(), connection -> {
            Context context = new RunContext(connection, dialect, planned, listener);
            if (planned.direction() == Direction.UP) {
                migration.up(context);
            } else {
                migration.down(context);
            }
        });
    }

    boolean repeatable(Version version) {
        return Optional.ofNullable(migrations.get(version))
                .map(JavaMigration::repeatable)
                .orElse(false);
    }

    private record RunContext(
            Connection connection, String dialect, PlannedMigration planned, MigrationListener listener)
            implements Context {
        @Override
        public long batches(String sql) throws SQLException {
            long total = 0;
            try (Statement statement = connection.createStatement()) {
                long changed = statement.executeLargeUpdate(sql);
                while (changed > 0) {
                    total += changed;
                    changed = statement.executeLargeUpdate(sql);
                }
            }
            return total;
        }

        @Override
        public void log(String message) {
            listener.on(new MigrationEvent.Logged(planned, message));
        }
    }
}
