package dev.turnstone.internal.compare;

import dev.turnstone.dialect.EntityScripts;
import dev.turnstone.dialect.EntityScripts.Answered;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Change.Rename;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Differ;
import dev.turnstone.schema.EntityResolution.Way;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Carries out on scratch what a person answered where two entities contradict each other, so that the schemas are
/// compared from there; and finds the way back.
final class Answers {
    private final Workbench bench;

    Answers(Workbench bench) {
        this.bench = bench;
    }

    /// An answer, and who turns it into statements.
    record Answer(EntityScripts scripts, Answered answered) {
        Written statements(Schema before) {
            return scripts.resolve(answered.conflict(), answered.resolution(), before);
        }
    }

    /// What came of the answers.
    ///
    /// @param renames from the schema before to the one the answers leave, with what they rename
    /// @param others the same with what they drop and make
    /// @param down brings what they leave back to the schema before
    /// @param aside tables that no entity maps any more and that stay
    /// @param rewritten columns that have got other values
    record Outcome(Diff renames, Diff others, Written up, Written down, Set<Id> aside, Set<Id> rewritten) {
        /// These renames, and then others.
        Diff with(Optional<Diff> others) {
            List<Change> changes = new ArrayList<>(renames.changes());
            others.ifPresent(said -> changes.addAll(said.changes()));
            Schema to = others.map(Diff::to).orElse(renames.to());
            return new Diff(renames.from(), to, to, changes, List.of());
        }
    }

    /// Nothing when there is no answer, or none that concerns this schema.
    Optional<Outcome> on(Schema from, List<Answer> answers) {
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        Written before = bench.target().script(from);
        Outcome outcome = bench.attempt("the answers to the entities", (scratch, connection) -> {
            Piece.run(connection, Piece.of(before));
            return carriedOut(from, answers, connection);
        });
        boolean nothing =
                outcome.up().statements().isEmpty() && outcome.up().refusals().isEmpty();
        return nothing ? Optional.empty() : Optional.of(outcome);
    }

    private Outcome carriedOut(Schema from, List<Answer> answers, Connection connection)
            throws SQLException, ScratchFailed {
        Schema start = bench.inspect(connection);
        Schema now = from;
        Written up = new Written(List.of(), List.of(), List.of());
        List<Change> renames = new ArrayList<>();
        List<Change> others = new ArrayList<>();
        Set<Id> aside = new HashSet<>();
        Set<Id> rewritten = new HashSet<>();
        for (Answer answer : answers) {
            Written written = answer.statements(now);
            Piece.run(connection, Piece.of(written));
            up = Draft.joined(up, written);
            Schema after = Workbench.carriedOver(from, start, bench.inspect(connection));
            for (Rename rename : renames(answer.answered(), now, after)) {
                renames.add(rename);
                if (rename.to().kind() == Kind.TABLE) {
                    aside.add(rename.to());
                }
            }
            others.addAll(others(answer.answered(), now, after));
            rewritten.addAll(rewritten(answer.answered(), now));
            now = after;
        }
        Diff there = new Diff(from, now, now, renames, List.of());
        Diff besides = new Diff(from, from, now, others, List.of());
        return new Outcome(there, besides, up, back(there, start, connection), aside, rewritten);
    }

    /// The statements that take the answers back, found by taking the renames back first.
    private Written back(Diff there, Schema start, Connection connection) throws SQLException, ScratchFailed {
        Writer writer = bench.target().dialect().writer();
        Written renames = writer.write(Renames.back(there), Writer.Style.DIRECT);
        Piece.run(connection, Piece.of(renames));
        Schema renamed = Workbench.carriedOver(there.from(), start, bench.inspect(connection));
        return Draft.joined(renames, writer.write(Differ.diff(renamed, there.from()), Writer.Style.DIRECT));
    }

    private static List<Rename> renames(Answered answer, Schema before, Schema after) {
        Optional<Id> table = table(before, answer.conflict().table());
        if (table.isEmpty()) {
            return List.of();
        }
        return switch (answer.resolution().way()) {
            case Way.RenameAside ignored -> {
                Id aside = new Id(
                        Kind.TABLE,
                        table.get().parent(),
                        answer.resolution().aside(answer.conflict()).name());
                yield after.has(aside) ? List.of(new Rename(table.get(), aside)) : List.of();
            }
            case Way.Merge merge -> columns(table.get(), merge.columns(), before, after);
            case Way.DropLegacy ignored -> List.of();
        };
    }

    /// What an answer drops or makes. Whatever a table that goes aside takes along is not worth a word.
    private static List<Change> others(Answered answer, Schema before, Schema after) {
        return switch (answer.resolution().way()) {
            case Way.RenameAside ignored -> List.of();
            case Way.Merge merge -> made(answer, merge.columns(), before, after);
            case Way.DropLegacy ignored -> Differ.diff(before, after).changes();
        };
    }

    private static List<Change> made(Answered answer, Map<String, String> names, Schema before, Schema after) {
        List<Change> made = new ArrayList<>();
        table(before, answer.conflict().table())
                .ifPresent(table -> names.forEach((old, name) -> {
                    Id column = table.child(Kind.COLUMN, name);
                    if (!before.has(column) && after.has(table.child(Kind.COLUMN, old))) {
                        after.find(column)
                                .map(fact -> new Change.Create(fact, Optional.empty()))
                                .ifPresent(made::add);
                    }
                }));
        return made;
    }

    private static List<Rename> columns(Id table, Map<String, String> names, Schema before, Schema after) {
        List<Rename> renames = new ArrayList<>();
        names.forEach((old, name) -> {
            Id from = table.child(Kind.COLUMN, old);
            Id to = table.child(Kind.COLUMN, name);
            if (before.has(from) && !before.has(to) && after.has(to) && !after.has(from)) {
                renames.add(new Rename(from, to));
            }
        });
        return renames;
    }

    /// The columns that take the values of others where they have none.
    private static Set<Id> rewritten(Answered answer, Schema before) {
        Set<Id> rewritten = new HashSet<>();
        if (answer.resolution().way() instanceof Way.Merge merge) {
            table(before, answer.conflict().table())
                    .ifPresent(table ->
                            merge.columns().values().forEach(name -> rewritten.add(table.child(Kind.COLUMN, name))));
        }
        return rewritten;
    }

    /// Mappings do not always spell a name as the database stores it.
    private static Optional<Id> table(Schema schema, Id wanted) {
        String path = wanted.path().toLowerCase(Locale.ROOT);
        return schema.of(Kind.TABLE).stream()
                .map(Fact::id)
                .filter(id -> id.path().toLowerCase(Locale.ROOT).equals(path))
                .findFirst();
    }
}
