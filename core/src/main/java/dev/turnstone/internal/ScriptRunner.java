package dev.turnstone.internal;

import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationException;
import dev.turnstone.MigrationException.Failure;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.history.Chain.Covered;
import dev.turnstone.history.Direction;
import dev.turnstone.history.Status;
import dev.turnstone.internal.Ledger.Began;
import dev.turnstone.internal.Ledger.Extras;
import dev.turnstone.internal.Ledger.StepMark;
import dev.turnstone.internal.Ledger.Written;
import dev.turnstone.migration.Annotated;
import dev.turnstone.migration.Checksum;
import dev.turnstone.migration.Content;
import dev.turnstone.migration.Directives;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Migration;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.plan.Step;
import dev.turnstone.sql.Form;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.Script;
import dev.turnstone.sql.Statement;
import dev.turnstone.sql.UnreadableScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Runs a hook or a seed: one file, one transaction, one attempt in the history.
final class ScriptRunner {
    private final Session session;
    private final Wording wording;

    ScriptRunner(Session session) {
        this.session = session;
        this.wording = new Wording(session.dialect().splitter());
    }

    /// The name a script has in the history.
    static Version version(String file) {
        return Version.repeatable(file.replaceAll("\\s", "_"));
    }

    /// The text of a hook or a seed.
    ///
    /// @throws MigrationException.Misconfigured when it cannot be read; a pipe would be waited for without end
    static String read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new MigrationException.Misconfigured(file + ": is not a regular file. Nothing of it was run.");
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new MigrationException.Misconfigured(file + ": cannot be read: " + e.getMessage());
        }
    }

    /// Runs the SQL of `file`.
    void run(Kind kind, String file, String text) {
        long began = System.nanoTime();
        Instant beganAt = Instant.now();
        Script script = split(file, text);
        refuse(script);
        Migration migration = new Migration(
                version(file),
                file,
                kind,
                file,
                Optional.empty(),
                Optional.of(Checksum.of(text)),
                Optional.empty(),
                Directives.NONE);
        PlannedMigration planned = planned(migration, text, script);
        List<Entry> body = new ArrayList<>();
        script.statements()
                .forEach(statement ->
                        body.add(new Entry.Sql(statement.text(), Optional.of(statement), Set.of(Composer.DATA_LOSS))));
        Covered attempt = covered(migration, text, Status.COMPLETED, Optional.empty());
        Written written = session.ledger()
                .attempt(session.position(), attempt, StepMark.end(), extras(planned, new Began.WithTransaction()));
        body.addAll(Entry.own(written.statements()));
        Retries retries = new Retries(session, planned);
        while (true) {
            try {
                session.database()
                        .transact(body, session.transaction(file, true, false).atFirst());
                session.committed(new Composer.Body(body, written.position()));
                break;
            } catch (EntryFailed e) {
                if (!retries.again(e, body, true)) {
                    throw failed(planned, text, e, new Began.At(beganAt.toEpochMilli(), since(began)));
                }
            }
        }
        session.tell(new MigrationEvent.ScriptRun(file, since(began)));
    }

    /// Records that a command has run, or failed.
    void record(String name, String command, Optional<String> error, Instant beganAt, Duration duration) {
        Migration migration = new Migration(
                version(name),
                name,
                Kind.HOOK,
                name,
                Optional.empty(),
                Optional.of(Checksum.of(command)),
                Optional.empty(),
                Directives.NONE);
        Covered attempt = covered(migration, command, error.isPresent() ? Status.FAILED : Status.COMPLETED, error);
        Extras extras = new Extras("nothing", false, Duration.ZERO, new Began.At(beganAt.toEpochMilli(), duration));
        session.record(
                Composer.Body.of(session.ledger().attempt(session.position(), attempt, StepMark.end(), extras)), name);
        if (error.isEmpty()) {
            session.tell(new MigrationEvent.ScriptRun(name, duration));
        }
    }

    private Script split(String file, String text) {
        try {
            return session.dialect().splitter().split(text, Location.startOf(file));
        } catch (UnreadableScript e) {
            throw new MigrationException.Misconfigured(
                    String.valueOf(e.getMessage()),
                    List.of(Diagnostic.error("unreadable-script", e.location(), e.reason(), e.help())));
        }
    }

    private static void refuse(Script script) {
        for (Statement statement : script.statements()) {
            if (statement.form() == Form.TRANSACTION_CONTROL || statement.form() == Form.ALONE) {
                throw new MigrationException.Misconfigured(statement.location() + ": " + statement.head()
                        + " cannot stand in a hook or a seed, which is one transaction. Put it into a migration.");
            }
        }
    }

    private PlannedMigration planned(Migration migration, String text, Script script) {
        List<Annotated> statements =
                script.statements().stream().map(Annotated::plain).toList();
        return new PlannedMigration(
                migration,
                Direction.UP,
                new Content(text, statements, Optional.empty(), List.of()),
                List.of(new Step.Transaction(1, List.of(), statements)),
                Optional.empty(),
                List.of());
    }

    private MigrationException failed(PlannedMigration planned, String text, EntryFailed e, Began began) {
        session.read();
        Failure failure = wording.failure(planned, e, 0, 0, List.of());
        if (e.kind() != FailureKind.CONNECTION_LOST) {
            Covered attempt = covered(planned.migration(), text, Status.FAILED, Optional.of(Wording.stored(failure)));
            session.record(
                    Composer.Body.of(session.ledger()
                            .attempt(session.position(), attempt, StepMark.end(), extras(planned, began))),
                    planned.migration().file());
        }
        return new MigrationException.StatementFailed(failure, e);
    }

    private static Extras extras(PlannedMigration planned, Began began) {
        return new Extras(planned.changes(), false, Duration.ZERO, began);
    }

    private Covered covered(Migration migration, String text, Status status, Optional<String> error) {
        return new Covered(
                session.position().attempt() + 1,
                migration.version().text(),
                migration.description(),
                migration.kind().text(),
                Direction.UP.text(),
                status.text(),
                migration.checksum(),
                Optional.empty(),
                Optional.of(session.dialect().splitter().maskPasswords(text)),
                Optional.empty(),
                error,
                Optional.empty(),
                Optional.of(session.run().id()));
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
