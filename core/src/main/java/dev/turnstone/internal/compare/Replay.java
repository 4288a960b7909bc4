package dev.turnstone.internal.compare;

import dev.turnstone.MigrateOptions;
import dev.turnstone.Migrator;
import dev.turnstone.Settings;
import dev.turnstone.dialect.ScratchDatabases.ScratchDatabase;
import dev.turnstone.migration.Version;
import java.util.List;
import java.util.Optional;

/// Migrations, run on a scratch database by the engine that runs them everywhere; no hooks, and as the role that
/// connects.
record Replay(Grounds grounds, List<String> locations, Optional<Version> to) {
    void on(ScratchDatabase scratch) {
        migrator(grounds, grounds.settings().forReplay(locations), scratch)
                .migrate(new MigrateOptions(to, false, Optional.empty()));
    }

    /// A migrator that tells nobody.
    static Migrator migrator(Grounds grounds, Settings settings, ScratchDatabase scratch) {
        return Migrator.builder()
                .url(scratch.url(), grounds.scratchUser(), grounds.scratchPassword())
                .settings(settings)
                .listener(event -> {})
                .javaMigrations(grounds.javaMigrations())
                .classLoader(grounds.loader())
                .label(scratch.url().replaceFirst("\\?.*", "").replaceFirst(".*/", ""))
                .build();
    }
}
