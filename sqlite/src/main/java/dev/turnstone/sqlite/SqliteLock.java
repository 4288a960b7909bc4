package dev.turnstone.sqlite;

import dev.turnstone.dialect.LockUnavailable;
import dev.turnstone.dialect.RunnerLock;
import dev.turnstone.dialect.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.jdbc4.JDBC4Connection;

/// `BEGIN EXCLUSIVE` on an empty file beside the database, for the whole run: the operating system frees it when the
/// process dies, and the database itself stays open to everybody. The file is never written and never removed: removing
/// it could leave two runners with a lock on two files of one name.
final class SqliteLock implements RunnerLock {
    private static final Duration FIRST_LOOK = Duration.ofMillis(5);
    private static final Duration LAST_LOOK = Duration.ofMillis(100);
    private static final Duration REPORT = Duration.ofSeconds(1);

    private final Path file;
    private final Connection connection;
    private final @Nullable Object identity;
    private boolean closed;

    private SqliteLock(Path file, Connection connection, @Nullable Object identity) {
        this.file = file;
        this.connection = connection;
        this.identity = identity;
    }

    /// The file beside `database`, the same for every name of the database.
    static Path fileFor(Path database) {
        Path real;
        try {
            real = database.toRealPath();
        } catch (IOException e) {
            real = database.toAbsolutePath();
        }
        return real.resolveSibling(real.getFileName() + "-turnstone");
    }

    static RunnerLock take(Path file, Duration wait, Consumer<Waiting> waiting) throws SQLException, LockUnavailable {
        Properties properties = new Properties();
        properties.setProperty("busy_timeout", "0");
        Connection connection = new JDBC4Connection("jdbc:sqlite:" + file, file.toString(), properties);
        boolean taken = false;
        try {
            await(file, connection, wait, waiting);
            taken = true;
        } finally {
            if (!taken) {
                connection.close();
            }
        }
        return new SqliteLock(file, connection, identity(file));
    }

    /// A lock for a database that nobody else can see.
    static RunnerLock none() {
        return new RunnerLock() {
            @Override
            public boolean held() {
                return true;
            }

            @Override
            public void close() {
                // Nothing was taken.
            }
        };
    }

    private static void await(Path file, Connection connection, Duration wait, Consumer<Waiting> waiting)
            throws SQLException, LockUnavailable {
        long deadline = System.nanoTime() + wait.toNanos();
        long report = System.nanoTime();
        Duration look = FIRST_LOOK;
        while (!tryTake(connection)) {
            long left = deadline - System.nanoTime();
            String holder = SqliteHolders.of(file);
            if (System.nanoTime() - report >= 0) {
                waiting.accept(new Waiting("another run of turnstone", holder, Duration.ofNanos(Math.max(0, left))));
                report = System.nanoTime() + REPORT.toNanos();
            }
            if (left <= 0) {
                throw new LockUnavailable("another run of turnstone", holder);
            }
            try {
                Thread.sleep(Duration.ofNanos(Math.min(left, look.toNanos())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LockUnavailable("another run of turnstone", holder);
            }
            look = look.multipliedBy(2).compareTo(LAST_LOOK) < 0 ? look.multipliedBy(2) : LAST_LOOK;
        }
    }

    private static boolean tryTake(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            return true;
        } catch (SQLException e) {
            if (SqliteFailure.busy(e)) {
                return false;
            }
            throw e;
        }
    }

    private static @Nullable Object identity(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return e.getClass();
        }
    }

    /// Not when the file was removed or replaced: the next runner would lock another one.
    @Override
    public boolean held() {
        return !closed && Objects.equals(identity, identity(file));
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the lock on " + file + " could not be given back", e);
        }
    }
}
