package dev.turnstone.embedded;

import dev.turnstone.dialect.EmbeddedDatabaseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/// A real PostgreSQL server on 127.0.0.1, from packaged binaries.
///
/// Its directory holds `data` (the cluster), `server.log`, and what users of the same server need to know of
/// each other: several
/// objects, threads and processes may start the same directory; the first starts the server, the others join
/// it, and the last to close stops it.
/// When a process ends without closing, the server ends after its last connection; when it is killed, the
/// next user adopts the server.
///
/// Connections from this machine need no password: the user is `postgres`, a superuser. Unix sockets are off.
/// Thread-safe.
public final class EmbeddedPostgres implements AutoCloseable {
    /// The oldest major version there are binaries for.
    public static final int OLDEST = 14;

    /// The newest major version there are binaries for, and the default of `embedded:postgresql`.
    public static final int NEWEST = 18;

    private final int major;
    private final Path directory;
    private final Cluster cluster;
    private final Users user;
    private final Thread exitHook;
    private Cluster.Server server;
    private boolean closed;

    private EmbeddedPostgres(int major, Path directory, Cluster cluster, Users user, Cluster.Server server) {
        this.major = major;
        this.directory = directory;
        this.cluster = cluster;
        this.user = user;
        this.server = server;
        this.exitHook = new Thread(this::letGo, "turnstone-embedded-exit");
        Runtime.getRuntime().addShutdownHook(exitHook);
    }

    /// Starts the server whose data is kept in a directory, or joins it when it runs.
    ///
    /// @param major 14 to 18; a directory keeps the version it was made with
    /// @param directory made when absent
    /// @param settings of `postgresql.conf`, for this run of the server; without effect on a server that runs
    /// already
    /// @throws EmbeddedDatabaseException when it does not start; the message says why and what to do
    public static EmbeddedPostgres start(int major, Path directory, Map<String, String> settings) {
        if (major < OLDEST || major > NEWEST) {
            throw new EmbeddedDatabaseException("There are no packaged binaries of PostgreSQL " + major + ", only of "
                    + OLDEST + " to " + NEWEST + ".");
        }
        Path absolute = directory.toAbsolutePath().normalize();
        try {
            return FileMutex.holding(mutexFile(absolute), () -> {
                Cluster cluster = Cluster.open(major, absolute, settings, Binaries.ofThisMachine());
                Cluster.Server server = cluster.startOrJoin();
                return new EmbeddedPostgres(major, absolute, cluster, Users.enter(usersFolder(absolute)), server);
            });
        } catch (IOException failure) {
            throw failed("start", absolute, failure);
        }
    }

    /// Stops a server that nobody uses any more, as its users were killed, and deletes the directory with
    /// all data.
    ///
    /// @return false, and nothing was done, when a living process uses the server
    public static boolean discard(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            return true;
        }
        try {
            return FileMutex.holding(mutexFile(absolute), () -> {
                if (Users.anyIn(usersFolder(absolute))) {
                    return false;
                }
                Cluster.endServerOf(absolute);
                Folders.delete(absolute);
                return true;
            });
        } catch (IOException failure) {
            throw failed("discard", absolute, failure);
        }
    }

    /// The port on 127.0.0.1. It stays the same over [#kill] and [#restart].
    public synchronized int port() {
        return server.port();
    }

    /// The major version.
    public int major() {
        return major;
    }

    /// Where `data` and `server.log` are.
    public Path directory() {
        return directory;
    }

    /// The JDBC URL of a database of this server, which need not exist yet.
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database + "?user=postgres&sslmode=disable";
    }

    /// Creates an empty database.
    public void createDatabase(String name) {
        execute("CREATE DATABASE " + quoted(name) + " TEMPLATE template0", "create database " + name);
    }

    /// Creates a database as a copy of another, to which nobody may be connected.
    public void createDatabase(String name, String template) {
        execute("CREATE DATABASE " + quoted(name) + " TEMPLATE " + quoted(template), "copy database " + template);
    }

    /// Creates the database unless it exists.
    public void ensureDatabase(String name) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            create(statement, name);
        } catch (SQLException failure) {
            throw failed("create database " + name, failure);
        }
    }

    /// Drops the database, if it exists, and ends the sessions connected to it.
    public void dropDatabase(String name) {
        execute("DROP DATABASE IF EXISTS " + quoted(name) + " WITH (FORCE)", "drop database " + name);
    }

    /// Ends the server as a crash would (`kill -9` of the postmaster) and waits until it is dead. Others who
    /// use it lose it too.
    public synchronized void kill() {
        try {
            cluster.kill(server);
        } catch (IOException failure) {
            throw failed("kill", directory, failure);
        }
    }

    /// Starts the server again on the same port, after [#kill] or, when it still runs, after a fast stop.
    public synchronized void restart() {
        try {
            int port = server.port();
            server = FileMutex.holding(mutexFile(directory), () -> {
                cluster.stop(server);
                return cluster.startAt(port);
            });
        } catch (IOException failure) {
            throw failed("restart", directory, failure);
        }
    }

    /// Stops the server (open transactions are rolled back) unless others use it. Closing twice does nothing.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            FileMutex.holding(mutexFile(directory), () -> {
                boolean last = user.alone();
                user.leave();
                if (last) {
                    cluster.stop(server);
                }
                return last;
            });
        } catch (IOException failure) {
            throw failed("stop", directory, failure);
        }
        removeExitHook();
    }

    /// When the process ends without closing: the server accepts nobody new, lets the open sessions end,
    /// and goes.
    /// It waits for no lock and keeps serving a run that is just recording how it was interrupted.
    private void letGo() {
        try {
            if (user.alone()) {
                server.process().destroy();
            }
        } catch (IOException failure) {
            throw failed("stop", directory, failure);
        }
    }

    private void removeExitHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(exitHook);
        } catch (IllegalStateException alreadyEnding) {
            // The hook finds a server that is gone, which is what it is for.
            return;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("postgres"));
    }

    private void execute(String sql, String doing) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw failed(doing, failure);
        }
    }

    private static void create(Statement statement, String name) throws SQLException {
        try {
            statement.execute("CREATE DATABASE " + quoted(name) + " TEMPLATE template0");
        } catch (SQLException failure) {
            boolean exists = Optional.ofNullable(failure.getSQLState())
                    .filter(state -> state.equals("42P04") || state.equals("23505"))
                    .isPresent();
            if (!exists) {
                throw failure;
            }
        }
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static Path mutexFile(Path directory) {
        return directory.resolveSibling(directory.getFileName() + ".lock");
    }

    private static Path usersFolder(Path directory) {
        return directory.resolve("users");
    }

    private EmbeddedDatabaseException failed(String doing, SQLException failure) {
        return new EmbeddedDatabaseException(
                "The embedded PostgreSQL in " + directory + " could not " + doing + ": " + failure.getMessage(),
                failure);
    }

    private static EmbeddedDatabaseException failed(String doing, Path directory, IOException failure) {
        return new EmbeddedDatabaseException(
                "Could not " + doing + " the embedded PostgreSQL in " + directory + ": "
                        + new UncheckedIOException(failure).getMessage(),
                failure);
    }
}
