package dev.turnstone.internal;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationException;
import dev.turnstone.RunReport;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.OpenSettings.Absent;
import dev.turnstone.migration.Checksum;
import dev.turnstone.migration.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `seed` and `reset`: data for a fresh database, and a fresh database.
public final class Seeding {
    private final Project project;

    public Seeding(Project project) {
        this.project = project;
    }

    /// Runs the seeds whose text has not run yet: those for all environments, then those for this one, each by name.
    public List<String> seed() {
        List<Path> files = new ArrayList<>(list(folder()));
        project.settings().environment().ifPresent(name -> files.addAll(list(folder().resolve(name))));
        if (files.isEmpty()) {
            return List.of();
        }
        try (Session session = project.openToRun(Absent.REFUSED)) {
            session.lock();
            Map<String, Checksum> applied =
                    session.table().seeds(session.database().connection());
            List<String> ran = new ArrayList<>();
            ScriptRunner scripts = new ScriptRunner(session);
            for (Path file : files) {
                String name =
                        project.settings().project().relativize(file).toString().replace('\\', '/');
                String text = ScriptRunner.read(file);
                Optional<Checksum> before = Optional.ofNullable(
                        applied.get(ScriptRunner.version(name).text()));
                if (!before.equals(Optional.of(Checksum.of(text)))) {
                    session.mayGoOn();
                    scripts.run(Kind.SEED, name, text);
                    ran.add(name);
                }
            }
            session.flush();
            return ran;
        } catch (SQLException e) {
            throw Failures.reading(project.dialect().name(), e);
        } catch (EntryFailed e) {
            throw new MigrationException.DatabaseUnavailable("the last commit did not succeed: " + e.getMessage(), e);
        }
    }

    /// Empties the database and migrates again.
    public RunReport reset() {
        if (!project.settings().disposable()) {
            throw new MigrationException.Refused(
                    "this database is not called disposable, so it will not be emptied. Nothing was changed. If its"
                            + " data is not needed, set disposable = true in its environment.",
                    List.of());
        }
        project.files();
        try (Session session = project.openToRun(Absent.MADE)) {
            session.lock();
            session.database().empty();
        } catch (SQLException e) {
            throw new MigrationException.DatabaseUnavailable("the database could not be emptied: " + e.getMessage(), e);
        }
        return new Forward(project).run(MigrateOptions.ALL);
    }

    private Path folder() {
        return project.settings().project().resolve("seeds");
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new MigrationException.Misconfigured(folder + ": cannot be read: " + e.getMessage());
        }
    }
}
