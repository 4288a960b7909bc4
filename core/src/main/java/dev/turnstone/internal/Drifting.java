package dev.turnstone.internal;

import dev.turnstone.DiffReport;
import dev.turnstone.DriftReport;
import dev.turnstone.MigrationException;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.dialect.OpenSettings.Absent;
import dev.turnstone.history.Attempt;
import dev.turnstone.history.Chain.Covered;
import dev.turnstone.history.Direction;
import dev.turnstone.history.History;
import dev.turnstone.history.Status;
import dev.turnstone.internal.Ledger.Began;
import dev.turnstone.internal.Ledger.Extras;
import dev.turnstone.internal.Ledger.StepMark;
import dev.turnstone.internal.compare.Comparing;
import dev.turnstone.internal.compare.Told;
import dev.turnstone.migration.Kind;
import dev.turnstone.schema.Schema;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// `drift`: the live schema against what the history says.
public final class Drifting {
    private final Project project;

    public Drifting(Project project) {
        this.project = project;
    }

    /// Compares: by fingerprint first, by a replay when that does not settle it.
    public DriftReport report() {
        try (Session session = project.open(Absent.REFUSED)) {
            return report(session);
        }
    }

    DriftReport report(Session session) {
        Schema live = live(session);
        Optional<String> stored = stored(session);
        if (stored.equals(Optional.of(live.fingerprint())) && !lacks(session)) {
            return new DriftReport(session.database().facts(), live, live, stored, Optional.empty());
        }
        return replayed(session, live, stored);
    }

    /// Whether something is gone that a repeatable made: a run that took it away saw its own end as right.
    private boolean lacks(Session session) {
        return !new Planning(project, session, project.files())
                .lost(session.read())
                .isEmpty();
    }

    /// Compares with a replay, whatever the fingerprints say.
    DriftReport replayed(Session session) {
        return replayed(session, live(session), stored(session));
    }

    private DriftReport replayed(Session session, Schema live, Optional<String> stored) {
        History history = session.read();
        String label = session.database().facts().label();
        try (KeptTexts texts = KeptTexts.write(project, session, history);
                Comparing comparing = new Comparing(project.grounds(history::isApplied))) {
            DiffReport diff = comparing.against(
                    List.of(texts.folder().toString()), Optional.empty(), "the history of " + label, live, label);
            return new DriftReport(session.database().facts(), live, diff.diff().from(), stored, Optional.of(diff));
        } catch (MigrationException.StatementFailed e) {
            throw unbuildable(label, e.failure());
        }
    }

    /// The texts are the history's: no file of the project is wrong, and none can be corrected.
    private static MigrationException unbuildable(String label, MigrationException.Failure failure) {
        return new MigrationException.HistoryConflict(
                "what the history of " + label + " says cannot be built on an empty database, so the schemas cannot be"
                        + " compared. Nothing was changed.",
                List.of(new Diagnostic(
                        Severity.ERROR,
                        "unbuildable",
                        failure.version() + ": "
                                + failure.excerpt()
                                        .map(text -> text.strip() + ": ")
                                        .orElse("") + failure.message(),
                        Optional.empty(),
                        Optional.of("a new database would fail there too: a migration that drops what a repeatable"
                                + " makes needs IF EXISTS, and turnstone validate says which repeatable is due"))));
    }

    private static Schema live(Session session) {
        try {
            return session.inspect();
        } catch (SQLException e) {
            throw new MigrationException.DatabaseUnavailable(
                    "cannot read the schema of " + session.database().facts().label() + ": " + e.getMessage(), e);
        }
    }

    private static Optional<String> stored(Session session) {
        try {
            return session.hasHistory()
                    ? session.table().fingerprint(session.database().connection())
                    : Optional.empty();
        } catch (SQLException e) {
            throw Failures.reading(session.database().facts().label(), e);
        }
    }

    /// Each difference as a finding.
    static List<Diagnostic> findings(DriftReport report) {
        List<Diagnostic> findings = new ArrayList<>();
        report.diff()
                .ifPresent(diff -> diff.changes()
                        .forEach(change -> findings.add(new Diagnostic(
                                Severity.ERROR,
                                "drift",
                                Told.drift(change),
                                Optional.empty(),
                                Optional.of(
                                        "turnstone drift shows it; generate --from-drift writes a migration that makes"
                                                + " it true, or one that undoes it")))));
        return findings;
    }

    /// Records that the live schema is the right one: a new attempt of the newest version, with its fingerprint.
    public void accept(String reason) {
        if (reason.isBlank()) {
            throw new MigrationException.Misconfigured(
                    "accepting a drift needs a reason: it is all that the next reader will have");
        }
        try (Session session = project.open(Absent.REFUSED)) {
            History history = session.lock();
            Attempt newest = history.applied().stream()
                    .filter(attempt -> !attempt.version().isRepeatable())
                    .max(Comparator.comparing(Attempt::version))
                    .orElseThrow(() -> new MigrationException.Misconfigured("nothing is applied in "
                            + session.database().facts().label()
                            + ", so there is no history to drift from. Adopt the database with turnstone baseline."));
            Schema live = live(session);
            Covered known = covered(session, newest);
            Optional<String> text =
                    new AcceptedDrift(project, session, history).text(newest, known.upText(), live, reason);
            Covered attempt = new Covered(
                    session.position().attempt() + 1,
                    known.version(),
                    known.name(),
                    keepsKind(newest) ? known.kind() : Kind.MARKED.text(),
                    Direction.UP.text(),
                    Status.COMPLETED.text(),
                    known.checksum(),
                    known.downChecksum(),
                    text,
                    known.downText(),
                    Optional.empty(),
                    Optional.of(reason),
                    Optional.of(session.run().id()));
            Extras extras = new Extras("nothing", false, Duration.ZERO, new Began.WithTransaction());
            Ledger.Written row = session.ledger().attempt(session.position(), attempt, StepMark.end(), extras);
            List<String> statements = new ArrayList<>(row.statements());
            statements.add(session.ledger().fingerprint(attempt.id(), live.fingerprint()));
            session.record(Composer.Body.of(new Ledger.Written(statements, row.position())), known.version());
        }
    }

    /// A baseline and a checkpoint say by their kind what stands before them.
    private static boolean keepsKind(Attempt attempt) {
        return attempt.kind() == Kind.BASELINE || attempt.kind() == Kind.CHECKPOINT;
    }

    private static Covered covered(Session session, Attempt attempt) {
        try {
            return session.table()
                    .covered(session.database().connection(), attempt.id())
                    .orElseThrow();
        } catch (SQLException e) {
            throw Failures.reading(session.database().facts().label(), e);
        }
    }
}
