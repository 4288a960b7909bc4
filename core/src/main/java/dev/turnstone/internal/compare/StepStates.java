package dev.turnstone.internal.compare;

import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationException;
import dev.turnstone.MigrationListener;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Schema;
import dev.turnstone.schema.Transition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks at a scratch database between the steps of a migration, where others would see what is committed.
final class StepStates implements MigrationListener {
    private static final int SHOWN = 6;
    private final Workbench bench;
    private final Connection connection;
    private final LegalRows rows;
    private final List<State> states = new ArrayList<>();
    private Optional<Schema> start = Optional.empty();

    /// @param rows statements that are tried at each place
    StepStates(Workbench bench, Connection connection, LegalRows rows) {
        this.bench = bench;
        this.connection = connection;
        this.rows = rows;
    }

    /// @param refused what was refused of the statements that were tried, with the database's words
    private record State(int step, int steps, Schema schema, Map<LegalRows.Trial, String> refused) {
        String words() {
            return "after step " + step + " of " + steps;
        }
    }

    /// Nothing is looked at where a migration is one step.
    @Override
    public void on(MigrationEvent event) {
        try {
            if (event instanceof MigrationEvent.Started started
                    && started.plan().migrations().stream()
                            .anyMatch(migration -> migration.steps().size() > 1)) {
                Schema schema = bench.inspect(connection);
                start = Optional.of(schema);
                rows.prepare(connection);
            } else if (event instanceof MigrationEvent.StepStarted begun
                    && begun.step().number() > 1) {
                Schema schema = bench.inspect(connection);
                states.add(new State(
                        begun.step().number() - 1,
                        begun.migration().steps().size(),
                        schema,
                        rows.refused(connection, schema)));
            }
        } catch (SQLException e) {
            throw new MigrationException.DatabaseUnavailable(
                    "the scratch database cannot be looked at between two steps: " + e.getMessage(), e);
        }
    }

    /// What was wrong between the steps, once the last is done. What stays wrong is told once.
    ///
    /// @param names of what is renamed on the way
    List<String> faults(Map<Id, Id> names) throws SQLException {
        if (start.isEmpty() || states.isEmpty()) {
            return List.of();
        }
        Schema end = bench.inspect(connection);
        Transition transition = new Transition(start.get(), end, names);
        Set<LegalRows.Trial> illegal = rows.refused(connection, end).keySet();
        Set<String> told = new LinkedHashSet<>();
        List<String> faults = new ArrayList<>();
        for (State state : states) {
            for (String fault : transition.faults(state.schema())) {
                if (told.add(fault)) {
                    faults.add(state.words() + " " + fault);
                }
            }
            state.refused().forEach((trial, words) -> {
                if (!illegal.contains(trial) && told.add(trial.words())) {
                    faults.add(state.words() + " " + trial.words() + " fails, which goes before and after: " + words);
                }
            });
        }
        return faults.size() <= SHOWN ? faults : shortened(faults);
    }

    private static List<String> shortened(List<String> faults) {
        List<String> shown = new ArrayList<>(faults.subList(0, SHOWN));
        shown.add((faults.size() - SHOWN) + " more faults between steps");
        return shown;
    }
}
