package dev.turnstone.cli;

import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationException;
import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.MigrationListener;
import dev.turnstone.Migrator;
import dev.turnstone.Settings;
import dev.turnstone.dialect.EmbeddedDatabases;
import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// The migrator of a call, with its database: started when it is embedded, waited for when it is starting, told when
/// the process is asked to end.
final class Engine implements AutoCloseable {
    private static final long PAUSE_MILLIS = 250;

    /// So many migrations leave so much behind that letting it go is worth its time, some 50 ms.
    private static final int MANY = 5_000;

    private final Configuration configuration;
    private final Migrator migrator;
    private final Optional<EmbeddedDatabases.Running> embedded;

    private Engine(Configuration configuration, Migrator migrator, Optional<EmbeddedDatabases.Running> embedded) {
        this.configuration = configuration;
        this.migrator = migrator;
        this.embedded = embedded;
    }

    /// Makes the migrator for what `invocation` asks.
    ///
    /// @throws Misconfigured when it names no database, or one that cannot be
    static Engine open(Invocation invocation, Configuration configuration, MigrationListener listener) {
        boolean compares = configuration.settings().schemaCheck() == Settings.SchemaCheck.COMPARED;
        return open(invocation, configuration, listener, compares ? configuration.scratch() : Optional.empty());
    }

    /// The same for what is tried on scratch databases before it is believed.
    static Engine withScratch(Invocation invocation, Configuration configuration) {
        return open(invocation, configuration, event -> {}, configuration.scratch());
    }

    private static Engine open(
            Invocation invocation, Configuration configuration, MigrationListener listener, Optional<String> scratch) {
        Optional<ConfigurationFile> file = Configuration.file(invocation.arguments(), invocation.surroundings());
        String url = configuration.requiredUrl(file);
        boolean chosen =
                invocation.arguments().has("--env") || invocation.arguments().has("--url");
        if (!chosen && !invocation.json()) {
            ElsewhereNamed.notice(
                            file,
                            invocation.surroundings(),
                            configuration.settings().environment())
                    .ifPresent(invocation.output()::complain);
        }
        Optional<EmbeddedDatabases.Running> embedded = start(url, configuration);
        Migrator.Builder builder = Migrator.builder()
                .url(
                        embedded.map(EmbeddedDatabases.Running::url).orElse(url),
                        configuration.user(),
                        configuration.password())
                .settings(configuration.settings())
                .listener(event -> {
                    listener.on(event);
                    if (event instanceof MigrationEvent.Completed run && run.migrations() >= MANY) {
                        // The collector that starts fastest takes more memory rather than look for what is no longer
                        // needed; what follows reads the whole schema.
                        System.gc();
                    }
                });
        configuration
                .directUrl()
                .ifPresent(direct -> builder.directUrl(direct, configuration.user(), configuration.password()));
        scratch.ifPresent(where -> builder.scratch(where, Optional.empty(), Optional.empty()));
        Migrator migrator = builder.build();
        invocation.surroundings().shutdown().during(migrator::interrupt);
        return new Engine(configuration, migrator, embedded);
    }

    private static Optional<EmbeddedDatabases.Running> start(String url, Configuration configuration) {
        if (!url.startsWith("embedded:")) {
            return Optional.empty();
        }
        boolean any = false;
        for (EmbeddedDatabases databases : ServiceLoader.load(EmbeddedDatabases.class)) {
            any = true;
            if (databases.handles(url)) {
                return Optional.of(databases.start(url, configuration.settings().project()));
            }
        }
        if (!any) {
            throw new Misconfigured(
                    "there is no PostgreSQL server in this distribution: name one of your own with --url,"
                            + " or take the one that is not called slim");
        }
        throw new Misconfigured("no embedded database is called " + url + ": write embedded:postgresql");
    }

    /// Calls the migrator, again and again while the database cannot be reached and `--wait` has time left.
    <T> T call(Function<Migrator, T> action) {
        long deadline = System.nanoTime() + configuration.connectWait().toNanos();
        while (true) {
            try {
                return action.apply(migrator);
            } catch (MigrationException.DatabaseUnavailable unavailable) {
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                if (left.isNegative() || left.isZero()) {
                    throw unavailable;
                }
                pause(unavailable);
            }
        }
    }

    private static void pause(MigrationException.DatabaseUnavailable unavailable) {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable;
        }
    }

    @Override
    public void close() {
        embedded.ifPresent(EmbeddedDatabases.Running::close);
    }
}
