package dev.turnstone.postgresql;

import dev.turnstone.dialect.ScratchDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Makes scratch databases beside the database that a URL names, or uses that one when no other may be made.
///
/// One session is kept open for as long as this is: it makes and drops, and holds the advisory lock by which others see
/// that what it made is in use.
final class PostgresScratchDatabases implements ScratchDatabases {
    private static final Pattern QUOTED = Pattern.compile("[\"“«]([^\"”»]+)[\"”»]");
    private final String url;
    private final Optional<String> user;
    private final Optional<String> password;
    private final DataSource server;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<ScratchDatabase> open = new HashSet<>();
    private @Nullable ScratchKeeper keeper;

    PostgresScratchDatabases(String url, Optional<String> user, Optional<String> password) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.server = source(url);
    }

    private DataSource source(String database) {
        return new PostgresUrl(database, user, password);
    }

    @Override
    public ScratchDatabase create(Set<String> roles) throws SQLException {
        return create(roles, Set.of());
    }

    @Override
    public ScratchDatabase create(Set<String> roles, Set<String> tablespaces) throws SQLException {
        lock.lock();
        try {
            ScratchKeeper server = keeper();
            server.ensure(roles, tablespaces);
            ScratchDatabase database = server.mayCreate() ? own(server) : given(server);
            open.add(database);
            return database;
        } finally {
            lock.unlock();
        }
    }

    private ScratchKeeper keeper() throws SQLException {
        if (keeper == null || !keeper.alive()) {
            keeper = ScratchKeeper.connect(server);
        }
        return keeper;
    }

    private ScratchDatabase own(ScratchKeeper server) throws SQLException {
        String name = server.createDatabase();
        return new Own(PostgresUrl.withDatabase(url, name), name);
    }

    private ScratchDatabase given(ScratchKeeper server) throws SQLException {
        if (!open.isEmpty()) {
            throw new SQLException(
                    "the role may not create databases, and the given one is in use: two scratch databases at a time"
                            + " need the right to create them. Grant it (ALTER ROLE … CREATEDB), or name another server",
                    "42501");
        }
        server.refuseUnlessEmpty();
        return new Given();
    }

    /// By the code and the name in quotes, whatever the language of the message.
    @Override
    public Optional<Lack> lacks(SQLException failure) {
        Matcher name = QUOTED.matcher(String.valueOf(failure.getMessage()));
        if (!name.find()) {
            return Optional.empty();
        }
        String message = String.valueOf(failure.getMessage());
        return switch (String.valueOf(failure.getSQLState())) {
            case "42704" ->
                message.contains("role ") || message.contains("roles ")
                        ? Optional.of(new Lack.Role(name.group(1)))
                        : message.contains("tablespace ")
                                ? Optional.of(new Lack.Tablespace(name.group(1)))
                                : Optional.empty();
            case "0A000", "58P01" ->
                message.contains("extension") ? Optional.of(new Lack.Extension(name.group(1))) : Optional.empty();
            default -> Optional.empty();
        };
    }

    @Override
    public String label() {
        return "postgresql at " + PostgresUrl.address(url);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            Set.copyOf(open).forEach(ScratchDatabase::close);
            if (keeper != null) {
                keeper.close();
                keeper = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private void release(ScratchDatabase database, Release release) {
        lock.lock();
        try {
            if (open.remove(database)) {
                release.on(keeper());
            }
        } catch (SQLException e) {
            // The server is gone or busy: whoever makes scratch databases here next removes what is left.
        } finally {
            lock.unlock();
        }
    }

    @FunctionalInterface
    private interface Release {
        void on(ScratchKeeper server) throws SQLException;
    }

    /// A database that was made, and is dropped.
    private final class Own implements ScratchDatabase {
        private final String url;
        private final String name;

        Own(String url, String name) {
            this.url = url;
            this.name = name;
        }

        @Override
        public Connection connect() throws SQLException {
            return PostgresConnections.connect(source(url));
        }

        @Override
        public String url() {
            return url;
        }

        @Override
        public void close() {
            release(this, server -> {
                if (!server.dropDatabase(name)) {
                    try (Connection connection = connect()) {
                        ScratchKeeper.dropSubscriptions(connection);
                    }
                    boolean ignored = server.dropDatabase(name);
                }
            });
        }
    }

    /// The database the URL names, which is emptied again.
    private final class Given implements ScratchDatabase {
        @Override
        public Connection connect() throws SQLException {
            return PostgresConnections.connect(source(url));
        }

        @Override
        public String url() {
            return url;
        }

        @Override
        public void close() {
            release(this, ScratchKeeper::empty);
        }
    }
}
