package dev.turnstone.internal;

import dev.turnstone.MigrationException;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.LockUnavailable;
import dev.turnstone.dialect.Recovery;
import dev.turnstone.history.Chain.Covered;
import dev.turnstone.history.Direction;
import dev.turnstone.history.Event;
import dev.turnstone.history.JournalEntry;
import dev.turnstone.migration.Annotated;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.plan.Step;
import dev.turnstone.plan.StepCutter;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.Script;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// A file that was edited after some of its steps were done may go on when every step that is done is unchanged, and
/// nothing is left of a step that was about to be sent and has been changed.
final class EditedAfterFailure {
    private final Session session;
    private final PlannedMigration planned;

    EditedAfterFailure(Session session, PlannedMigration planned) {
        this.session = session;
        this.planned = planned;
    }

    /// @throws MigrationException.HistoryConflict when the file may not go on
    void check() {
        for (JournalEntry entry : planned.journal()) {
            boolean relevant = entry.direction() == planned.direction() && entry.step() > 0;
            if (relevant && !unchanged(entry)) {
                if (entry.event() == Event.INTENT && !isDone(entry.step())) {
                    mustHaveLeftNothing(entry);
                } else {
                    throw conflict("step " + entry.step() + " is done, and the file now says something else there");
                }
            }
        }
    }

    private boolean isDone(int step) {
        return planned.journal().stream().anyMatch(entry -> entry.step() == step && entry.event() == Event.DONE);
    }

    private boolean unchanged(JournalEntry entry) {
        return entry.step() <= planned.steps().size()
                && planned.steps().get(entry.step() - 1).hash().equals(entry.statementHash());
    }

    private void mustHaveLeftNothing(JournalEntry entry) {
        Optional<Step.Alone> old = oldStep(entry);
        if (old.isEmpty()) {
            throw conflict("step " + entry.step() + " was about to run when the last attempt ended, it has been changed"
                    + " since, and what it was can no longer be told");
        }
        try {
            Recovery found = session.database()
                    .recover(
                            old.get(),
                            entry.cursor().orElse(""),
                            Composer.marker(session.settings().schema(), planned, old.get()),
                            session.settings().lockWait(),
                            session::waiting);
            switch (found) {
                case Recovery.NotDone ignored -> {}
                case Recovery.Done ignored ->
                    throw conflict("step " + entry.step() + " ("
                            + old.get().statement().statement().head()
                            + ") has happened, and the file now says something"
                            + " else there");
                case Recovery.Foreign foreign -> throw conflict(foreign.reason());
            }
        } catch (EntryFailed e) {
            throw conflict("what step " + entry.step() + " left behind could not be removed: " + e.getMessage());
        } catch (LockUnavailable e) {
            throw Failures.locked(e, session.settings().lockWait());
        }
    }

    /// The step as the attempt stored it, found by its hash.
    private Optional<Step.Alone> oldStep(JournalEntry entry) {
        try {
            Optional<Covered> attempt =
                    session.table().covered(session.database().connection(), entry.attempt());
            Optional<String> text = attempt.flatMap(
                    covered -> planned.direction() == Direction.UP ? covered.upText() : covered.downText());
            if (text.isEmpty()) {
                return Optional.empty();
            }
            Script script = session.dialect()
                    .splitter()
                    .split(text.get(), Location.startOf(planned.migration().file()));
            List<Annotated> statements =
                    script.statements().stream().map(Annotated::plain).toList();
            return StepCutter.cut(statements, session.dialect()::carried).stream()
                    .filter(step -> step.hash().equals(entry.statementHash()))
                    .filter(Step.Alone.class::isInstance)
                    .map(Step.Alone.class::cast)
                    .findFirst();
        } catch (SQLException e) {
            throw Failures.reading(session.database().facts().label(), e);
        }
    }

    private MigrationException conflict(String reason) {
        return new MigrationException.HistoryConflict(
                planned.migration().file() + " was edited after it was half "
                        + (planned.direction() == Direction.UP ? "applied" : "reverted") + ": " + reason
                        + ". Nothing was changed. Put the steps that are done back as they were and migrate; or undo"
                        + " what is done with turnstone revert; or make it so by hand and record it with turnstone mark "
                        + planned.migration().version() + " --applied --reason …",
                List.of());
    }
}
