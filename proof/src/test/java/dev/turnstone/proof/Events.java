package dev.turnstone.proof;

import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Keeps what a run says, and does things to the database while it runs.
final class Events implements MigrationListener {
    private final List<MigrationEvent> events = new ArrayList<>();
    private final List<Consumer<MigrationEvent>> reactions = new ArrayList<>();

    /// Does `reaction` once, at the first event of a kind.
    <E extends MigrationEvent> Events once(Class<E> kind, Runnable reaction) {
        boolean[] done = {false};
        reactions.add(event -> {
            if (kind.isInstance(event) && !done[0]) {
                done[0] = true;
                reaction.run();
            }
        });
        return this;
    }

    /// Does `reaction` when the migration of a version begins.
    Events atStartOf(String version, Runnable reaction) {
        reactions.add(event -> {
            if (event instanceof MigrationEvent.MigrationStarted started
                    && started.migration().migration().version().text().equals(version)) {
                reaction.run();
            }
        });
        return this;
    }

    @Override
    public void on(MigrationEvent event) {
        events.add(event);
        reactions.forEach(reaction -> reaction.accept(event));
    }

    /// The events of a kind, in order.
    <E extends MigrationEvent> List<E> all(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
