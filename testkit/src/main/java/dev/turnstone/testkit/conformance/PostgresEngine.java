package dev.turnstone.testkit.conformance;

import dev.turnstone.dialect.Dialect;
import dev.turnstone.embedded.EmbeddedPostgres;
import dev.turnstone.testkit.DataFolder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A PostgreSQL server whose cluster is kept between runs, so that it is there in a moment, with a database per trial.
final class PostgresEngine implements Engine {
    /// Nothing here has to survive the machine. Whatever hangs, ends.
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("fsync", "off"),
            Map.entry("full_page_writes", "off"),
            Map.entry("synchronous_commit", "off"),
            Map.entry("autovacuum", "off"),
            Map.entry("max_wal_size", "512MB"),
            Map.entry("checkpoint_timeout", "1h"),
            Map.entry("statement_timeout", "120s"),
            Map.entry("max_connections", "60"));

    private static final String PREFIX = "conformance_";

    private final Dialect dialect = Engine.dialect("postgresql");
    private final AtomicInteger count = new AtomicInteger();
    private final Set<String> roles = new HashSet<>();
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
    private final Queue<PooledDatabase> pool = new ConcurrentLinkedQueue<>();
    private final EmbeddedPostgres server;
    private final Optional<PgDump> pgDump;
    private final Set<String> strangers;

    PostgresEngine(int major) {
        server = EmbeddedPostgres.start(major, DataFolder.of("conformance").resolve(Integer.toString(major)), SETTINGS);
        pgDump = PgDump.reading(major);
        removeLeftovers();
        strangers = Set.copyOf(names("SELECT rolname FROM pg_roles"));
    }

    @Override
    public String name() {
        return "postgresql:" + server.major();
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Ground ground() {
        Optional<PooledDatabase> waiting = Optional.ofNullable(pool.poll());
        PooledDatabase database = waiting.isPresent() ? waiting.get() : created();
        return new Ground(
                dialect, server.jdbcUrl(database.name()), Optional.of(database.connection()), () -> giveBack(database));
    }

    /// Copying files is three times as fast as the default, which logs them.
    private PooledDatabase created() {
        String name = PREFIX + ProcessHandle.current().pid() + "_" + count.incrementAndGet();
        String strategy = server.major() > 14 ? " STRATEGY file_copy" : "";
        administer("CREATE DATABASE " + name + " TEMPLATE template0" + strategy);
        try {
            return new PooledDatabase(name, connect(name));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot use the new database " + name, e);
        }
    }

    private void giveBack(PooledDatabase database) {
        if (database.emptied()) {
            pool.add(database);
        } else {
            try (Connection connection = database.connection()) {
                PooledDatabase.dropSubscriptions(connection);
            } catch (SQLException e) {
                throw new IllegalStateException("cannot leave the database " + database.name(), e);
            }
            administer("DROP DATABASE " + database.name() + " WITH (FORCE)");
        }
    }

    @Override
    public synchronized void roles(Collection<String> names) {
        for (String role : names) {
            if (!roles.contains(role)) {
                administer("DO $$ BEGIN CREATE ROLE " + quoted(role)
                        + "; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
                roles.add(role);
            }
        }
    }

    /// A pair that was tried on 15 and 18 is taken to be right between them.
    @Override
    public boolean suits(Collection<String> verified) {
        int[] majors = verified.stream()
                .filter(version -> version.matches("\\d+(\\..*)?"))
                .mapToInt(version -> Integer.parseInt(version.replaceFirst("\\..*", "")))
                .sorted()
                .toArray();
        return verified.isEmpty()
                || (majors.length > 0 && majors[0] <= server.major() && server.major() <= majors[majors.length - 1]);
    }

    @Override
    public Optional<String> scratchUrl() {
        return Optional.of(server.jdbcUrl("postgres"));
    }

    @Override
    public Optional<Dump> dump(Ground ground) {
        return pgDump.map(program -> Dump.of(program.schemaOf(ground.url(), Ground.HISTORY)));
    }

    @Override
    public Optional<String> notCompared() {
        return pgDump.isPresent()
                ? Optional.empty()
                : Optional.of("the dumps of both databases, since this machine has no pg_dump that reads PostgreSQL "
                        + server.major()
                        + PgDump.ofThisMachine().stream()
                                .map(program -> Integer.toString(program.major()))
                                .distinct()
                                .reduce((one, other) -> one + ", " + other)
                                .map(versions -> " (it has " + versions + ")")
                                .orElse(""));
    }

    @Override
    public void close() {
        databases(PREFIX + ProcessHandle.current().pid() + "_").forEach(this::drop);
        removeRoles();
        server.close();
    }

    /// Those that pairs made, unless another run is at work that may need them.
    private void removeRoles() {
        if (databases(PREFIX).isEmpty()) {
            for (String role : names("SELECT rolname FROM pg_roles")) {
                if (!strangers.contains(role)) {
                    administer("DO $$ BEGIN DROP ROLE " + quoted(role)
                            + "; EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END $$");
                }
            }
        }
    }

    /// Drops a database with the subscriptions in it, without asking their publishers.
    private void drop(String database) {
        try (Connection connection = connect(database)) {
            PooledDatabase.dropSubscriptions(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot empty the database " + database, e);
        }
        server.dropDatabase(database);
    }

    private void removeLeftovers() {
        for (String database : databases(PREFIX)) {
            long owner = Long.parseLong(database.split("_", -1)[1]);
            if (ProcessHandle.of(owner).isEmpty()) {
                drop(database);
            }
        }
    }

    private List<String> databases(String prefix) {
        return names("SELECT datname FROM pg_database").stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    private List<String> names(String query) {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot look around on " + name(), e);
        }
    }

    private void administer(String sql) {
        try {
            Optional<Connection> waiting = Optional.ofNullable(idle.poll());
            Connection connection = waiting.isPresent() ? waiting.get() : connect("postgres");
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
            idle.add(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot run " + sql, e);
        }
    }

    private Connection connect(String database) throws SQLException {
        return dialect.dataSource(server.jdbcUrl(database), Optional.empty(), Optional.empty())
                .getConnection();
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
