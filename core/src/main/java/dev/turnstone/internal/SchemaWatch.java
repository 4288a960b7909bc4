package dev.turnstone.internal;

import dev.turnstone.DriftReport;
import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationException;
import dev.turnstone.Settings.SchemaCheck;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.dialect.EntryFailed;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// What a run does with the schema it finds and leaves: its fingerprint is kept with the last attempt, and when the
/// settings say so it is compared with what the history says, before and after.
final class SchemaWatch {
    private final Project project;
    private final Session session;

    SchemaWatch(Project project, Session session) {
        this.project = project;
        this.session = session;
    }

    /// Refuses to begin on a schema that is not what the history says.
    void before() {
        if (project.comparesSchemas() && session.position().attempt() > 0) {
            DriftReport report = new Drifting(project).report(session);
            if (report.drifted()) {
                throw new MigrationException.HistoryConflict(
                        "the schema is not what the history says. Nothing was changed.", Drifting.findings(report));
            }
        }
    }

    /// Keeps the fingerprint. What is done is done: when that fails, it is told.
    List<Diagnostic> after() {
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
            case FINGERPRINT, COMPARED -> keep();
        };
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
