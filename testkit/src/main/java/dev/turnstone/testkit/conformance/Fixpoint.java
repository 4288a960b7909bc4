package dev.turnstone.testkit.conformance;

import dev.turnstone.dialect.Inspector;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Schema;
import dev.turnstone.testkit.conformance.Generator.ElaborationFailed;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Tells differences of meaning from differences of spelling: a database that is given its own text back may spell it
/// another way once more, so two definitions are the same when what the database makes of both is.
final class Fixpoint {
    private final Engine engine;
    private final Writer writer;

    Fixpoint(Engine engine, Writer writer) {
        this.engine = engine;
        this.writer = writer;
    }

    /// What distinguishes two schemas besides spelling. Where only that differs, the schema after has the spelling of
    /// the schema before.
    Diff diff(Schema from, Schema to) throws ElaborationFailed {
        Diff diff = Differ.diff(from, to);
        if (diff.changes().stream().noneMatch(Change.Alter.class::isInstance)) {
            return diff;
        }
        Schema before = again(from);
        Schema after = again(to);
        List<Fact> facts = new ArrayList<>();
        for (Fact fact : to.facts()) {
            boolean spelling = before.find(fact.id())
                    .flatMap(one -> after.find(fact.id()).map(one::same))
                    .orElse(false);
            facts.add(
                    spelling
                            ? from.find(fact.id())
                                    .map(old -> spelled(fact, old))
                                    .orElse(fact)
                            : fact);
        }
        return Differ.diff(from, new Schema(to.dialect(), to.version(), facts, to.unmodelled()));
    }

    private static Fact spelled(Fact fact, Fact as) {
        return new Fact(fact.id(), as.definition(), fact.details(), fact.needs());
    }

    /// The schema as the database spells it when it is given as the database spelled it.
    private Schema again(Schema schema) throws ElaborationFailed {
        Inspector inspector = engine.dialect().inspector();
        Written written = writer.write(Differ.diff(inspector.fresh(schema.version()), schema), Writer.Style.DIRECT);
        try (Ground scratch = engine.ground()) {
            scratch.run(written.statements().stream().map(Written.Line::sql).toList());
            return scratch.inspect();
        } catch (Ground.ScriptFailed | SQLException e) {
            throw new ElaborationFailed(
                    "the schema cannot be made again from its own description: " + e.getMessage(), e);
        }
    }
}
