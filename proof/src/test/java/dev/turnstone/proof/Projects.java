package dev.turnstone.proof;

import dev.turnstone.MigrationListener;
import dev.turnstone.Migrator;
import dev.turnstone.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Projects of migrations in a folder, and migrators for them.
final class Projects {
    private Projects() {}

    /// Writes `files` into the folder `migrations` of `project`.
    static Path write(Path project, Map<String, String> files) {
        try {
            Path folder = Files.createDirectories(project.resolve("migrations"));
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            return project;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A migrator with the default settings. A project with a file `java` has the migration in Java; one
    /// with a file `scratch` says there where scratch databases are made.
    static Migrator migrator(String url, Path project, MigrationListener listener) {
        return migrator(url, settings(project), listener);
    }

    static Migrator migrator(String url, Settings settings, MigrationListener listener) {
        Migrator.Builder builder = Migrator.builder()
                .url(url, Optional.empty(), Optional.empty())
                .settings(settings)
                .javaMigrations(
                        Files.exists(settings.project().resolve("java")) ? List.of(new V8__DoubleInJava()) : List.of())
                .listener(listener);
        Path scratch = settings.project().resolve("scratch");
        if (Files.exists(scratch)) {
            builder.scratch(ForeignProject.read(scratch), Optional.empty(), Optional.empty());
        }
        return builder.build();
    }

    static Settings settings(Path project) {
        return settings(project, Settings.DEFAULTS.lockWait(), Settings.DEFAULTS.retryBudget());
    }

    static Settings settings(Path project, Duration lockWait, Duration retryBudget) {
        Settings defaults = Settings.DEFAULTS;
        return new Settings(
                        defaults.locations(),
                        project,
                        defaults.schema(),
                        defaults.role(),
                        defaults.outOfOrder(),
                        defaults.missingIsError(),
                        defaults.lockFileRequired(),
                        lockWait,
                        defaults.lockTimeout(),
                        retryBudget,
                        defaults.placeholders(),
                        defaults.cache(),
                        defaults.disposable(),
                        defaults.environment(),
                        defaults.hookCommands())
                .withOnExisting(Settings.OnExisting.RUN);
    }
}
