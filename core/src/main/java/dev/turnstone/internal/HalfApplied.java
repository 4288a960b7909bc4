package dev.turnstone.internal;

import dev.turnstone.MigrationException;
import dev.turnstone.dialect.Creation;
import dev.turnstone.history.Direction;
import dev.turnstone.history.Event;
import dev.turnstone.history.History;
import dev.turnstone.history.JournalEntry;
import dev.turnstone.migration.Annotated;
import dev.turnstone.migration.Checksum;
import dev.turnstone.migration.Content;
import dev.turnstone.migration.Kind;
import dev.turnstone.migration.Migration;
import dev.turnstone.plan.Plan;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.plan.Step;
import dev.turnstone.plan.StepCutter;
import dev.turnstone.sql.Location;
import dev.turnstone.sql.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Narrows the way back of a half-applied migration to the steps that are done.
///
/// The way back says how to undo all of it. What it says of steps that are not done is left out: by the names of things
/// where they tell ([NamedUndo]), otherwise by what the statements do on a scratch database. The narrowed way back is
/// what the history keeps with the attempt, so that one that is cut short goes on with the same steps.
final class HalfApplied {
    private final Project project;
    private final Session session;
    private final Map<String, List<Annotated>> found = new HashMap<>();

    HalfApplied(Project project, Session session) {
        this.project = project;
        this.session = session;
    }

    /// The same plan without the statements that have nothing to undo.
    Plan onlyWhatIsDone(Plan plan, History history) {
        List<PlannedMigration> narrowed = new ArrayList<>();
        for (PlannedMigration planned : plan.migrations()) {
            Optional<History.Entry> entry = history.entry(planned.migration().version());
            boolean half = planned.direction() == Direction.DOWN
                    && planned.migration().kind() != Kind.JAVA
                    && entry.map(known -> !known.applied()).orElse(false);
            narrowed.add(half ? narrow(planned, entry.orElseThrow(), history) : planned);
        }
        return new Plan(narrowed, plan.madeFor(), plan.notices());
    }

    private PlannedMigration narrow(PlannedMigration planned, History.Entry entry, History history) {
        Optional<JournalEntry> begun = entry.steps().stream()
                .filter(row -> row.direction() == Direction.DOWN && row.event() != Event.END)
                .findFirst();
        if (begun.isPresent()) {
            Content kept =
                    new KeptSteps(project, session, planned).wayBack(begun.get().attempt());
            return with(planned, kept.down(), kept.downText().orElseThrow(), true);
        }
        List<Annotated> statements =
                found.computeIfAbsent(key(planned, entry), ignored -> undo(planned, entry, history));
        return with(planned, statements, text(planned.content(), statements), false);
    }

    /// What is done does not change between the look before the lock and the one under it, unless the journal does.
    private static String key(PlannedMigration planned, History.Entry entry) {
        return planned.migration().version() + " " + entry.steps();
    }

    private PlannedMigration with(PlannedMigration planned, List<Annotated> statements, String text, boolean begun) {
        Migration migration = planned.migration();
        return new PlannedMigration(
                new Migration(
                        migration.version(),
                        migration.description(),
                        migration.kind(),
                        migration.file(),
                        migration.downFile(),
                        migration.checksum(),
                        Optional.of(Checksum.of(text)),
                        migration.directives()),
                Direction.DOWN,
                new Content(planned.content().upText(), planned.content().up(), Optional.of(text), statements),
                StepCutter.cut(statements, session.dialect()::carried),
                begun ? planned.resumed() : Optional.empty(),
                begun ? planned.journal() : List.of());
    }

    /// The statements as the file writes them: the value of a placeholder may be secret, and the history is not.
    private String text(Content content, List<Annotated> statements) {
        List<Statement> written = session.dialect()
                .splitter()
                .split(content.downText().orElse(""), Location.startOf("down"))
                .statements();
        boolean fits = written.size() == content.down().size();
        StringBuilder text = new StringBuilder();
        for (Annotated annotated : statements) {
            int at = content.down().indexOf(annotated);
            String sql = fits && at >= 0
                    ? written.get(at).text()
                    : annotated.statement().text().replace("${", "\\${");
            annotated
                    .allows()
                    .forEach(allow -> text.append("-- turnstone:allow ")
                            .append(allow.rule())
                            .append(": ")
                            .append(allow.reason())
                            .append('\n'));
            text.append(annotated.isAssert() ? "-- turnstone:assert\n" : "")
                    .append(sql)
                    .append(";\n");
        }
        return text.toString();
    }

    private List<Annotated> undo(PlannedMigration planned, History.Entry entry, History history) {
        List<Annotated> leftovers = new ArrayList<>();
        List<Annotated> done = new ArrayList<>();
        List<Annotated> rest = new ArrayList<>();
        for (Step step : new KeptSteps(project, session, planned).wayForward(entry)) {
            boolean isDone = has(entry, step, Event.DONE);
            if (!isDone && step instanceof Step.Alone alone && has(entry, step, Event.INTENT)) {
                isDone = begunAlone(alone, leftovers);
            }
            (isDone ? done : rest).addAll(statements(step));
        }
        NamedUndo named = new NamedUndo(session, done, rest);
        List<Annotated> down = planned.content().down();
        Optional<List<Annotated>> kept = rest.isEmpty() ? Optional.of(down) : named.of(down);
        List<Annotated> undo = new ArrayList<>(leftovers);
        undo.addAll(kept.orElseGet(
                () -> new TriedUndo(project, session, history, planned, leftovers).of(done, rest, down, named)));
        return undo;
    }

    /// A statement that stands alone and was about to be sent when its attempt ended.
    ///
    /// @param leftovers gets what clears away what is left of it
    /// @return whether what it does is done then
    private boolean begunAlone(Step.Alone step, List<Annotated> leftovers) {
        Statement statement = step.statement().statement();
        Optional<Creation> made = session.dialect().creates(statement);
        if (made.isPresent()) {
            if (exists(made.get())) {
                leftovers.add(drop(made.get(), statement));
            }
            return false;
        }
        Optional<Creation> dropped = session.dialect().drops(statement);
        if (dropped.isEmpty()) {
            return false;
        }
        if (!exists(dropped.get())) {
            return true;
        }
        Creation invalid = new Creation(
                Creation.INVALID_INDEX, dropped.get().name(), dropped.get().table());
        if (exists(invalid)) {
            leftovers.add(drop(dropped.get(), statement));
            return true;
        }
        return false;
    }

    private Annotated drop(Creation index, Statement near) {
        String sql = "DROP INDEX CONCURRENTLY IF EXISTS " + index.name();
        return Annotated.plain(session.dialect()
                .splitter()
                .split(sql, near.location())
                .statements()
                .get(0));
    }

    private boolean exists(Creation thing) {
        try {
            return session.database().exists(thing);
        } catch (SQLException e) {
            throw Failures.reading(session.database().facts().label(), e);
        }
    }

    private static boolean has(History.Entry entry, Step step, Event event) {
        return entry.steps().stream()
                .anyMatch(
                        row -> row.event() == event && row.direction() == Direction.UP && row.step() == step.number());
    }

    static List<Annotated> statements(Step step) {
        return switch (step) {
            case Step.Transaction transaction -> transaction.statements();
            case Step.Alone alone -> List.of(alone.statement());
            case Step.Code ignored -> List.of();
        };
    }

    /// A refusal that says what cannot be told.
    static MigrationException cannotTell(PlannedMigration planned, String why) {
        return new MigrationException.Refused(
                planned.migration().version() + " is half applied, and what of its way back undoes the steps that are"
                        + " done cannot be told: " + why + ". Nothing was changed. Go on with turnstone migrate once"
                        + " its cause is gone; or undo by hand what is done and record it with turnstone mark "
                        + planned.migration().version() + " --reverted --reason …",
                List.of());
    }
}
