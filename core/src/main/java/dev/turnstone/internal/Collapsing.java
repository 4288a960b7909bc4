package dev.turnstone.internal;

import dev.turnstone.MigrationException;
import dev.turnstone.WrittenFile;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Facts;
import dev.turnstone.dialect.OpenSettings.Absent;
import dev.turnstone.history.Chain.Covered;
import dev.turnstone.history.Direction;
import dev.turnstone.history.History;
import dev.turnstone.history.Status;
import dev.turnstone.internal.compare.Collapse;
import dev.turnstone.internal.compare.Comparing;
import dev.turnstone.internal.compare.Told;
import dev.turnstone.migration.Content;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Migration;
import dev.turnstone.migration.MigrationSet;
import dev.turnstone.migration.Version;
import dev.turnstone.schema.Ignored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `baseline --generate` and `checkpoint`: files that stand for a schema, written once they are proven.
public final class Collapsing {
    private static final String CHECKPOINT = "checkpoint";
    private static final String LOCK_FILE = "turnstone.lock";
    private final Project project;

    public Collapsing(Project project) {
        this.project = project;
    }

    /// Writes the live schema as a migration and records it as applied.
    public WrittenFile baseline(Version version, String name) {
        if (version.isRepeatable()) {
            throw new MigrationException.Misconfigured(
                    "a baseline is a version, not a repeatable migration: " + version);
        }
        try (Session session = project.openToRun(Absent.REFUSED);
                Comparing comparing = new Comparing(project.grounds(ignored -> true))) {
            refuseEarlierFiles(version);
            Adoption.refuseHistory(session.lock());
            Facts facts = session.database().facts();
            Ignored.Rest live = session.inspected();
            Collapse.File file = comparing.collapse().live(live.schema(), label(facts), facts.user());
            List<String> notices = new ArrayList<>(file.notices());
            Told.leftOut(live).map(Diagnostic::message).ifPresent(notices::add);
            Path path = write(version, name, file.text());
            try {
                record(session, version);
            } catch (RuntimeException e) {
                Files.deleteIfExists(path);
                throw e;
            }
            return new WrittenFile(version, path, file.text(), notices);
        } catch (SQLException e) {
            throw new MigrationException.DatabaseUnavailable("cannot read the schema: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new MigrationException.Misconfigured("the file cannot be written: " + e.getMessage());
        }
    }

    private void refuseEarlierFiles(Version version) throws IOException {
        Files.createDirectories(folder());
        Optional<Migration> earlier = project.files().migrations().stream()
                .filter(file -> !file.version().isRepeatable() && file.version().compareTo(version) <= 0)
                .findFirst();
        if (earlier.isPresent()) {
            throw new MigrationException.Misconfigured("there is a migration at or before " + version + " already ("
                    + earlier.get().file() + "), which new databases would run besides the baseline. Give the baseline"
                    + " an older version. Nothing was changed.");
        }
    }

    private void record(Session session, Version version) {
        MigrationSet files = project.files();
        Migration file = files.find(version).orElseThrow();
        Content content = new Planning(project, session, files).of(file);
        Adoption.write(
                session,
                new Covered(
                        session.position().attempt() + 1,
                        version.text(),
                        file.description(),
                        Kind.BASELINE.text(),
                        Direction.UP.text(),
                        Status.COMPLETED.text(),
                        file.checksum(),
                        file.downChecksum(),
                        Optional.of(session.dialect().splitter().maskPasswords(content.upText())),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(session.run().id())));
        new SchemaWatch(project, session).keep();
    }

    /// Collapses what is up to a version. Asks the database for its version only.
    public WrittenFile checkpoint(Optional<Version> to) {
        List<Version> covered = project.files().migrations().stream()
                .map(Migration::version)
                .filter(version -> !version.isRepeatable())
                .filter(version -> to.map(last -> version.compareTo(last) <= 0).orElse(true))
                .toList();
        if (covered.isEmpty()
                || to.map(last -> !covered.get(covered.size() - 1).equals(last)).orElse(false)) {
            throw new MigrationException.Misconfigured(
                    to.map(last -> "there is no migration " + last).orElse("there is no migration to collapse")
                            + ". Nothing was written.");
        }
        Version last = covered.get(covered.size() - 1);
        Version version = next(last);
        try (Comparing comparing = new Comparing(project.grounds(ignored -> true))) {
            Collapse.File file = comparing
                    .collapse()
                    .migrations(project.settings().locations(), last, covered, version(), project.dialect());
            Path path = write(version, CHECKPOINT, file.text());
            return new WrittenFile(version, path, file.text(), file.notices());
        } catch (IOException e) {
            throw new MigrationException.Misconfigured("the file cannot be written: " + e.getMessage());
        }
    }

    private String version() {
        try (Session session = project.open(Absent.EMPTY)) {
            History ignored = session.read();
            return session.database()
                    .connection()
                    .getMetaData()
                    .getDatabaseProductVersion()
                    .replaceFirst("[^0-9.].*", "");
        } catch (SQLException e) {
            throw Failures.reading(project.dialect().name(), e);
        }
    }

    /// A version right behind `last`, so that what others add after it stays after it.
    private Version next(Version last) {
        MigrationSet files = project.files();
        int part = 1;
        // A checkpoint for another database is not among the files of this one, and has its name all the same.
        while (files.find(new Version(last.text() + "." + part)).isPresent()
                || Files.exists(folder().resolve(last.text() + "." + part + "_" + CHECKPOINT + ".sql"))) {
            part++;
        }
        return new Version(last.text() + "." + part);
    }

    /// Writes into the first folder among the locations, and into its lock file when there is one.
    private Path write(Version version, String name, String text) throws IOException {
        Path folder = folder();
        Files.createDirectories(folder);
        String word = name.strip().replaceAll("[^\\p{Alnum}]+", "_");
        Path path = folder.resolve(version.text() + "_" + (word.isEmpty() ? "baseline" : word) + ".sql");
        Files.writeString(path, text, StandardOpenOption.CREATE_NEW);
        if (Files.exists(folder.resolve(LOCK_FILE))) {
            project.directory().writeLocks();
        }
        return path;
    }

    private Path folder() {
        return project.settings().locations().stream()
                .filter(location -> !location.startsWith("classpath:"))
                .findFirst()
                .map(location -> project.settings().project().resolve(location))
                .orElseThrow(() -> new MigrationException.Misconfigured(
                        "no location is a folder that a file could be written to"));
    }

    /// What the database is called in a file that goes into version control: below the project by its path in it.
    private String label(Facts facts) {
        Path folder = project.settings().project().toAbsolutePath();
        String prefix = folder + folder.getFileSystem().getSeparator();
        return facts.label().startsWith(prefix) ? facts.label().substring(prefix.length()) : facts.label();
    }
}
