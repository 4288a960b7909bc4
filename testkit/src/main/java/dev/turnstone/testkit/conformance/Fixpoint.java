package dev.turnstone.testkit.conformance;

import dev.turnstone.dialect.Inspector;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Schema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells differences of meaning from differences of spelling: a database that is given its own text back may spell it
/// another way once more, so two definitions are the same when what the database makes of both is.
final class Fixpoint {
    private static final int TURNS = 3;
    private final Engine engine;

    Fixpoint(Engine engine) {
        this.engine = engine;
    }

    /// What distinguishes two schemas besides spelling. Where only that differs, the schema after has the spelling of
    /// the schema before.
    Diff diff(Schema from, Schema to) {
        Schema goal = to;
        Diff diff = Differ.diff(from, goal);
        Optional<Schema> before = Optional.of(from);
        Optional<Schema> after = Optional.of(to);
        for (int turn = 0; turn < TURNS && alters(diff); turn++) {
            before = before.flatMap(this::again);
            after = after.flatMap(this::again);
            if (before.isEmpty() || after.isEmpty()) {
                return diff;
            }
            goal = spelled(goal, from, before.get(), after.get());
            diff = Differ.diff(from, goal);
        }
        return diff;
    }

    private static boolean alters(Diff diff) {
        return diff.changes().stream().anyMatch(Change.Alter.class::isInstance);
    }

    /// `goal` with the spelling of `from` wherever the database makes the same of both.
    private static Schema spelled(Schema goal, Schema from, Schema before, Schema after) {
        List<Fact> facts = new ArrayList<>();
        for (Fact fact : goal.facts()) {
            boolean same = before.find(fact.id())
                    .flatMap(one -> after.find(fact.id()).map(one::same))
                    .orElse(false);
            facts.add(
                    same
                            ? from.find(fact.id())
                                    .map(old -> new Fact(fact.id(), old.definition(), fact.details(), fact.needs()))
                                    .orElse(fact)
                            : fact);
        }
        return new Schema(goal.dialect(), goal.version(), facts, goal.unmodelled());
    }

    /// The schema as the database spells it when it is given as the database spelled it; empty when it cannot be made
    /// from its own description.
    private Optional<Schema> again(Schema schema) {
        Inspector inspector = engine.dialect().inspector();
        Written written = engine.dialect()
                .writer()
                .write(Differ.diff(inspector.fresh(schema.version()), schema), Writer.Style.DIRECT);
        try (Ground scratch = engine.ground()) {
            scratch.run(written.statements().stream().map(Written.Line::sql).toList());
            return Optional.of(engine.inspect(scratch));
        } catch (Ground.ScriptFailed | SQLException cannotBeMade) {
            return Optional.empty();
        }
    }
}
