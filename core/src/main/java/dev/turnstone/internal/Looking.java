package dev.turnstone.internal;

import dev.turnstone.MigrationException;
import dev.turnstone.PlanReport;
import dev.turnstone.StatusReport;
import dev.turnstone.ValidationReport;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.dialect.OpenSettings.Absent;
import dev.turnstone.history.Attempt;
import dev.turnstone.history.History;
import dev.turnstone.plan.Plan;
import dev.turnstone.plan.PlanRequest;
import dev.turnstone.plan.Planned;
import dev.turnstone.plan.SavedPlan;
import dev.turnstone.plan.Standing;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The commands that only read the database: `status`, `history`, `plan`, `validate`, and `lock`.
public final class Looking {
    private final Project project;

    public Looking(Project project) {
        this.project = project;
    }

    /// Where every migration stands.
    public StatusReport status() {
        try (ReadAhead reading = ReadAhead.of(project);
                Session session = project.open(Absent.EMPTY)) {
            Planning planning = new Planning(project, session, reading.files());
            History history = session.read();
            Planned planned = planning.standings(request(), history);
            List<Diagnostic> problems = new ArrayList<>(planned.errors());
            problems.addAll(session.failedHooks(history));
            if (planned.standings().stream().anyMatch(Standing::pending)) {
                new ExistingObjects(session).warning().ifPresent(problems::add);
            }
            return new StatusReport(
                    session.database().facts(),
                    planned.standings(),
                    problems,
                    planned.plan().notices(),
                    session.database().activity());
        } catch (SQLException e) {
            throw Failures.reading(project.dialect().name(), e);
        }
    }

    /// Every attempt.
    public List<Attempt> history() {
        try (Session session = project.open(Absent.REFUSED)) {
            return session.hasHistory()
                    ? session.table().attempts(session.database().connection())
                    : List.of();
        } catch (IllegalArgumentException e) {
            throw Failures.damaged(project.dialect().name(), String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            throw Failures.reading(project.dialect().name(), e);
        }
    }

    /// What a request would send.
    public PlanReport plan(PlanRequest request) {
        try (Session session = project.open(Absent.EMPTY)) {
            Planning planning = new Planning(project, session, project.files());
            History history = session.read();
            Plan plan = withObstacles(planning.plan(request, history), session, request);
            return new PlanReport(
                    session.database().facts(),
                    plan,
                    session.dialect().scriptOpening(),
                    new Printing(session, project.composer(session), project.openSettings(Absent.EMPTY)).parts(plan),
                    SavedPlan.of(session.dialect().name(), plan, new SchemaWatch(project, session).fingerprint()),
                    new ShownText(session.dialect().splitter(), plan.migrations())::of);
        }
    }

    /// What stops a run and not its plan: the lock file, which is written when the files are as they shall be, and a
    /// database that is not empty.
    private Plan withObstacles(Plan plan, Session session, PlanRequest request) {
        if (plan.isEmpty()) {
            return plan;
        }
        List<Diagnostic> notices = new ArrayList<>(plan.notices());
        if (request instanceof PlanRequest.Migrate) {
            new ExistingObjects(session).warning().ifPresent(notices::add);
        }
        for (Diagnostic problem : project.lockProblems()) {
            notices.add(new Diagnostic(
                    Severity.WARNING,
                    problem.rule(),
                    problem.message() + ", and nothing runs until that is settled",
                    problem.location(),
                    problem.help()));
        }
        return new Plan(plan.migrations(), plan.madeFor(), notices);
    }

    /// Files, lock file, history and chain compared.
    ///
    /// @param schema whether the live schema is compared too
    public ValidationReport validate(boolean schema) {
        try (Session session = project.open(Absent.EMPTY)) {
            return new Validation(project, session, schema).run();
        }
    }

    /// Writes the lock files.
    public List<Path> writeLocks() {
        try {
            return project.directory().writeLocks();
        } catch (IOException e) {
            throw new MigrationException.Misconfigured("the lock file cannot be written: " + e.getMessage());
        }
    }

    /// Compares the files with the lock files, which must be there.
    public List<Diagnostic> checkLocks() {
        return project.directory().checkLock(true);
    }

    private PlanRequest.Migrate request() {
        return new PlanRequest.Migrate(
                Optional.empty(),
                false,
                project.settings().outOfOrder(),
                project.settings().missingIsError());
    }
}
