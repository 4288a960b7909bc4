package dev.turnstone.internal;

import dev.turnstone.MigrationException;
import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.dialect.Creation;
import dev.turnstone.history.Direction;
import dev.turnstone.history.Event;
import dev.turnstone.history.History;
import dev.turnstone.migration.Annotated;
import dev.turnstone.migration.Content;
import dev.turnstone.plan.Plan;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.plan.Step;
import dev.turnstone.plan.StepCutter;
import dev.turnstone.sql.Effect;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Narrows the way back of a half-applied migration to what was done.
///
/// The way back says how to undo all of it. A statement that drops something is left out when the thing is not there:
/// its creation was never reached. Any other statement may run only when every step that is not done creates things,
/// so that what it undoes must have been done.
final class HalfApplied {
    private final Session session;
    private final Plan plan;
    private final History history;

    HalfApplied(Session session, Plan plan, History history) {
        this.session = session;
        this.plan = plan;
        this.history = history;
    }

    /// The same plan without the statements that have nothing to undo.
    Plan onlyWhatIsDone() {
        List<PlannedMigration> narrowed = new ArrayList<>();
        for (PlannedMigration planned : plan.migrations()) {
            narrowed.add(isHalfApplied(planned) ? narrow(planned) : planned);
        }
        return new Plan(narrowed, plan.madeFor(), plan.notices());
    }

    private boolean isHalfApplied(PlannedMigration planned) {
        return planned.direction() == Direction.DOWN
                && entry(planned).map(entry -> !entry.applied()).orElse(false);
    }

    private Optional<History.Entry> entry(PlannedMigration planned) {
        return history.entry(planned.migration().version());
    }

    private PlannedMigration narrow(PlannedMigration planned) {
        boolean othersMayRun = undoneStepsOnlyCreate(planned);
        List<Annotated> kept = new ArrayList<>();
        for (Annotated statement : planned.content().down()) {
            Optional<Boolean> present = present(statement);
            if (present.orElse(false)) {
                kept.add(statement);
            } else if (present.isEmpty()) {
                if (!othersMayRun && statement.statement().effect() != Effect.NONE) {
                    throw cannotTell(planned, statement);
                }
                kept.add(statement);
            }
        }
        Content content = new Content(
                planned.content().upText(),
                planned.content().up(),
                planned.content().downText(),
                kept);
        return new PlannedMigration(
                planned.migration(),
                Direction.DOWN,
                content,
                StepCutter.cut(kept, session.dialect()::carried),
                downBegun(planned) ? planned.resumed() : Optional.empty(),
                downBegun(planned) ? planned.journal() : List.of());
    }

    /// Whether a step of the way back is done already: then its numbers must stay what they were.
    private static boolean downBegun(PlannedMigration planned) {
        return planned.journal().stream()
                .anyMatch(row -> row.event() == Event.DONE && row.direction() == Direction.DOWN);
    }

    /// Whether what a dropping statement drops is there; empty for statements that do not drop one named thing.
    private Optional<Boolean> present(Annotated statement) {
        Optional<Creation> dropped = session.dialect().drops(statement.statement());
        if (dropped.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(session.database().exists(dropped.get()));
        } catch (SQLException e) {
            throw Failures.reading(session.database().facts().label(), e);
        }
    }

    private boolean undoneStepsOnlyCreate(PlannedMigration planned) {
        List<Step> up = StepCutter.cut(planned.content().up(), session.dialect()::carried);
        for (Step step : up) {
            if (!done(planned, step) && !onlyCreates(step)) {
                return false;
            }
        }
        return true;
    }

    private boolean done(PlannedMigration planned, Step step) {
        return entry(planned).orElseThrow().steps().stream()
                .anyMatch(row ->
                        row.event() == Event.DONE && row.direction() == Direction.UP && row.step() == step.number());
    }

    private boolean onlyCreates(Step step) {
        return switch (step) {
            case Step.Transaction transaction ->
                transaction.statements().stream().allMatch(this::creates);
            case Step.Alone alone -> creates(alone.statement());
            case Step.Code ignored -> false;
        };
    }

    private boolean creates(Annotated statement) {
        return statement.statement().effect() == Effect.NONE
                || session.dialect().creates(statement.statement()).isPresent();
    }

    private static MigrationException cannotTell(PlannedMigration planned, Annotated statement) {
        return new MigrationException.Refused(
                planned.migration().version() + " is half applied, and whether this statement of its way back has"
                        + " something to undo cannot be told. Nothing was changed.",
                List.of(Diagnostic.error(
                        "half-applied",
                        statement.statement().location(),
                        statement.statement().head() + " may undo what was never done",
                        "finish it with turnstone migrate and revert it then; or undo by hand what is done and record it"
                                + " with turnstone mark " + planned.migration().version()
                                + " --reverted --reason …")));
    }
}
