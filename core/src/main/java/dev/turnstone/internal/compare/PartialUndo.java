package dev.turnstone.internal.compare;

import dev.turnstone.dialect.ScratchDatabases.ScratchDatabase;
import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.migration.Annotated;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Schema;
import dev.turnstone.sql.Effect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Finds on scratch databases what undoes the part of a migration that is done.
///
/// The schema before the migration is what the rest of it and then its whole way back make of the schema as it is;
/// where
/// the rest can never run, it is what the history's texts make. The statements of the way back are tried one after the
/// other from the schema as it is: one that fails has nothing to undo, and one that changes what is as it was is left
/// out. What then still differs from the schema before is written as `generate` would write it. Nothing is answered
/// that did not bring exactly the schema before.
final class PartialUndo {
    private final Workbench bench;
    private final Sources sources;
    private final HalfDone half;

    PartialUndo(Workbench bench, Sources sources, HalfDone half) {
        this.bench = bench;
        this.sources = sources;
        this.half = half;
    }

    /// The schema as it is and the schema before, both as a scratch database shows them.
    private record Ends(Schema start, Schema before) {}

    /// What some statements have made of the schema as it is.
    ///
    /// @param ran which statements of the way back, by their places in it
    /// @param harmful the first one that changed what was as before; empty when none did
    private record Tried(Schema end, Set<Integer> ran, Optional<Integer> harmful) {}

    /// What undoes it; empty when that cannot be told.
    Optional<Undo> find() {
        try {
            Optional<Ends> ends = fromLive();
            if (ends.isEmpty()) {
                ends = fromHistory();
            }
            return ends.isEmpty() ? Optional.empty() : from(ends.get());
        } catch (ScratchFailed e) {
            return Optional.empty();
        }
    }

    private Optional<Undo> from(Ends ends) throws ScratchFailed {
        Tried careful = careful(ends);
        if (same(careful.end(), ends.before())) {
            return Optional.of(new Undo(chosen(careful.ran()), List.of()));
        }
        Tried all = tried(ends, Set.of(), false);
        if (same(all.end(), ends.before())) {
            return Optional.of(new Undo(chosen(all.ran()), List.of()));
        }
        Optional<Undo> completed = completed(ends, careful);
        return completed.isPresent() ? completed : completed(ends, all);
    }

    private Optional<Ends> fromLive() {
        try {
            return Optional.of(onScratch(half.live(), (scratch, connection) -> {
                Schema start = inspected(scratch);
                run(connection, half.rest());
                run(connection, half.down());
                return new Ends(start, inspected(scratch));
            }));
        } catch (ScratchFailed e) {
            return Optional.empty();
        }
    }

    private Optional<Ends> fromHistory() throws ScratchFailed {
        if (half.kept().isEmpty()) {
            return Optional.empty();
        }
        Schema before = made(sources.replayed(half.kept(), Optional.empty(), "the history", bench)
                .schema());
        return Optional.of(onScratch(before, (scratch, connection) -> {
            run(connection, half.done());
            return new Ends(inspected(scratch), before);
        }));
    }

    private Tried careful(Ends ends) throws ScratchFailed {
        Set<Integer> left = new HashSet<>();
        while (true) {
            Tried tried = tried(ends, left, true);
            if (tried.harmful().isEmpty()) {
                return tried;
            }
            left.add(tried.harmful().get());
        }
    }

    /// Runs the way back from the schema as it is.
    ///
    /// @param left which of its statements are left out
    /// @param watched whether to end at the first one that changes what is as before
    private Tried tried(Ends ends, Set<Integer> left, boolean watched) throws ScratchFailed {
        return onScratch(ends.start(), (scratch, connection) -> {
            Set<Integer> ran = new TreeSet<>();
            Set<Id> wrong = wrong(ends.start(), ends.before());
            Schema end = ends.start();
            for (int i = 0; i < half.down().size(); i++) {
                if (left.contains(i) || !succeeds(connection, half.down().get(i))) {
                    continue;
                }
                if (watched && half.down().get(i).statement().effect() == Effect.SCHEMA) {
                    end = inspected(scratch);
                    Set<Id> now = wrong(end, ends.before());
                    if (!wrong.containsAll(now)) {
                        return new Tried(end, ran, Optional.of(i));
                    }
                    wrong = now;
                }
                ran.add(i);
            }
            return new Tried(inspected(scratch), ran, Optional.empty());
        });
    }

    /// What was tried, and statements for what it left different.
    private Optional<Undo> completed(Ends ends, Tried tried) throws ScratchFailed {
        Diff left = new Elaboration(bench).diff(tried.end(), ends.before());
        Written further = bench.target().dialect().writer().write(left, Writer.Style.ONLINE);
        if (!further.refusals().isEmpty()) {
            return Optional.empty();
        }
        List<Annotated> statements = chosen(tried.ran());
        try {
            Schema end = onScratch(ends.start(), (scratch, connection) -> {
                run(connection, statements);
                Piece.run(connection, Piece.of(further));
                return inspected(scratch);
            });
            List<String> sql =
                    further.statements().stream().map(Written.Line::sql).toList();
            return same(end, ends.before()) ? Optional.of(new Undo(statements, sql)) : Optional.empty();
        } catch (ScratchFailed e) {
            return Optional.empty();
        }
    }

    private List<Annotated> chosen(Set<Integer> places) {
        List<Annotated> chosen = new ArrayList<>();
        places.forEach(place -> chosen.add(half.down().get(place)));
        return chosen;
    }

    private boolean same(Schema one, Schema other) {
        return new Elaboration(bench).diff(one, other).empty();
    }

    /// What is not in `schema` as it is in `before`.
    private static Set<Id> wrong(Schema schema, Schema before) {
        Set<Id> wrong = new HashSet<>();
        for (Fact fact : schema.facts()) {
            if (!before.find(fact.id()).map(fact::same).orElse(false)) {
                wrong.add(fact.id());
            }
        }
        before.ids().stream().filter(id -> !schema.has(id)).forEach(wrong::add);
        return wrong;
    }

    /// The schema as a scratch database shows it that was made from it.
    private Schema made(Schema schema) throws ScratchFailed {
        return onScratch(schema, (scratch, connection) -> inspected(scratch));
    }

    private <T> T onScratch(Schema schema, Workbench.Trial<T> trial) throws ScratchFailed {
        return bench.daring((scratch, connection) -> {
            Piece.run(connection, Piece.of(bench.target().script(schema)));
            return trial.in(scratch, connection);
        });
    }

    /// On a connection of its own: what a statement has set for its session must not change what is seen.
    private Schema inspected(ScratchDatabase scratch) throws SQLException {
        try (Connection connection = scratch.connect()) {
            return bench.inspect(connection);
        }
    }

    /// Runs statements; one that changes rows, or asks, may fail where there are none.
    private static void run(Connection connection, List<Annotated> statements) throws ScratchFailed {
        for (Annotated annotated : statements) {
            try {
                execute(connection, annotated);
            } catch (SQLException e) {
                if (!annotated.isAssert() && annotated.statement().effect() != Effect.DATA) {
                    throw new ScratchFailed(
                            e,
                            Optional.of(annotated.statement().location()),
                            annotated.statement().text());
                }
            }
        }
    }

    private static boolean succeeds(Connection connection, Annotated annotated) {
        try {
            execute(connection, annotated);
            return true;
        } catch (SQLException nothingToUndo) {
            return false;
        }
    }

    private static void execute(Connection connection, Annotated annotated) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean ignored = statement.execute(annotated.statement().text());
        }
    }
}
