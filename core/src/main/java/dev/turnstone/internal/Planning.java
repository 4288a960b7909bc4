package dev.turnstone.internal;

import dev.turnstone.MigrationException;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.history.Attempt;
import dev.turnstone.history.Chain.Covered;
import dev.turnstone.history.Direction;
import dev.turnstone.history.History;
import dev.turnstone.migration.Allow;
import dev.turnstone.migration.Annotated;
import dev.turnstone.migration.Checksum;
import dev.turnstone.migration.Content;
import dev.turnstone.migration.Directives;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Migration;
import dev.turnstone.migration.MigrationSet;
import dev.turnstone.migration.UnusableMigration;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.Contents;
import dev.turnstone.plan.Plan;
import dev.turnstone.plan.PlanRequest;
import dev.turnstone.plan.Planned;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.plan.Planner;
import dev.turnstone.plan.SavedPlan;
import dev.turnstone.plan.Step;
import dev.turnstone.sql.Form;
import dev.turnstone.sql.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Gives the planner what it asks for, and turns what it finds into what is thrown.
final class Planning implements Contents {
    private final Project project;
    private final Session session;
    private final MigrationSet files;
    private final HalfApplied halfApplied;
    private final Map<Migration, Content> contents = new HashMap<>();

    Planning(Project project, Session session, MigrationSet files) {
        this.project = project;
        this.session = session;
        this.files = files;
        this.halfApplied = new HalfApplied(project, session);
    }

    /// The plan for `request`, or an exception that says why there is none.
    Plan plan(PlanRequest request, History history) {
        Planned planned = planned(request, history);
        refuseErrors(planned, request);
        Plan plan = planned.plan();
        List<Diagnostic> notices = new ArrayList<>(plan.notices());
        notices.addAll(refuseUnsafe(plan));
        return halfApplied.onlyWhatIsDone(new Plan(plan.migrations(), plan.madeFor(), notices), history);
    }

    /// The plan for `request`, with what stands in its way.
    Planned planned(PlanRequest request, History history) {
        // No switch over types where every start passes: linking one costs some milliseconds.
        if (request instanceof PlanRequest.Migrate migrate) {
            return migrate(migrate, history);
        }
        return Planner.revert(files, history, (PlanRequest.Revert) request, this, introductions());
    }

    /// Whether a migration is a repeatable.
    boolean hasRepeatables() {
        return files.migrations().stream()
                .anyMatch(migration -> migration.version().isRepeatable());
    }

    /// What is gone of repeatables that stand applied, in words.
    Map<Version, String> lost(History history) {
        return new RepeatableObjects(session, files, history, this).gone();
    }

    private Planned migrate(PlanRequest.Migrate request, History history) {
        RepeatableObjects objects = new RepeatableObjects(session, files, history, this);
        Map<Version, String> lost = objects.gone();
        Planned planned = Planner.migrate(files, history, request, lost, this);
        Map<Version, String> going = objects.dropped(planned.plan());
        if (lost.keySet().containsAll(going.keySet())) {
            return planned;
        }
        going.putAll(lost);
        return Planner.migrate(files, history, request, going, this);
    }

    /// Every version's state; of the statements only those of repeatables are read.
    Planned standings(PlanRequest.Migrate request, History history) {
        return Planner.standings(files, history, request, lost(history));
    }

    private static void refuseErrors(Planned planned, PlanRequest request) {
        List<Diagnostic> errors = planned.errors();
        if (errors.isEmpty()) {
            return;
        }
        boolean noWayBack = errors.stream()
                .anyMatch(error ->
                        Set.of("irreversible", "no-way-back", "baseline").contains(error.rule()));
        boolean unknown = errors.stream().anyMatch(error -> error.rule().equals("unknown-version"));
        boolean notApplied = errors.stream().anyMatch(error -> error.rule().equals("not-applied"));
        if (noWayBack) {
            throw new MigrationException.Refused("cannot revert. Nothing was changed.", errors);
        }
        if (unknown) {
            throw new MigrationException.Misconfigured("no such version. Nothing was changed.", errors);
        }
        if (notApplied) {
            throw new MigrationException.Misconfigured("cannot revert. Nothing was changed.", errors);
        }
        String verb = request instanceof PlanRequest.Migrate ? "migrate" : "revert";
        throw new MigrationException.HistoryConflict("cannot " + verb + ". Nothing was changed.", errors);
    }

    /// @return what does not stop the run
    private List<Diagnostic> refuseUnsafe(Plan plan) {
        List<Diagnostic> refusals = new ArrayList<>();
        for (PlannedMigration planned : plan.migrations()) {
            List<Annotated> statements = new ArrayList<>();
            for (Step step : planned.remaining()) {
                switch (step) {
                    case Step.Transaction transaction -> statements.addAll(transaction.statements());
                    case Step.Alone alone -> {
                        statements.add(alone.statement());
                        unsafeHere(alone).ifPresent(refusals::add);
                    }
                    case Step.Code ignored -> {}
                }
            }
            refusals.addAll(session.dialect().refusals(withSettings(planned, statements)));
        }
        if (refusals.stream().anyMatch(refusal -> refusal.severity() == Severity.ERROR)) {
            throw new MigrationException.Refused("cannot be run safely. Nothing was changed.", refusals);
        }
        return refusals;
    }

    /// The statements still to do, and the settings among them, which are no step.
    private static List<Annotated> withSettings(PlannedMigration planned, List<Annotated> statements) {
        Content content = planned.content();
        List<Annotated> written = planned.direction() == Direction.UP ? content.up() : content.down();
        Set<Annotated> todo = new HashSet<>(statements);
        return written.stream()
                .filter(each -> each.statement().form() == Form.SETTING || todo.contains(each))
                .toList();
    }

    private Optional<Diagnostic> unsafeHere(Step.Alone alone) {
        Statement statement = alone.statement().statement();
        return session.database()
                .refusal(alone)
                .map(reason -> new Diagnostic(
                        Severity.ERROR,
                        "stands-alone",
                        statement.head() + ": " + reason,
                        Optional.of(statement.location()),
                        Optional.empty()));
    }

    /// Refuses when `saved` is not exactly what would run.
    ///
    /// @param schema the fingerprint of the schema as it is
    /// @param revert whether it is the way back
    void mustBe(SavedPlan saved, Plan plan, Optional<String> schema, boolean revert) {
        List<String> moved = saved.movedSince(SavedPlan.of(session.dialect().name(), plan, schema));
        if (!moved.isEmpty()) {
            throw new MigrationException.Refused(
                    "the plan no longer fits. Nothing was changed.\n  " + String.join("\n  ", moved)
                            + "\nMake it again: turnstone plan " + (revert ? "--revert " : "") + "--out FILE",
                    List.of());
        }
    }

    private Map<Version, Long> introductions() {
        if (!session.hasHistory()) {
            return Map.of();
        }
        try {
            return session.table().introductions(session.database().connection());
        } catch (SQLException e) {
            throw Failures.reading(session.database().facts().label(), e);
        }
    }

    @Override
    public Content of(Migration migration) {
        return contents.computeIfAbsent(migration, this::read);
    }

    private Content read(Migration migration) {
        try {
            Content content = project.directory().content(migration);
            List<Allow> accepted = project.settings().accepted().getOrDefault(migration.version(), List.of());
            return accepted.isEmpty() ? content : content.accepting(accepted);
        } catch (UnusableMigration e) {
            throw new MigrationException.Misconfigured(
                    "the migrations cannot be run as they are. Nothing was run.", e.diagnostics());
        }
    }

    @Override
    public Optional<Stored> stored(Attempt attempt) {
        try {
            return session.table()
                    .covered(session.database().connection(), attempt.id())
                    .filter(covered -> covered.upText().isPresent())
                    .map(Planning::withoutMaskedText)
                    .map(covered -> stored(attempt, covered));
        } catch (SQLException e) {
            throw Failures.reading(session.database().facts().label(), e);
        }
    }

    /// A text that no longer has its checksum had a password masked: it must never be run.
    private static Covered withoutMaskedText(Covered covered) {
        boolean masked = covered.downText()
                .map(text -> !Optional.of(Checksum.of(text)).equals(covered.downChecksum()))
                .orElse(false);
        if (masked) {
            throw new MigrationException.Refused(
                    "the file of " + covered.version() + " is gone, and what the history stored of its way back has its"
                            + " passwords masked. Nothing was changed. Put the file back.",
                    List.of());
        }
        return covered;
    }

    private Stored stored(Attempt attempt, Covered covered) {
        Migration migration = new Migration(
                attempt.version(),
                attempt.name(),
                attempt.kind() == Kind.REPEATABLE ? Kind.REPEATABLE : Kind.SQL,
                "history of " + attempt.version(),
                Optional.empty(),
                attempt.checksum(),
                attempt.downChecksum(),
                Directives.NONE);
        Content content =
                project.directory().parse(migration.file(), covered.upText().orElseThrow(), covered.downText());
        return new Stored(migration, content);
    }

    @Override
    public boolean carried(Annotated statement) {
        return session.dialect().carried(statement);
    }
}
