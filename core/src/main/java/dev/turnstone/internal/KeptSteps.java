package dev.turnstone.internal;

import dev.turnstone.MigrationException;
import dev.turnstone.history.Chain.Covered;
import dev.turnstone.history.Direction;
import dev.turnstone.history.Event;
import dev.turnstone.history.History;
import dev.turnstone.history.JournalEntry;
import dev.turnstone.migration.Annotated;
import dev.turnstone.migration.Content;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.plan.Step;
import dev.turnstone.plan.StepCutter;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The steps of a migration as an attempt ran them: its file may say something else since.
final class KeptSteps {
    private final Project project;
    private final Session session;
    private final PlannedMigration planned;

    KeptSteps(Project project, Session session, PlannedMigration planned) {
        this.project = project;
        this.session = session;
        this.planned = planned;
    }

    /// The steps of the way forward: the file's where it still says what was done, otherwise those that the history
    /// keeps.
    List<Step> wayForward(History.Entry entry) {
        List<JournalEntry> ran = entry.steps().stream()
                .filter(row -> row.direction() == Direction.UP && row.event() != Event.END)
                .toList();
        List<Step> steps = cut(planned.content().up());
        if (ran.stream().allMatch(row -> says(steps, row))) {
            return steps;
        }
        List<Step> kept = ran.isEmpty()
                ? steps
                : content(ran.get(ran.size() - 1).attempt())
                        .map(content -> cut(content.up()))
                        .orElse(steps);
        List<JournalEntry> done =
                ran.stream().filter(row -> row.event() == Event.DONE).toList();
        if (!done.stream().allMatch(row -> says(kept, row))) {
            throw HalfApplied.cannotTell(planned, "its file was edited since, and what was done is not kept");
        }
        return kept;
    }

    /// The way back that an attempt began, as it was narrowed then.
    Content wayBack(long attempt) {
        return content(attempt)
                .filter(content -> content.downText().isPresent())
                .orElseThrow(() -> new MigrationException.HistoryConflict(
                        planned.migration().version() + " is half reverted, and the history does not keep its way"
                                + " back. Nothing was changed. Undo by hand what is left of it and record it with"
                                + " turnstone mark " + planned.migration().version() + " --reverted --reason …",
                        List.of()));
    }

    private Optional<Content> content(long attempt) {
        try {
            return session.table()
                    .covered(session.database().connection(), attempt)
                    .filter(covered -> covered.upText().isPresent())
                    .map(this::parsed);
        } catch (SQLException e) {
            throw Failures.reading(session.database().facts().label(), e);
        }
    }

    private Content parsed(Covered covered) {
        return project.directory()
                .parse(planned.migration().file(), covered.upText().orElseThrow(), covered.downText());
    }

    private List<Step> cut(List<Annotated> statements) {
        return StepCutter.cut(statements, session.dialect()::carried);
    }

    private static boolean says(List<Step> steps, JournalEntry row) {
        return row.step() <= steps.size() && steps.get(row.step() - 1).hash().equals(row.statementHash());
    }
}
