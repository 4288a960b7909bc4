package dev.turnstone.postgresql;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/// The session that makes and drops scratch databases and what they need of the server.
///
/// A database's name holds the number of the database this session is connected to and a key; as long as the session
/// lives, it holds the advisory lock of that key. A database whose key nobody holds was left by a process that is dead.
final class ScratchKeeper {
    private static final String PREFIX = "turnstone_scratch_";
    private static final String IN_USE = "55006";

    private final Connection connection;
    private final String prefix;
    private final boolean mayCreate;
    private final ScratchShared shared;
    private int made;

    private ScratchKeeper(Connection connection, String prefix, boolean mayCreate, boolean superuser) {
        this.connection = connection;
        this.prefix = prefix;
        this.mayCreate = mayCreate;
        this.shared = new ScratchShared(connection, superuser);
    }

    static ScratchKeeper connect(DataSource source) throws SQLException {
        Connection connection = PostgresConnections.connect(source);
        try {
            return keeper(connection);
        } catch (SQLException e) {
            PostgresConnections.close(connection);
            throw e;
        }
    }

    private static ScratchKeeper keeper(Connection connection) throws SQLException {
        int key = new SecureRandom().nextInt() >>> 1;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT d.oid, r.rolsuper, r.rolcreatedb OR r.rolsuper,"
                        + " pg_catalog.pg_advisory_lock(d.oid::integer, " + key + ")"
                        + " FROM pg_catalog.pg_database d, pg_catalog.pg_roles r"
                        + " WHERE d.datname = current_database() AND r.rolname = current_user")) {
            boolean ignored = row.next();
            String ours = PREFIX + row.getLong(1) + "_";
            ScratchKeeper keeper =
                    new ScratchKeeper(connection, ours + key + "_", row.getBoolean(3), row.getBoolean(2));
            if (keeper.mayCreate) {
                keeper.removeLeftovers(ours);
            }
            return keeper;
        }
    }

    boolean mayCreate() {
        return mayCreate;
    }

    boolean alive() throws SQLException {
        return connection.isValid(5);
    }

    /// Drops databases whose makers are dead and that nobody is connected to.
    private void removeLeftovers(String ours) throws SQLException {
        List<String> found = texts("SELECT d.datname FROM pg_catalog.pg_database d WHERE starts_with(d.datname, "
                + PostgresNames.literal(ours) + ") AND pg_catalog.pg_has_role(d.datdba, 'MEMBER')"
                + " AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid)");
        for (String name : found) {
            String key = name.substring(ours.length()).replaceFirst("_.*", "");
            String lock = "(" + ours.substring(PREFIX.length(), ours.length() - 1) + ", " + key + ")";
            if (key.matches("\\d{1,10}") && is("SELECT pg_catalog.pg_try_advisory_lock" + lock)) {
                execute("DROP DATABASE IF EXISTS " + PostgresNames.quote(name));
                execute("SELECT pg_catalog.pg_advisory_unlock" + lock);
            }
        }
    }

    String createDatabase() throws SQLException {
        String name = prefix + ++made;
        execute("CREATE DATABASE " + PostgresNames.quote(name) + " TEMPLATE template0");
        return name;
    }

    /// False when subscriptions in it stand in the way.
    boolean dropDatabase(String name) throws SQLException {
        try {
            execute("DROP DATABASE IF EXISTS " + PostgresNames.quote(name) + " WITH (FORCE)");
            return true;
        } catch (SQLException e) {
            if (IN_USE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /// Drops the subscriptions of a database without asking their publishers.
    static void dropSubscriptions(Connection connection) throws SQLException {
        String subscriptions = "SELECT pg_catalog.quote_ident(subname) FROM pg_catalog.pg_subscription s"
                + " JOIN pg_catalog.pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database()";
        for (String name : texts(connection, subscriptions)) {
            execute(connection, "ALTER SUBSCRIPTION " + name + " DISABLE");
            execute(connection, "ALTER SUBSCRIPTION " + name + " SET (slot_name = NONE)");
            execute(connection, "DROP SUBSCRIPTION " + name);
        }
    }

    /// @throws SQLException when anybody has made anything in the database
    void refuseUnlessEmpty() throws SQLException {
        List<String> found = texts("SELECT pg_catalog.pg_describe_object(o.classid, o.oid, 0) FROM ("
                + " SELECT tableoid AS classid, oid FROM pg_catalog.pg_namespace"
                + "   WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')"
                + " UNION ALL SELECT tableoid, oid FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql'"
                + " UNION ALL SELECT d.classid, d.objid FROM pg_catalog.pg_depend d"
                + "   WHERE d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass"
                + "   AND d.refobjid = pg_catalog.to_regnamespace('public')) o LIMIT 1");
        if (!found.isEmpty()) {
            throw new SQLException(
                    "the role may not create databases, and the given one is not empty: it has " + found.get(0)
                            + ". Name an empty database for scratch, or grant the right (ALTER ROLE … CREATEDB)",
                    "42501");
        }
    }

    /// Removes whatever was made in the database.
    void empty() throws SQLException {
        PostgresCatalog.empty(connection);
    }

    /// Makes those roles and tablespaces that do not exist.
    void ensure(Set<String> roles, Set<String> tablespaces) throws SQLException {
        for (String role : roles) {
            if (!role.equals("public") && !role.startsWith("pg_")) {
                shared.ensure(ScratchShared.Sort.ROLE, role);
            }
        }
        for (String tablespace : tablespaces) {
            shared.ensure(ScratchShared.Sort.TABLESPACE, tablespace);
        }
    }

    void close() {
        try {
            shared.drop();
        } catch (SQLException e) {
            // Something still uses one, or the server is gone: it holds nothing, and is dropped another time.
        } finally {
            PostgresConnections.close(connection);
        }
    }

    private void execute(String sql) throws SQLException {
        execute(connection, sql);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean ignored = statement.execute(sql);
        }
    }

    private boolean is(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private List<String> texts(String sql) throws SQLException {
        return texts(connection, sql);
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }
}
