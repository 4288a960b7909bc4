package dev.turnstone.internal;

import dev.turnstone.DriftReport;
import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationException;
import dev.turnstone.Settings.SchemaCheck;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.history.Direction;
import dev.turnstone.plan.Plan;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.sql.Effect;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a run does with the schema it finds and leaves: its fingerprint is kept with the last attempt, and when the
/// settings say so it is compared with what the history says, before and after.
///
/// A fingerprint is kept only where it stands for what the history says: after a run forwards that began on a schema
/// whose fingerprint was the kept one, and after a revert that came back to a fingerprint kept when the same migrations
/// were applied. Otherwise none is kept, and `drift` replays.
final class SchemaWatch {
    private final Project project;
    private final Session session;
    private Optional<String> found = Optional.empty();
    private boolean asTold;

    SchemaWatch(Project project, Session session) {
        this.project = project;
        this.session = session;
    }

    /// Refuses to begin on a schema that is not what the history says.
    void before() {
        boolean first = session.position().attempt() == 0;
        found = first ? Optional.empty() : fingerprint();
        asTold = first || (found.isPresent() && found.equals(kept()));
        if (project.comparesSchemas() && session.position().attempt() > 0) {
            DriftReport report = new Drifting(project).report(session);
            if (report.drifted()) {
                throw new MigrationException.HistoryConflict(
                        "the schema is not what the history says. Nothing was changed.", Drifting.findings(report));
            }
        }
    }

    private Optional<String> kept() {
        try {
            return session.table().fingerprint(session.database().connection());
        } catch (SQLException e) {
            throw Failures.reading(session.database().facts().label(), e);
        }
    }

    /// Keeps the fingerprint, where it stands for what the history says. What is done is done: when that fails, it is
    /// told.
    ///
    /// @return what came up: a way back that did not bring the schema back, too
    List<Diagnostic> after(Plan plan, Direction direction) {
        if (project.comparesSchemas()) {
            DriftReport report = new Drifting(project).replayed(session);
            if (report.drifted()) {
                throw new MigrationException.HistoryConflict(
                        "the migrations have run, but the schema is not what they make on an empty database.",
                        Drifting.findings(report));
            }
        }
        return switch (session.settings().schemaCheck()) {
            case NONE -> List.of();
            case COMPARED -> keep();
            case FINGERPRINT -> direction == Direction.UP ? forwards() : backwards(plan);
        };
    }

    private List<Diagnostic> forwards() {
        return asTold ? keep() : List.of();
    }

    private List<Diagnostic> backwards(Plan plan) {
        Optional<String> now = fingerprint();
        Optional<String> before = new EarlierFingerprints(session).ofWhatIsApplied();
        boolean changesSchema = plan.migrations().stream().anyMatch(SchemaWatch::changesSchema);
        boolean unmoved = changesSchema && now.isPresent() && now.equals(found);
        boolean back = before.isPresent() && before.equals(now);
        boolean notBack = asTold && before.isPresent() && now.isPresent() && !back;
        if (!notBack && !unmoved) {
            return back ? keep() : List.of();
        }
        String what = plan.migrations().stream()
                .map(planned -> planned.migration().version().text())
                .collect(Collectors.joining(", "));
        Diagnostic warning = new Diagnostic(
                Severity.WARNING,
                "not-brought-back",
                "the schema is not what it was before " + what + ": its way back does not undo all of it",
                Optional.empty(),
                Optional.of("turnstone drift shows what is left; mend the down, and undo the rest by hand"));
        session.tell(new MigrationEvent.Noticed(List.of(warning)));
        return List.of(warning);
    }

    private static boolean changesSchema(PlannedMigration planned) {
        return planned.steps().stream().anyMatch(step -> step.effects().contains(Effect.SCHEMA))
                || planned.content().up().stream().anyMatch(up -> up.statement().effect() == Effect.SCHEMA);
    }

    /// The fingerprint of the schema, where the settings want one and it can be read.
    Optional<String> fingerprint() {
        try {
            return session.settings().schemaCheck() == SchemaCheck.NONE
                    ? Optional.empty()
                    : Optional.of(session.fingerprint());
        } catch (SQLException e) {
            session.tell(new MigrationEvent.Noticed(List.of(
                    notice("the schema's fingerprint could not be read, so a plan that is kept does not see it change: "
                            + e.getMessage()))));
            return Optional.empty();
        }
    }

    /// Keeps the fingerprint with the latest attempt.
    List<Diagnostic> keep() {
        try {
            session.note(
                    session.ledger().fingerprint(session.position().attempt(), session.fingerprint()), "fingerprint");
            return List.of();
        } catch (SQLException e) {
            return told(String.valueOf(e.getMessage()));
        } catch (EntryFailed e) {
            return told(String.valueOf(e.getMessage()));
        }
    }

    private List<Diagnostic> told(String why) {
        Diagnostic notice =
                notice("the schema's fingerprint could not be kept, so the next look for drift takes longer: " + why);
        session.tell(new MigrationEvent.Noticed(List.of(notice)));
        return List.of(notice);
    }

    private static Diagnostic notice(String message) {
        return new Diagnostic(Severity.NOTICE, "no-fingerprint", message, Optional.empty(), Optional.empty());
    }
}
