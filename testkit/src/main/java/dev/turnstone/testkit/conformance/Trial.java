package dev.turnstone.testkit.conformance;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationListener;
import dev.turnstone.Migrator;
import dev.turnstone.RevertOptions;
import dev.turnstone.Settings;
import dev.turnstone.plan.PlanRequest;
import dev.turnstone.testkit.conformance.Generator.Generated;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A project of one generated migration, which goes forth and back on a database by Turnstone's own engine.
final class Trial implements AutoCloseable {
    private static final RevertOptions BACK =
            new RevertOptions(new PlanRequest.Target.Steps(1), true, Optional.empty());

    private final Path folder;
    private final Path file;
    private final Ground ground;

    Trial(Generated generated, Ground ground) {
        this.ground = ground;
        try {
            folder = Files.createTempDirectory("turnstone-trial-");
            file = folder.resolve("migrations/1_generated.sql");
            Files.createDirectory(folder.resolve("migrations"));
            Files.writeString(file, generated.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws MigrationException when a statement fails or the engine refuses
    void forth(MigrationListener listener) {
        migrator(listener).migrate(MigrateOptions.ALL);
    }

    /// @throws MigrationException when a statement fails or the engine refuses
    void back(MigrationListener listener) {
        migrator(listener).revert(BACK);
    }

    private Migrator migrator(MigrationListener listener) {
        return Migrator.builder()
                .url(ground.url(), Optional.empty(), Optional.empty())
                .settings(settings(folder))
                .listener(listener)
                .build();
    }

    private static Settings settings(Path project) {
        Settings defaults = Settings.DEFAULTS;
        return new Settings(
                        List.of("migrations"),
                        project,
                        Ground.HISTORY,
                        defaults.role(),
                        defaults.outOfOrder(),
                        defaults.missingIsError(),
                        false,
                        Duration.ofSeconds(5),
                        defaults.lockTimeout(),
                        Duration.ofSeconds(5),
                        Map.of(),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        Map.of())
                .withOnExisting(Settings.OnExisting.RUN);
    }

    @Override
    public void close() {
        // A run may have left a folder of its own beside the migrations.
        try (Stream<Path> left = Files.walk(folder)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
