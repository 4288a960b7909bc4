package dev.turnstone.internal.compare;

import dev.turnstone.MigrationException;
import dev.turnstone.dialect.EmbeddedDatabaseException;
import dev.turnstone.dialect.EmbeddedDatabases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/// Embedded databases that were started, until they are closed.
final class Embedded implements AutoCloseable {
    private static final String PREFIX = "embedded:";
    private final ClassLoader loader;
    private final List<EmbeddedDatabases.Running> running = new ArrayList<>();

    Embedded(ClassLoader loader) {
        this.loader = loader;
    }

    static boolean concerns(String url) {
        return url.startsWith(PREFIX);
    }

    /// The URL that reaches what `url` names, started when it is embedded.
    ///
    /// @param folder its data is kept in `.turnstone/` below it
    String reach(String url, Path folder) {
        if (!concerns(url)) {
            return url;
        }
        for (EmbeddedDatabases databases : ServiceLoader.load(EmbeddedDatabases.class, loader)) {
            if (databases.handles(url)) {
                return start(databases, url, folder);
            }
        }
        throw new MigrationException.Misconfigured("no embedded database is called " + url
                + ": turnstone-embedded is not on the class path. Name a scratch server with --scratch URL.");
    }

    private String start(EmbeddedDatabases databases, String url, Path folder) {
        try {
            EmbeddedDatabases.Running started = databases.start(url, folder);
            running.add(started);
            return started.url();
        } catch (EmbeddedDatabaseException e) {
            throw new MigrationException.DatabaseUnavailable(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        running.forEach(EmbeddedDatabases.Running::close);
        running.clear();
    }
}
