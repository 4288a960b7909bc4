package dev.turnstone.testkit.conformance;

import dev.turnstone.MigrationException;
import dev.turnstone.MigrationListener;
import dev.turnstone.schema.Change;
import dev.turnstone.schema.Diff;
import dev.turnstone.schema.Schema;
import dev.turnstone.testkit.conformance.Generator.Generated;
import dev.turnstone.testkit.conformance.Verdict.Fault;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Tries a pair on real databases and says whether it passes.
///
/// The way forward must lead from the first schema to the second as the inspector sees it and as `pg_dump` sees it,
/// with nothing left to do; the way back must lead to the first again; rows of tables that stay must go through both.
/// Then the same once more with rows in every table, where the pair brought none of its own: a failure for the sake
/// of those rows, as of a new column that takes no NULL, says nothing against the statements.
public final class Judge {
    private final Engine engine;
    private final Generator generator;
    private final Fixpoint fixpoint;
    private final Looks looks;

    /// What is tried besides going forth and back.
    ///
    /// @param steps whether the database is looked at between steps
    /// @param failures whether each step is stopped once
    public record Looks(boolean steps, boolean failures) {
        /// Neither.
        public static final Looks NONE = new Looks(false, false);
    }

    /// @param generator what is under test
    public Judge(Engine engine, Generator generator) {
        this(engine, generator, Looks.NONE);
    }

    /// @param generator what is under test
    public Judge(Engine engine, Generator generator, Looks looks) {
        this.engine = engine;
        this.generator = generator;
        this.looks = looks;
        this.fixpoint = new Fixpoint(engine);
    }

    /// The verdict; never throws for the pair's sake.
    public Verdict judge(Pair pair) {
        try {
            return new Verdict(pair.name(), Optional.empty(), tried(pair));
        } catch (Failed e) {
            return new Verdict(pair.name(), Optional.of(e.fault()), false);
        } catch (Unproven e) {
            Fault fault = new Failed(Reason.UNPROVEN, String.valueOf(e.getMessage())).fault();
            return new Verdict(pair.name(), Optional.of(fault), false);
        } catch (SQLException | RuntimeException | StackOverflowError e) {
            StackTraceElement[] trace = e.getStackTrace();
            String place = trace.length == 0 ? "" : " at " + trace[0];
            Fault fault = new Failed(Reason.DEFECT, e + place).fault();
            return new Verdict(pair.name(), Optional.of(fault), false);
        }
    }

    private boolean tried(Pair pair) throws Failed, SQLException {
        engine.roles(pair.roles());
        try (Ground ground = engine.ground();
                Ground goal = engine.ground()) {
            build(ground, pair.from(), "from");
            build(goal, pair.to(), "to");
            State from = state(ground);
            State to = state(goal);
            Generated generated = generator.generate(from.schema(), to.schema());
            if (!generated.refusals().isEmpty()) {
                throw new Failed(Reason.REFUSED, String.join("; ", generated.refusals()));
            }
            if (generated.nothing()) {
                nothingToDo(pair, from, to);
                return false;
            }
            if (pair.noop().orElse(false)) {
                throw new Failed(Reason.NOOP_NOT_EMPTY, generated.file());
            }
            boolean rows = new Course(ground, from, to, generated, pair).run();
            if (looks.failures()) {
                stopped(new Stops(engine, fixpoint, pair, generated, from.schema(), to.schema()), generated);
            }
            return rows;
        }
    }

    private static void stopped(Stops stops, Generated generated) throws Failed, SQLException {
        Optional<String> fault;
        try {
            fault = stops.fault();
        } catch (Ground.ScriptFailed e) {
            throw new Failed(Reason.CANNOT_BUILD, String.valueOf(e.getMessage()));
        }
        if (fault.isPresent()) {
            throw new Failed(Reason.HALF_APPLIED, fault.get() + " — " + generated.file());
        }
    }

    private static void nothingToDo(Pair pair, State from, State to) throws Failed {
        if (pair.noop().isPresent()) {
            if (!pair.noop().get()) {
                throw new Failed(Reason.DID_NOTHING, "the plan is empty, and the pair says that something changes");
            }
            return;
        }
        Optional<String> difference = difference(from, to);
        if (difference.isPresent()) {
            throw new Failed(Reason.DID_NOTHING, "the plan is empty: " + difference.get());
        }
    }

    private static Optional<String> difference(State from, State to) {
        return from.dump().flatMap(dump -> to.dump().flatMap(dump::differenceFrom));
    }

    private static void build(Ground ground, String script, String which) throws Failed {
        try {
            ground.run(script);
        } catch (Ground.ScriptFailed e) {
            throw new Failed(Reason.CANNOT_BUILD, "`" + which + "`: " + e.getMessage());
        }
    }

    private State state(Ground ground) throws Failed, SQLException {
        Schema schema = engine.inspect(ground);
        if (!schema.unmodelled().isEmpty()) {
            throw new Failed(Reason.UNMODELLED, String.join(", ", schema.unmodelled()));
        }
        return new State(schema, engine.dump(ground));
    }

    /// A database at one moment, as two observers see it.
    private record State(Schema schema, Optional<Dump> dump) {}

    /// One pair on its way.
    private final class Course {
        private final Ground ground;
        private final State from;
        private final State to;
        private final Generated generated;
        private final Pair pair;

        Course(Ground ground, State from, State to, Generated generated, Pair pair) {
            this.ground = ground;
            this.from = from;
            this.to = to;
            this.generated = generated;
            this.pair = pair;
        }

        /// @return whether rows went with it
        boolean run() throws Failed, SQLException {
            try (Trial trial = new Trial(generated, ground)) {
                if (!pair.seeds().isEmpty()) {
                    for (String seed : pair.seeds()) {
                        build(ground, seed, "seed");
                    }
                    withRows(trial, true);
                    return true;
                }
                forth(trial);
                arrived();
                back(trial);
                returned();
                Sowing.sow(ground, from.schema());
                return withRows(trial, false);
            }
        }

        private void forth(Trial trial) throws Failed, SQLException {
            try {
                moved(trial::forth, from, to, "");
            } catch (MigrationException e) {
                throw new Failed(Reason.FAILED_STATEMENT, e + " — " + generated.file());
            }
        }

        /// Goes one way, with a look between its steps where that is asked for.
        private void moved(Consumer<MigrationListener> way, State start, State end, String which)
                throws Failed, SQLException {
            if (!looks.steps()) {
                way.accept(event -> {});
                return;
            }
            Between between = new Between(ground, start.schema(), end.schema());
            way.accept(between);
            Optional<String> fault = between.fault();
            if (fault.isPresent()) {
                throw new Failed(Reason.BETWEEN_STEPS, which + fault.get() + " — " + generated.file());
            }
        }

        private void arrived() throws Failed, SQLException {
            State now = state(ground);
            same(Reason.NOT_EQUAL, now.schema(), to.schema());
            same(Reason.DUMP_DIFFERS, now, to);
            Generated more = generator.generate(now.schema(), to.schema());
            if (!more.nothing()) {
                throw new Failed(Reason.SECOND_DIFF, more.file());
            }
        }

        private void back(Trial trial) throws Failed, SQLException {
            try {
                moved(trial::back, to, from, "on the way back ");
            } catch (MigrationException e) {
                throw new Failed(Reason.DOWN_FAILED, e + " — " + generated.file());
            }
        }

        private void returned() throws Failed, SQLException {
            State now = state(ground);
            same(Reason.DOWN_DIFFERS, now.schema(), from.schema());
            same(Reason.DOWN_DIFFERS, now, from);
        }

        /// @param own whether the rows are the pair's own, which must not stand in the way
        private boolean withRows(Trial trial, boolean own) throws Failed, SQLException {
            Rows before = Rows.read(ground, from.schema());
            if (!own && !before.any()) {
                return false;
            }
            try {
                moved(trial::forth, from, to, "with rows ");
            } catch (MigrationException e) {
                if (own || !RowsInTheWay.explain(e)) {
                    throw new Failed(Reason.FAILED_STATEMENT, "with rows: " + e + " — " + generated.file());
                }
                return false;
            }
            if (own) {
                arrived();
            }
            Rows between = Rows.read(ground, to.schema());
            kept(before, between, from.schema(), to.schema(), "up");
            try {
                moved(trial::back, to, from, "with rows on the way back ");
            } catch (MigrationException e) {
                if (!RowsInTheWay.explain(e)) {
                    throw new Failed(Reason.DOWN_FAILED, "with rows: " + e + " — " + generated.file());
                }
                return true;
            }
            if (own) {
                returned();
            }
            kept(between, Rows.read(ground, from.schema()), to.schema(), from.schema(), "down");
            return true;
        }

        private void kept(Rows before, Rows after, Schema one, Schema other, String way) throws Failed {
            List<String> losses = pair.seeds().isEmpty() ? generated.losses() : List.of();
            Optional<String> lost = before.missingIn(after, one, other, losses);
            if (lost.isPresent()) {
                throw new Failed(Reason.ROWS_LOST, way + ": " + lost.get());
            }
        }

        private void same(Reason reason, Schema now, Schema wanted) throws Failed {
            Diff diff = fixpoint.diff(now, wanted);
            if (!diff.empty()) {
                throw new Failed(
                        reason,
                        diff.changes().size() + " differences: "
                                + String.join(
                                        "; ",
                                        diff.changes().stream()
                                                .limit(3)
                                                .map(Judge::words)
                                                .toList())
                                + " — " + generated.file());
            }
        }

        private void same(Reason reason, State now, State wanted) throws Failed {
            Optional<String> difference = difference(now, wanted);
            if (difference.isPresent() && !sameAgain(now, wanted)) {
                throw new Failed(reason, "seen by another observer: " + difference.get() + " — " + generated.file());
            }
        }

        /// Whether the dumps are the same when each is restored and taken again: then only the spelling differed.
        private boolean sameAgain(State now, State wanted) {
            Optional<String> script = now.dump().flatMap(Dump::script);
            Optional<String> wantedScript = wanted.dump().flatMap(Dump::script);
            if (script.isEmpty() || wantedScript.isEmpty()) {
                return false;
            }
            try (Ground one = engine.ground();
                    Ground other = engine.ground()) {
                one.run(script.get());
                other.run(wantedScript.get());
                return engine.dump(one)
                        .orElseThrow()
                        .differenceFrom(engine.dump(other).orElseThrow())
                        .isEmpty();
            } catch (Ground.ScriptFailed cannotBeRestored) {
                return false;
            }
        }
    }

    private static String words(Change change) {
        return switch (change) {
            case Change.Create create ->
                "missing " + create.id().words() + " " + create.fact().definition();
            case Change.Drop drop ->
                "extra " + drop.id().words() + " " + drop.fact().definition();
            case Change.Alter alter ->
                alter.id().words() + " is " + alter.from().definition() + " and not "
                        + alter.to().definition();
            case Change.Rename rename ->
                rename.from().words() + " should be called " + rename.to().name();
        };
    }
}
