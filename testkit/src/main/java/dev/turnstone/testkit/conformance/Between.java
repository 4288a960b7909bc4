package dev.turnstone.testkit.conformance;

import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationListener;
import dev.turnstone.schema.Schema;
import dev.turnstone.schema.Transition;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks at a ground between the steps of a migration.
final class Between implements MigrationListener {
    private final Ground ground;
    private final Schema start;
    private final Schema end;
    private final List<State> states = new ArrayList<>();
    private List<String> statements = List.of();

    /// @param end where the migration leads to
    Between(Ground ground, Schema start, Schema end) {
        this.ground = ground;
        this.start = start;
        this.end = end;
    }

    /// @param refused statements that were refused, with the database's words
    private record State(String words, Schema schema, Map<String, String> refused) {}

    @Override
    public void on(MigrationEvent event) {
        try {
            if (event instanceof MigrationEvent.Started started
                    && started.plan().migrations().stream()
                            .anyMatch(migration -> migration.steps().size() > 1)) {
                statements = ground.connected(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        return Sowing.statements(statement, start, end);
                    }
                });
                Map<String, String> illegal = refused();
                statements = statements.stream()
                        .filter(sql -> !illegal.containsKey(sql))
                        .toList();
            } else if (event instanceof MigrationEvent.StepStarted begun
                    && begun.step().number() > 1) {
                String words = "after step " + (begun.step().number() - 1) + " of "
                        + begun.migration().steps().size();
                states.add(new State(words, ground.inspect(), refused()));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be looked at between two steps", e);
        }
    }

    /// What was wrong first, once the migration is through.
    Optional<String> fault() throws SQLException {
        Transition transition = new Transition(start, end, Map.of());
        Map<String, String> illegal = states.isEmpty() ? Map.of() : refused();
        for (State state : states) {
            List<String> faults = new ArrayList<>(transition.faults(state.schema()));
            state.refused().forEach((sql, words) -> {
                if (!illegal.containsKey(sql)) {
                    faults.add("is refused what goes before and after: " + sql + " (" + words + ")");
                }
            });
            if (!faults.isEmpty()) {
                return Optional.of(state.words() + " " + String.join("; ", faults));
            }
        }
        return Optional.empty();
    }

    /// The statements that the database refuses now; what they did is rolled back.
    private Map<String, String> refused() throws SQLException {
        return ground.connected(connection -> {
            Map<String, String> refused = new LinkedHashMap<>();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                for (String sql : statements) {
                    Savepoint place = connection.setSavepoint();
                    try {
                        statement.execute(sql);
                    } catch (SQLException e) {
                        refused.put(
                                sql,
                                String.valueOf(e.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse(""));
                    }
                    connection.rollback(place);
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            return refused;
        });
    }
}
