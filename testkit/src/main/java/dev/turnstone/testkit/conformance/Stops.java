package dev.turnstone.testkit.conformance;

import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationException;
import dev.turnstone.MigrationListener;
import dev.turnstone.schema.Schema;
import dev.turnstone.testkit.conformance.Generator.Generated;
import java.sql.SQLException;
import java.util.Optional;

/// Stops a migration before each of its steps, once each, and tries both ways on from there.
final class Stops {
    private final Engine engine;
    private final Fixpoint fixpoint;
    private final Pair pair;
    private final Generated generated;
    private final Schema from;
    private final Schema to;

    Stops(Engine engine, Fixpoint fixpoint, Pair pair, Generated generated, Schema from, Schema to) {
        this.engine = engine;
        this.fixpoint = fixpoint;
        this.pair = pair;
        this.generated = generated;
        this.from = from;
        this.to = to;
    }

    /// Thrown where a process would have died.
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// Stops before one step, and remembers whether it came to that.
    private static final class StopBefore implements MigrationListener {
        private final int step;
        private boolean reached;

        StopBefore(int step) {
            this.step = step;
        }

        @Override
        public void on(MigrationEvent event) {
            if (event instanceof MigrationEvent.StepStarted started
                    && started.step().number() == step) {
                reached = true;
                throw new Stopped();
            }
        }
    }

    private enum Way {
        FORTH,
        BACK
    }

    /// What went wrong first.
    Optional<String> fault() throws SQLException, Ground.ScriptFailed {
        for (Way stopped : Way.values()) {
            for (Way then : Way.values()) {
                boolean more = true;
                for (int step = 2; more; step++) {
                    Outcome outcome = tried(stopped, then, step);
                    if (outcome.fault().isPresent()) {
                        return outcome.fault();
                    }
                    more = outcome.stopped();
                }
            }
        }
        return Optional.empty();
    }

    /// @param stopped whether there was such a step
    private record Outcome(boolean stopped, Optional<String> fault) {}

    private Outcome tried(Way stopped, Way then, int step) throws SQLException, Ground.ScriptFailed {
        StopBefore stop = new StopBefore(step);
        String when = "stopped before step " + step + " of the way " + words(stopped) + ", then " + words(then) + ": ";
        try (Ground ground = engine.ground();
                Trial trial = new Trial(generated, ground)) {
            ground.run(pair.from());
            for (String seed : pair.seeds()) {
                ground.run(seed);
            }
            if (stopped == Way.BACK) {
                trial.forth(event -> {});
            }
            try {
                go(trial, stopped, stop);
            } catch (Stopped planned) {
                go(trial, then, event -> {});
            }
            if (!stop.reached) {
                return new Outcome(false, Optional.empty());
            }
            Schema wanted = then == Way.FORTH ? to : from;
            boolean same = fixpoint.diff(engine.inspect(ground), wanted).empty();
            return new Outcome(true, same ? Optional.empty() : Optional.of(when + "another schema"));
        } catch (MigrationException e) {
            boolean rows = RowsInTheWay.explain(e) && !pair.seeds().isEmpty();
            return new Outcome(stop.reached, rows ? Optional.empty() : Optional.of(when + e));
        }
    }

    private static void go(Trial trial, Way way, MigrationListener listener) {
        switch (way) {
            case FORTH -> trial.forth(listener);
            case BACK -> trial.back(listener);
        }
    }

    private static String words(Way way) {
        return way == Way.FORTH ? "forward" : "back";
    }
}
