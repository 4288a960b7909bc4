package dev.turnstone.internal.compare;

import dev.turnstone.MigrationException;
import dev.turnstone.SchemaSource;
import dev.turnstone.dialect.Dialect;
import dev.turnstone.dialect.ScratchDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Where scratch databases are made: on the server the user named, or on an embedded one that is kept warm in the
/// project's `.turnstone/`, or in the user's cache when there is no project.
final class ScratchServers implements AutoCloseable {
    private final Grounds grounds;
    private final Embedded embedded;
    private final Map<String, ScratchDatabases> servers = new HashMap<>();

    ScratchServers(Grounds grounds) {
        this.grounds = grounds;
        this.embedded = new Embedded(grounds.loader());
    }

    /// The server for `target`.
    ScratchDatabases of(Target target) {
        return servers.computeIfAbsent(target.server(), ignored -> open(target));
    }

    private ScratchDatabases open(Target target) {
        Dialect dialect = target.dialect();
        if (grounds.scratch().isPresent()) {
            SchemaSource.Database given = grounds.scratch().get();
            String url = embedded.reach(given.url(), folder());
            if (dialect.handles(url)) {
                return dialect.scratch(url, given.user(), given.password());
            }
        }
        String url = embedded.reach(dialect.scratchUrl(target.version()), folder());
        try {
            return dialect.scratch(url, java.util.Optional.empty(), java.util.Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new MigrationException.Misconfigured(String.valueOf(e.getMessage()));
        }
    }

    private Path folder() {
        Path project = grounds.settings().project().toAbsolutePath();
        boolean inProject = Files.isDirectory(project.resolve(".turnstone"))
                || Files.exists(project.resolve("turnstone.toml"))
                || grounds.settings().locations().stream()
                        .filter(location -> !location.startsWith("classpath:"))
                        .anyMatch(location -> Files.isDirectory(project.resolve(location)));
        return inProject
                ? project.resolve(".turnstone").resolve("scratch")
                : Path.of(System.getProperty("user.home", ""), ".cache", "turnstone", "scratch")
                        .toAbsolutePath();
    }

    @Override
    public void close() {
        servers.values().forEach(ScratchDatabases::close);
        servers.clear();
        embedded.close();
    }
}
