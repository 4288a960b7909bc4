package dev.turnstone.internal.compare;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationListener;
import dev.turnstone.Migrator;
import dev.turnstone.Settings;
import dev.turnstone.dialect.ScratchDatabases.ScratchDatabase;
import dev.turnstone.migration.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Migrations, run on a scratch database by the engine that runs them everywhere; no hooks, and as the role that
/// connects.
record Replay(Grounds grounds, List<String> locations, Optional<Version> to) {
    void on(ScratchDatabase scratch) {
        migrator(grounds, grounds.settings().forReplay(locations), scratch, event -> {})
                .migrate(new MigrateOptions(to, false, Optional.empty()));
    }

    /// Settings for a temporary project of which nothing but its own `migrations` is known.
    static Settings alone(Settings settings, Path project) {
        Settings defaults = Settings.DEFAULTS;
        return new Settings(
                        defaults.locations(),
                        project,
                        settings.schema(),
                        Optional.empty(),
                        defaults.outOfOrder(),
                        false,
                        false,
                        defaults.lockWait(),
                        Optional.empty(),
                        defaults.retryBudget(),
                        Map.of(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Map.of())
                .forReplay(defaults.locations());
    }

    /// A migrator for a scratch database.
    static Migrator migrator(Grounds grounds, Settings settings, ScratchDatabase scratch, MigrationListener listener) {
        return Migrator.builder()
                .url(scratch.url(), grounds.scratchUser(), grounds.scratchPassword())
                .settings(settings)
                .listener(listener)
                .javaMigrations(grounds.javaMigrations())
                .classLoader(grounds.loader())
                .label(scratch.url().replaceFirst("\\?.*", "").replaceFirst(".*/", ""))
                .build();
    }
}
