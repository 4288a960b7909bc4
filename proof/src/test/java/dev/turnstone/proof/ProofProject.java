package dev.turnstone.proof;

import dev.turnstone.MigrationListener;
import dev.turnstone.Migrator;
import dev.turnstone.Settings;
import dev.turnstone.migration.OutOfOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A project of Turnstone in a folder of a test: `migrations`, `hooks`, `seeds`.
record ProofProject(Path folder) {
    private static final MigrationListener SILENT = event -> {};

    /// Writes `migrations/NAME`.
    ProofProject migration(String name, String text) {
        return file("migrations/" + name, text);
    }

    /// Writes any file.
    ProofProject file(String name, String text) {
        ForeignProject.write(folder.resolve(name), text);
        return this;
    }

    /// A migrator that waits shortly and says nothing.
    Migrator migrator(ProofDatabase database) {
        return migrator(database.url(), settings());
    }

    Migrator migrator(ProofDatabase database, Settings settings) {
        return migrator(database.url(), settings);
    }

    Migrator migrator(String url, Settings settings) {
        return Migrator.builder()
                .url(url, Optional.empty(), Optional.empty())
                .settings(settings)
                .listener(SILENT)
                .build();
    }

    Settings settings() {
        return settings(OutOfOrder.ERROR, false);
    }

    Settings settings(OutOfOrder outOfOrder, boolean disposable) {
        Settings defaults = Settings.DEFAULTS;
        return new Settings(
                        defaults.locations(),
                        folder,
                        defaults.schema(),
                        defaults.role(),
                        outOfOrder,
                        defaults.missingIsError(),
                        defaults.lockFileRequired(),
                        Duration.ofSeconds(1),
                        defaults.lockTimeout(),
                        Duration.ofSeconds(2),
                        defaults.placeholders(),
                        defaults.cache(),
                        disposable,
                        defaults.environment(),
                        Map.of())
                .withOnExisting(Settings.OnExisting.RUN);
    }
}
