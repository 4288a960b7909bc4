package dev.turnstone;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what matters of a run to SLF4J: the listener of applications that give none.
public final class LoggingListener implements MigrationListener {
    private static final Logger LOGGER = LoggerFactory.getLogger(Migrator.class);

    @Override
    public void on(MigrationEvent event) {
        switch (event) {
            case MigrationEvent.Connected connected ->
                LOGGER.debug(
                        "{} {}: {} applied",
                        connected.facts().version(),
                        connected.facts().label(),
                        connected.applied());
            case MigrationEvent.Started started ->
                LOGGER.info("{} migrations to run", started.plan().migrations().size());
            case MigrationEvent.Waited waited ->
                LOGGER.info(
                        "waiting for {}{}",
                        waited.waiting().what(),
                        waited.waiting().holder().isEmpty()
                                ? ""
                                : ": " + waited.waiting().holder());
            case MigrationEvent.Retrying retrying ->
                LOGGER.warn(
                        "{}: {}; blocked by {}; try {}",
                        retrying.migration().migration(),
                        retrying.reason(),
                        retrying.blockers(),
                        retrying.attempt());
            case MigrationEvent.Reconnected reconnected ->
                LOGGER.warn(
                        "{}: the connection was lost; reconnected, the step {} committed",
                        reconnected.migration().migration(),
                        reconnected.wasApplied() ? "was" : "was not");
            case MigrationEvent.MigrationCompleted completed ->
                LOGGER.info(
                        "{} {} in {} ms",
                        completed.migration().migration(),
                        completed.migration().direction().text(),
                        completed.duration().toMillis());
            case MigrationEvent.MigrationStopped stopped ->
                LOGGER.error("{}", stopped.failure().summary());
            case MigrationEvent.ScriptRun script ->
                LOGGER.info("{} ran in {} ms", script.file(), script.duration().toMillis());
            case MigrationEvent.Noticed noticed ->
                noticed.diagnostics().forEach(diagnostic -> LOGGER.warn("{}", diagnostic.message()));
            case MigrationEvent.Logged logged ->
                LOGGER.info("{}: {}", logged.migration().migration(), logged.message());
            case MigrationEvent.Completed completed ->
                LOGGER.info(
                        "{} migrations, committed, in {} ms",
                        completed.migrations(),
                        completed.duration().toMillis());
            case MigrationEvent.MigrationStarted started ->
                LOGGER.debug("{} begins", started.migration().migration());
            case MigrationEvent.StepStarted step ->
                LOGGER.debug(
                        "{} step {}", step.migration().migration(), step.step().number());
            case MigrationEvent.Progressed progressed ->
                LOGGER.debug("{}: {}", progressed.migration().migration(), progressed.phase());
            case MigrationEvent.Reached reached -> LOGGER.trace("{}", reached.point());
        }
    }
}
