package dev.turnstone;

import dev.turnstone.migration.Allow;
import dev.turnstone.migration.OutOfOrder;
import dev.turnstone.migration.Version;
import dev.turnstone.schema.Ignored;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How migrations are found and run. A value; the defaults are those of the command line.
///
/// @param locations folders, or `classpath:…`; read together
/// @param project the folder that relative locations, hooks and seeds are looked up in
/// @param schema where the history lives on databases with schemas
/// @param role what migrations run as, when not the connected user
/// @param outOfOrder what to do with a pending migration older than an applied one
/// @param missingIsError whether an applied migration without a file, older than the newest file, stops a run
/// @param lockFileRequired whether `turnstone.lock` must be there
/// @param lockWait how long to wait for another runner
/// @param lockTimeout how long a statement may make others wait; absent for the database's own default
/// @param retryBudget how long a step that meets locks is tried again, all tries together
/// @param placeholders values for `${name}`
/// @param cache a file that remembers parsed headers between processes; `-` and the dialect's name follow its own
/// @param disposable whether `reset` may empty this database
/// @param environment the name that selects `seeds/NAME`
/// @param hookCommands commands from `[hooks]` by hook name (`before-migrate`, …)
/// @param hooks whether hooks run at all
/// @param schemaCheck what a run does with the schema it finds and leaves
/// @param replacesPlaceholders whether `${name}` in migrations is a placeholder; otherwise it is text as any other
/// @param ignored what is left out of every schema that is read
/// @param onExisting what the first run does with a database that holds tables already
/// @param accepted by migration, what its file would accept on each statement of its `up` if it could still be edited
public record Settings(
        List<String> locations,
        Path project,
        String schema,
        Optional<String> role,
        OutOfOrder outOfOrder,
        boolean missingIsError,
        boolean lockFileRequired,
        Duration lockWait,
        Optional<Duration> lockTimeout,
        Duration retryBudget,
        Map<String, String> placeholders,
        Optional<Path> cache,
        boolean disposable,
        Optional<String> environment,
        Map<String, String> hookCommands,
        boolean hooks,
        SchemaCheck schemaCheck,
        boolean replacesPlaceholders,
        Ignored ignored,
        OnExisting onExisting,
        Map<Version, List<Allow>> accepted) {
    /// What a hook can be called: files in `hooks` and commands in `[hooks]`; the last five are for the way back.
    public static final List<String> HOOK_NAMES = List.of(
            "before-migrate",
            "after-migrate",
            "before-each",
            "after-each",
            "on-failure",
            "before-revert",
            "after-revert",
            "before-each-revert",
            "after-each-revert",
            "on-failure-revert");

    /// What holds when nothing is said.
    public static final Settings DEFAULTS = new Settings(
            List.of("migrations"),
            Path.of(""),
            "turnstone",
            Optional.empty(),
            OutOfOrder.ERROR,
            true,
            false,
            Duration.ofSeconds(60),
            Optional.empty(),
            Duration.ofSeconds(60),
            Map.of(),
            Optional.empty(),
            false,
            Optional.empty(),
            Map.of(),
            true,
            SchemaCheck.FINGERPRINT,
            true,
            Ignored.HISTORIES,
            OnExisting.REFUSED,
            Map.of());

    public Settings {
        locations = List.copyOf(locations);
        placeholders = Map.copyOf(placeholders);
        hookCommands = Map.copyOf(hookCommands);
        accepted = Map.copyOf(accepted);
    }

    /// The same with hooks and a fingerprint at the end of each run.
    public Settings(
            List<String> locations,
            Path project,
            String schema,
            Optional<String> role,
            OutOfOrder outOfOrder,
            boolean missingIsError,
            boolean lockFileRequired,
            Duration lockWait,
            Optional<Duration> lockTimeout,
            Duration retryBudget,
            Map<String, String> placeholders,
            Optional<Path> cache,
            boolean disposable,
            Optional<String> environment,
            Map<String, String> hookCommands) {
        this(
                locations,
                project,
                schema,
                role,
                outOfOrder,
                missingIsError,
                lockFileRequired,
                lockWait,
                lockTimeout,
                retryBudget,
                placeholders,
                cache,
                disposable,
                environment,
                hookCommands,
                true,
                SchemaCheck.FINGERPRINT,
                true,
                Ignored.HISTORIES,
                OnExisting.REFUSED,
                Map.of());
    }

    /// What a run does with the schema it finds and leaves.
    public enum SchemaCheck {
        /// Nothing.
        NONE,
        /// Its fingerprint is kept at the end of a run that changed something.
        FINGERPRINT,
        /// Besides, it is compared with what the history says, before anything runs and at the end.
        COMPARED
    }

    /// What the first run does with a database that holds tables or views already, of which no history tells.
    public enum OnExisting {
        /// It stops before anything is changed.
        REFUSED,
        /// It runs: the migrations come on top of what is there.
        RUN
    }

    /// The same with other locations.
    public Settings withLocations(List<String> others) {
        return new Settings(
                others,
                project,
                schema,
                role,
                outOfOrder,
                missingIsError,
                lockFileRequired,
                lockWait,
                lockTimeout,
                retryBudget,
                placeholders,
                cache,
                disposable,
                environment,
                hookCommands,
                hooks,
                schemaCheck,
                replacesPlaceholders,
                ignored,
                onExisting,
                accepted);
    }

    /// The same with another check of schemas.
    public Settings withSchemaCheck(SchemaCheck other) {
        return new Settings(
                locations,
                project,
                schema,
                role,
                outOfOrder,
                missingIsError,
                lockFileRequired,
                lockWait,
                lockTimeout,
                retryBudget,
                placeholders,
                cache,
                disposable,
                environment,
                hookCommands,
                hooks,
                other,
                replacesPlaceholders,
                ignored,
                onExisting,
                accepted);
    }

    /// The same, where `${name}` in migrations is text as any other.
    public Settings withoutPlaceholders() {
        return new Settings(
                locations,
                project,
                schema,
                role,
                outOfOrder,
                missingIsError,
                lockFileRequired,
                lockWait,
                lockTimeout,
                retryBudget,
                Map.of(),
                cache,
                disposable,
                environment,
                hookCommands,
                hooks,
                schemaCheck,
                false,
                ignored,
                onExisting,
                accepted);
    }

    /// The same with something else left out of schemas.
    public Settings withIgnored(Ignored other) {
        return new Settings(
                locations,
                project,
                schema,
                role,
                outOfOrder,
                missingIsError,
                lockFileRequired,
                lockWait,
                lockTimeout,
                retryBudget,
                placeholders,
                cache,
                disposable,
                environment,
                hookCommands,
                hooks,
                schemaCheck,
                replacesPlaceholders,
                other,
                onExisting,
                accepted);
    }

    /// The same for a database that may hold tables already.
    public Settings withOnExisting(OnExisting other) {
        return new Settings(
                locations,
                project,
                schema,
                role,
                outOfOrder,
                missingIsError,
                lockFileRequired,
                lockWait,
                lockTimeout,
                retryBudget,
                placeholders,
                cache,
                disposable,
                environment,
                hookCommands,
                hooks,
                schemaCheck,
                replacesPlaceholders,
                ignored,
                other,
                accepted);
    }

    /// The same, where these refusals are accepted on every statement of these migrations.
    public Settings withAccepted(Map<Version, List<Allow>> others) {
        return new Settings(
                locations,
                project,
                schema,
                role,
                outOfOrder,
                missingIsError,
                lockFileRequired,
                lockWait,
                lockTimeout,
                retryBudget,
                placeholders,
                cache,
                disposable,
                environment,
                hookCommands,
                hooks,
                schemaCheck,
                replacesPlaceholders,
                ignored,
                onExisting,
                others);
    }

    /// The same for a database whose locks are on all of it: no wait for a lock is longer than `lockWait`, tries again
    /// included.
    ///
    /// @param usual the dialect's own lock timeout
    public Settings withinLockWait(Duration usual) {
        Duration timeout = shorter(lockTimeout.orElse(usual), lockWait);
        return new Settings(
                locations,
                project,
                schema,
                role,
                outOfOrder,
                missingIsError,
                lockFileRequired,
                lockWait,
                Optional.of(timeout),
                shorter(retryBudget, lockWait.minus(timeout)),
                placeholders,
                cache,
                disposable,
                environment,
                hookCommands,
                hooks,
                schemaCheck,
                replacesPlaceholders,
                ignored,
                onExisting,
                accepted);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// Those of a replay on a throw-away database: what these say of reading migrations, and nothing of the database
    /// they are for; no hooks, no lock file, no order to keep.
    public Settings forReplay(List<String> others) {
        return new Settings(
                others,
                project,
                schema,
                Optional.empty(),
                OutOfOrder.RUN,
                false,
                false,
                lockWait,
                lockTimeout,
                retryBudget,
                placeholders,
                Optional.empty(),
                false,
                Optional.empty(),
                Map.of(),
                false,
                SchemaCheck.NONE,
                replacesPlaceholders,
                ignored,
                OnExisting.RUN,
                accepted);
    }
}
