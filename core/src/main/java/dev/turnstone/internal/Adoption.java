package dev.turnstone.internal;

import dev.turnstone.Marking;
import dev.turnstone.MigrationException;
import dev.turnstone.dialect.OpenSettings.Absent;
import dev.turnstone.history.Chain.Covered;
import dev.turnstone.history.Direction;
import dev.turnstone.history.History;
import dev.turnstone.history.Status;
import dev.turnstone.internal.Ledger.Began;
import dev.turnstone.internal.Ledger.Extras;
import dev.turnstone.internal.Ledger.StepMark;
import dev.turnstone.migration.Content;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Migration;
import dev.turnstone.migration.MigrationSet;
import dev.turnstone.migration.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `mark` and `baseline`: what is recorded without being run.
public final class Adoption {
    private final Project project;

    public Adoption(Project project) {
        this.project = project;
    }

    /// Records what a person did by hand.
    public void mark(Marking marking) {
        try (Session session = project.openToRun(Absent.MADE)) {
            MigrationSet files = project.files();
            History history = session.lock();
            refuseMistake(marking, files, history);
            Optional<Migration> file = files.find(marking.version());
            Optional<Content> content = file.filter(migration -> migration.kind() != Kind.JAVA)
                    .map(new Planning(project, session, files)::of);
            Direction direction = marking.as() == Marking.As.REVERTED ? Direction.DOWN : Direction.UP;
            Covered attempt = new Covered(
                    session.position().attempt() + 1,
                    marking.version().text(),
                    file.map(Migration::description)
                            .or(() -> history.entry(marking.version())
                                    .map(entry -> entry.latest().name()))
                            .orElse(""),
                    Kind.MARKED.text(),
                    direction.text(),
                    Status.COMPLETED.text(),
                    file.flatMap(Migration::checksum),
                    file.flatMap(Migration::downChecksum),
                    content.map(Content::upText).map(session.dialect().splitter()::maskPasswords),
                    content.flatMap(Content::downText).map(session.dialect().splitter()::maskPasswords),
                    Optional.empty(),
                    Optional.of(marking.reason()),
                    Optional.of(session.run().id()));
            write(session, attempt);
        }
    }

    private static void refuseMistake(Marking marking, MigrationSet files, History history) {
        Version version = marking.version();
        boolean applied = history.isApplied(version);
        boolean partial = history.partial().containsKey(version);
        Optional<String> mistake = switch (marking.as()) {
            case APPLIED ->
                files.find(version).isEmpty()
                        ? Optional.of("there is no migration " + version)
                        : applied && !partial ? Optional.of(version + " is applied already") : Optional.empty();
            case REVERTED -> applied || partial ? Optional.empty() : Optional.of(version + " is not applied");
            case CHANGE_ACCEPTED ->
                !applied
                        ? Optional.of(version + " is not applied")
                        : files.find(version).isEmpty()
                                ? Optional.of("the file of " + version + " is gone")
                                : Optional.empty();
        };
        mistake.ifPresent(what -> {
            throw new MigrationException.Misconfigured(what
                    + ", so there is nothing to record. Nothing was changed. turnstone status shows what is true.");
        });
    }

    /// Adopts a database as it is.
    public void baseline(Version version, String name) {
        if (version.isRepeatable()) {
            throw new MigrationException.Misconfigured(
                    "a baseline is a version, not a repeatable migration: " + version);
        }
        try (Session session = project.openToRun(Absent.MADE)) {
            History history = session.lock();
            refuseHistory(history);
            write(
                    session,
                    new Covered(
                            session.position().attempt() + 1,
                            version.text(),
                            name,
                            Kind.BASELINE.text(),
                            Direction.UP.text(),
                            Status.COMPLETED.text(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(session.run().id())));
        }
    }

    static void refuseHistory(History history) {
        if (!history.applied().isEmpty()) {
            throw new MigrationException.Refused(
                    "this database has a history already (" + history.applied().size()
                            + " applied), so it needs no baseline. Nothing was changed.",
                    List.of());
        }
    }

    static void write(Session session, Covered attempt) {
        Extras extras = new Extras("nothing", false, Duration.ZERO, new Began.WithTransaction());
        session.record(
                Composer.Body.of(session.ledger().attempt(session.position(), attempt, StepMark.end(), extras)),
                attempt.version());
    }
}
