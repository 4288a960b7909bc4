package dev.turnstone.testkit;

import dev.turnstone.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/// A real PostgreSQL for tests, with its data in a [temporary folder][DataFolder].
///
/// [#shared] is started once per JVM and major version and stopped with the JVM; a test takes a database of
/// its own from it
/// with [#freshDatabase]. A test that kills or restarts its server takes one for itself with [#own].
/// What the servers of killed JVMs left is removed when the next one starts.
public final class PostgresServer implements AutoCloseable {
    private static final Map<String, String> FOR_TESTS =
            Map.of("fsync", "off", "full_page_writes", "off", "max_wal_size", "256MB");
    private static final ConcurrentMap<Integer, PostgresServer> SHARED = new ConcurrentHashMap<>();

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /// The server of this JVM, started by the first who asks. Do not close, kill or restart it.
    ///
    /// @param major 14 to 18
    public static PostgresServer shared(int major) {
        return SHARED.computeIfAbsent(major, version -> {
            PostgresServer started = own(version, FOR_TESTS);
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "postgres-server-close"));
            return started;
        });
    }

    /// A server for one test, which closes it. It does not sync to the disk: it survives its own crash, not
    /// the machine's.
    public static PostgresServer own(int major) {
        return own(major, FOR_TESTS);
    }

    /// A server with just these settings of `postgresql.conf`.
    public static PostgresServer own(int major, Map<String, String> settings) {
        Path servers = DataFolder.of("test-servers");
        removeLeftovers(servers);
        return new PostgresServer(
                EmbeddedPostgres.start(major, servers.resolve(major + "-" + UUID.randomUUID()), settings));
    }

    /// A new, empty database, dropped when it is closed, with the sessions still connected to it.
    public FreshDatabase freshDatabase() {
        String name = "fresh_" + UUID.randomUUID().toString().replace("-", "");
        server.createDatabase(name);
        return new FreshDatabase(server, name);
    }

    /// The JDBC URL of a database of this server.
    public String jdbcUrl(String database) {
        return server.jdbcUrl(database);
    }

    /// The port on 127.0.0.1; the user is `postgres`, without a password.
    public int port() {
        return server.port();
    }

    /// The major version.
    public int major() {
        return server.major();
    }

    /// Where the server's `data` and `server.log` are.
    public Path directory() {
        return server.directory();
    }

    /// Crashes the server: `kill -9` of the postmaster.
    public void kill() {
        server.kill();
    }

    /// Starts the server again on the same port.
    public void restart() {
        server.restart();
    }

    /// Stops the server and deletes its data.
    @Override
    public void close() {
        server.close();
        discard(server.directory());
    }

    /// A database of one test.
    ///
    /// @param server where it is
    /// @param name of the database
    public record FreshDatabase(EmbeddedPostgres server, String name) implements AutoCloseable {

        /// The JDBC URL, user included.
        public String url() {
            return server.jdbcUrl(name);
        }

        /// Drops the database.
        @Override
        public void close() {
            server.dropDatabase(name);
        }
    }

    private static void removeLeftovers(Path servers) {
        if (Files.isDirectory(servers)) {
            folders(servers).forEach(PostgresServer::discard);
        }
    }

    private static List<Path> folders(Path servers) {
        try (Stream<Path> entries = Files.list(servers)) {
            return entries.filter(Files::isDirectory).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void discard(Path directory) {
        try {
            if (EmbeddedPostgres.discard(directory)) {
                Files.deleteIfExists(directory.resolveSibling(directory.getFileName() + ".lock"));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
