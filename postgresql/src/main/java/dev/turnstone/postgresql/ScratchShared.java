package dev.turnstone.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/// The roles and tablespaces that scratch databases need and their server does not have. They are marked by a comment
/// and shared: each user holds a shared lock, and the last one drops them.
final class ScratchShared {
    private static final String COMMENT = "made by Turnstone for scratch databases";
    private final Connection connection;
    private final boolean superuser;
    private final Set<Made> used = new LinkedHashSet<>();

    ScratchShared(Connection connection, boolean superuser) {
        this.connection = connection;
        this.superuser = superuser;
    }

    /// What a server has for all its databases.
    enum Sort {
        ROLE("ROLE", "SELECT oid FROM pg_catalog.pg_roles WHERE rolname = ", "pg_authid", "ALTER ROLE … CREATEROLE"),
        TABLESPACE(
                "TABLESPACE",
                "SELECT oid FROM pg_catalog.pg_tablespace WHERE spcname = ",
                "pg_tablespace",
                "ALTER ROLE … SUPERUSER");

        private final String word;
        private final String query;
        private final String catalog;
        private final String right;

        Sort(String word, String query, String catalog, String right) {
            this.word = word;
            this.query = query;
            this.catalog = catalog;
            this.right = right;
        }
    }

    private record Made(Sort sort, String name) {
        String lock() {
            String key = "turnstone scratch " + sort.word.toLowerCase(Locale.ROOT) + " " + name;
            return "pg_catalog.hashtextextended(" + PostgresNames.literal(key) + ", 0)";
        }

        String oid() {
            return "(" + sort.query + PostgresNames.literal(name) + ")";
        }

        String words() {
            return sort.word + " " + PostgresNames.quote(name);
        }
    }

    /// Makes it unless it is there: a role without any right, a tablespace among the server's own files.
    void ensure(Sort sort, String name) throws SQLException {
        Made made = new Made(sort, name);
        if (!used.add(made)) {
            return;
        }
        execute("SELECT pg_catalog.pg_advisory_lock_shared(" + made.lock() + ")");
        if (!is("SELECT EXISTS " + made.oid())) {
            create(made);
        }
    }

    private void create(Made made) throws SQLException {
        try {
            switch (made.sort()) {
                case ROLE -> execute("CREATE " + made.words() + " NOLOGIN");
                case TABLESPACE -> {
                    execute("SET allow_in_place_tablespaces = on");
                    execute("CREATE " + made.words() + " LOCATION ''");
                }
            }
        } catch (SQLException e) {
            if ("42710".equals(e.getSQLState()) || "23505".equals(e.getSQLState())) {
                return;
            }
            String words = made.words().replaceFirst("^\\w+", made.sort().word.toLowerCase(Locale.ROOT));
            throw new SQLException(
                    words + " is missing for the scratch database and cannot be made: " + e.getMessage()
                            + ". Create it, or grant the right (" + made.sort().right + ")",
                    e.getSQLState(),
                    e);
        }
        execute("COMMENT ON " + made.words() + " IS " + PostgresNames.literal(COMMENT));
        if (made.sort() == Sort.ROLE && !superuser) {
            execute("GRANT " + PostgresNames.quote(made.name()) + " TO CURRENT_USER");
        }
    }

    /// Drops what Turnstone made and nobody else uses.
    void drop() throws SQLException {
        for (Made made : used) {
            execute("SELECT pg_catalog.pg_advisory_unlock_shared(" + made.lock() + ")");
            boolean last = is("SELECT pg_catalog.shobj_description(" + made.oid() + ", '" + made.sort().catalog
                    + "') = " + PostgresNames.literal(COMMENT) + " AND pg_catalog.pg_try_advisory_lock(" + made.lock()
                    + ")");
            if (last) {
                execute("DROP " + made.sort().word + " IF EXISTS " + PostgresNames.quote(made.name()));
            }
        }
    }

    private void execute(String sql) throws SQLException {
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
}
