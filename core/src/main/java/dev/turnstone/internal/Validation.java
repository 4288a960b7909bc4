package dev.turnstone.internal;

import dev.turnstone.DriftReport;
import dev.turnstone.ValidationReport;
import dev.turnstone.ValidationReport.Changed;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.history.Attempt;
import dev.turnstone.history.Chain.Covered;
import dev.turnstone.history.History;
import dev.turnstone.migration.Migration;
import dev.turnstone.migration.MigrationSet;
import dev.turnstone.migration.TextDiff;
import dev.turnstone.plan.PlanRequest;
import dev.turnstone.plan.Planned;
import dev.turnstone.plan.Standing;
import dev.turnstone.plan.State;
import dev.turnstone.sql.Location;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `validate`: files against history, the lock file, and the chain.
final class Validation {
    private static final int CONTEXT_LINES = 3;
    private final Project project;
    private final Session session;
    private final boolean schema;
    private final List<Diagnostic> found = new ArrayList<>();

    /// @param schema whether the live schema is compared with what the history says
    Validation(Project project, Session session, boolean schema) {
        this.project = project;
        this.session = session;
        this.schema = schema;
    }

    ValidationReport run() {
        project.directory().forget();
        MigrationSet files = project.files();
        found.addAll(project.directory().checkLock(project.settings().lockFileRequired()));
        History history = session.read();
        Planning planning = new Planning(project, session, files);
        PlanRequest.Migrate request = new PlanRequest.Migrate(
                Optional.empty(),
                false,
                project.settings().outOfOrder(),
                project.settings().missingIsError());
        Planned planned = planning.standings(request, history);
        found.addAll(planned.errors());
        planned.plan().notices().stream().map(Validation::found).forEach(found::add);
        found.addAll(files.diagnostics());
        found.addAll(acceptedOfNone(files));
        List<Changed> changes = new ArrayList<>();
        try {
            for (Standing standing : planned.standings()) {
                changes.addAll(changes(planning, standing));
            }
            found.addAll(session.failedHooks(history));
            if (session.hasHistory()) {
                new ChainCheck(session.table(), session.database().connection())
                        .run()
                        .ifPresent(found::add);
            }
        } catch (SQLException e) {
            throw Failures.reading(session.database().facts().label(), e);
        }
        Optional<DriftReport> drift = schema ? Optional.of(new Drifting(project).report(session)) : Optional.empty();
        drift.ifPresent(report -> found.addAll(Drifting.findings(report)));
        found.sort((first, second) -> first.severity().compareTo(second.severity()));
        return new ValidationReport(session.database().facts(), found, changes, drift);
    }

    private List<Diagnostic> acceptedOfNone(MigrationSet files) {
        return project.settings().accepted().keySet().stream()
                .filter(version -> files.find(version).isEmpty())
                .sorted()
                .map(version -> new Diagnostic(
                        Severity.NOTICE,
                        "accepted-of-none",
                        "[allow] of turnstone.toml names " + version + ", and there is no such migration here",
                        Optional.empty(),
                        Optional.empty()))
                .toList();
    }

    /// What a run puts right by itself is still not as it should be.
    private static Diagnostic found(Diagnostic notice) {
        return notice.rule().equals("lost")
                ? new Diagnostic(
                        Severity.ERROR,
                        notice.rule(),
                        notice.message(),
                        notice.location(),
                        Optional.of("turnstone migrate makes it again; delete the file if nobody needs it any more"))
                : notice;
    }

    private List<Changed> changes(Planning planning, Standing standing) throws SQLException {
        List<Changed> changes = new ArrayList<>();
        if (standing.migration().isEmpty() || standing.attempt().isEmpty()) {
            return changes;
        }
        Migration migration = standing.migration().get();
        Attempt attempt = standing.attempt().get();
        if (standing.state() == State.CHANGED) {
            changes.add(new Changed(migration.version(), migration.file(), diff(planning, migration, attempt)));
        }
        boolean applied = standing.state() == State.APPLIED || standing.state() == State.CHANGED;
        if (applied && !migration.downChecksum().equals(attempt.downChecksum())) {
            found.add(new Diagnostic(
                    Severity.NOTICE,
                    "down-changed",
                    migration.version()
                            + ": its way back is not the one that was there when it was applied; reverting uses"
                            + " the file's",
                    Optional.of(Location.startOf(migration.file())),
                    Optional.empty()));
        }
        return changes;
    }

    private String diff(Planning planning, Migration migration, Attempt attempt) throws SQLException {
        String before = session.table()
                .covered(session.database().connection(), attempt.id())
                .flatMap(Covered::upText)
                .orElse("");
        String after = session.dialect()
                .splitter()
                .maskPasswords(planning.of(migration).upText());
        return TextDiff.unified(before, after, CONTEXT_LINES);
    }
}
