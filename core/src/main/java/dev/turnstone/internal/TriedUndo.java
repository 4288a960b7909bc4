package dev.turnstone.internal;

import dev.turnstone.MigrationException;
import dev.turnstone.dialect.Creation;
import dev.turnstone.history.History;
import dev.turnstone.internal.compare.Comparing;
import dev.turnstone.internal.compare.HalfDone;
import dev.turnstone.internal.compare.Undo;
import dev.turnstone.migration.Annotated;
import dev.turnstone.plan.PlannedMigration;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.sql.Effect;
import dev.turnstone.sql.Location;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Tells on a scratch database which statements of a way back undo the steps that are done.
final class TriedUndo {
    private final Project project;
    private final Session session;
    private final History history;
    private final PlannedMigration planned;
    private final List<Annotated> leftovers;

    /// @param leftovers what is dropped first, so that the schema is looked at without it
    TriedUndo(Project project, Session session, History history, PlannedMigration planned, List<Annotated> leftovers) {
        this.project = project;
        this.session = session;
        this.history = history;
        this.planned = planned;
        this.leftovers = leftovers;
    }

    /// The statements that undo what is done.
    ///
    /// @throws MigrationException.Refused when that cannot be told
    List<Annotated> of(List<Annotated> done, List<Annotated> rest, List<Annotated> down, NamedUndo named) {
        Undo undo = tried(done, rest, down)
                .orElseThrow(() -> HalfApplied.cannotTell(
                        planned, "tried on a scratch database, they do not bring back the schema before it"));
        List<Annotated> kept = new ArrayList<>();
        for (Annotated statement : undo.statements()) {
            boolean changesRows = statement.statement().effect() == Effect.DATA;
            if (!changesRows || mayChangeRows(statement, kept, named)) {
                kept.add(statement);
            }
        }
        Location place = Location.startOf(planned.migration().file());
        for (String sql : undo.further()) {
            session.dialect().splitter().split(sql, place).statements().stream()
                    .map(Annotated::plain)
                    .forEach(kept::add);
        }
        return kept;
    }

    private boolean mayChangeRows(Annotated statement, List<Annotated> kept, NamedUndo named) {
        return named.mayChangeRows(statement, kept)
                .orElseThrow(() -> HalfApplied.cannotTell(
                        planned,
                        "some of its changes to rows are done and some are not, and "
                                + statement.statement().location() + " ("
                                + statement.statement().head() + ") may undo either"));
    }

    private Optional<Undo> tried(List<Annotated> done, List<Annotated> rest, List<Annotated> down) {
        try (Comparing comparing = new Comparing(project.grounds(history::isApplied));
                KeptTexts texts = KeptTexts.writeIfKept(project, session, history)) {
            return comparing.undo(
                    new HalfDone(planned.migration().file(), live(), done, rest, down, texts.locations()));
        } catch (MigrationException.DatabaseUnavailable
                | MigrationException.Misconfigured
                | MigrationException.StatementFailed e) {
            throw HalfApplied.cannotTell(
                    planned,
                    "that takes a scratch database (--scratch), and "
                            + String.valueOf(e.getMessage())
                                    .replaceFirst("\\.?\\s*(Nothing was changed\\.)?\\s*$", ""));
        }
    }

    private Schema live() {
        Set<String> dropped = new HashSet<>();
        for (Annotated leftover : leftovers) {
            session.dialect()
                    .drops(leftover.statement())
                    .map(Creation::name)
                    .ifPresent(name -> dropped.add(plain(name)));
        }
        try {
            Schema live = session.inspect();
            List<Fact> facts = live.facts().stream()
                    .filter(fact -> fact.id().kind() != Kind.INDEX
                            || !dropped.contains(plain(fact.id().name())))
                    .toList();
            return new Schema(live.dialect(), live.version(), facts, live.unmodelled());
        } catch (SQLException e) {
            throw Failures.reading(session.database().facts().label(), e);
        }
    }

    private static String plain(String name) {
        return name.substring(name.lastIndexOf('.') + 1).replace("\"", "").toLowerCase(Locale.ROOT);
    }
}
