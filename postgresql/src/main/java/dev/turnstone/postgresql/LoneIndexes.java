package dev.turnstone.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the catalog says of indexes and partitions that statements standing alone make, drop, rebuild or detach.
final class LoneIndexes {
    private final Connection connection;
    private final boolean carriesSettings;

    /// @param carriesSettings whether `connection` stays with one session of the server
    LoneIndexes(Connection connection, boolean carriesSettings) {
        this.connection = connection;
        this.carriesSettings = carriesSettings;
    }

    /// What is found under an index's name.
    enum Found {
        ABSENT,
        /// The index that is asked for, usable.
        SAME_VALID,
        /// The index that is asked for, unfinished.
        SAME_INVALID,
        /// Something else.
        OTHER
    }

    /// Looks for the index in the schema of its table and compares it with the one asked for.
    Found find(LoneForm.CreateIndex index) throws SQLException {
        String sql =
                "SELECT i.indisvalid, i.indrelid = t.oid AS same_table, pg_catalog.pg_get_indexdef(c.oid) AS definition"
                        + " FROM (SELECT pg_catalog.to_regclass(?)::oid AS oid) r JOIN pg_catalog.pg_class t ON t.oid = r.oid"
                        + " JOIN pg_catalog.pg_class c ON c.relnamespace = t.relnamespace AND c.relname ="
                        + " (SELECT p[array_upper(p, 1)] FROM pg_catalog.parse_ident(?) AS p)::name"
                        + " LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid";
        boolean valid;
        boolean sameTable;
        @Nullable String definition;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, index.table());
            statement.setString(2, index.name());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Found.ABSENT;
                }
                valid = row.getBoolean("indisvalid");
                sameTable = row.getBoolean("same_table");
                definition = row.getString("definition");
            }
        }
        if (definition == null || !sameTable || !comparable(definition).equals(asked(index))) {
            return Found.OTHER;
        }
        return valid ? Found.SAME_VALID : Found.SAME_INVALID;
    }

    /// The definition the server gives to the same index on an empty copy of the table.
    private String asked(LoneForm.CreateIndex index) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            run(statement, "BEGIN");
            try {
                String copy = copy(index.table());
                run(
                        statement,
                        "CREATE TEMPORARY TABLE " + copy + " (LIKE " + index.table()
                                + " INCLUDING GENERATED) ON COMMIT DROP");
                run(
                        statement,
                        "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX turnstone_like_index ON pg_temp." + copy
                                + " " + index.tail());
                try (ResultSet row = statement.executeQuery(
                        "SELECT pg_catalog.pg_get_indexdef('pg_temp.turnstone_like_index'::pg_catalog.regclass)")) {
                    boolean ignored = row.next();
                    return comparable(row.getString(1));
                }
            } finally {
                run(statement, "ROLLBACK");
            }
        }
    }

    /// The copy bears the table's own name, since expressions may name the table.
    private String copy(String table) throws SQLException {
        return text(
                "SELECT pg_catalog.quote_ident((SELECT p[array_upper(p, 1)] FROM pg_catalog.parse_ident(?) AS p)::name)",
                table);
    }

    /// A definition without the names of index and table.
    private static String comparable(String definition) {
        int using = definition.indexOf(" USING ");
        boolean unique = definition.startsWith("CREATE UNIQUE");
        return (unique ? "unique" : "") + definition.substring(Math.max(using, 0));
    }

    private static void run(Statement statement, String sql) throws SQLException {
        statement.execute(sql);
    }

    /// The object identifier of what `search_path` finds under a name; empty for nothing.
    String identity(String name) throws SQLException {
        return text("SELECT pg_catalog.to_regclass(?)::oid::text", name);
    }

    /// Whether a partition is attached, a pending detachment included.
    boolean attached(LoneForm.Detach detach) throws SQLException {
        return ask(
                "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass(?)::oid"
                        + " AND inhparent = pg_catalog.to_regclass(?)::oid)",
                detach.partition(),
                detach.table());
    }

    /// Completes a detachment that was cut short; whether the partition is detached now.
    boolean finishDetach(LoneForm.Detach detach) throws SQLException {
        boolean pending = ask(
                "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass(?)::oid"
                        + " AND inhparent = pg_catalog.to_regclass(?)::oid AND inhdetachpending)",
                detach.partition(),
                detach.table());
        if (pending) {
            withoutTimeouts("ALTER TABLE " + detach.table() + " DETACH PARTITION " + detach.partition() + " FINALIZE");
            return true;
        }
        return !attached(detach);
    }

    /// Removes an unfinished index of ours.
    void drop(LoneForm.CreateIndex index) throws SQLException {
        String qualified = text(
                "SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident("
                        + "(SELECT p[array_upper(p, 1)] FROM pg_catalog.parse_ident(?) AS p)::name)"
                        + " FROM pg_catalog.pg_class t JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace"
                        + " WHERE t.oid = pg_catalog.to_regclass(?)::oid",
                index.name(),
                index.table());
        withoutTimeouts("DROP INDEX CONCURRENTLY IF EXISTS " + qualified);
    }

    /// Removes the invalid `_ccnew` and `_ccold` indexes that a `REINDEX … CONCURRENTLY` has left on tables, their
    /// partitions and their TOAST tables; those of TOAST tables only where the user may: PostgreSQL leaves them to
    /// superusers.
    void dropLeftovers(LoneForm.Reindex reindex) throws SQLException {
        String root = "(SELECT pg_catalog.to_regclass(?) AS root) r";
        String tables = "SELECT unnest(ARRAY[t.oid, t.reltoastrelid]) FROM ";
        String scope = switch (reindex.kind()) {
            case "INDEX" ->
                "SELECT x.indrelid FROM " + root + " JOIN pg_catalog.pg_index x ON x.indexrelid ="
                        + " r.root OR x.indexrelid IN (SELECT relid FROM pg_catalog.pg_partition_tree(r.root))";
            case "TABLE" ->
                tables + root + " JOIN pg_catalog.pg_class t ON t.oid = r.root"
                        + " OR t.oid IN (SELECT relid FROM pg_catalog.pg_partition_tree(r.root))";
            case "SCHEMA" -> tables + "pg_catalog.pg_class t WHERE t.relnamespace = pg_catalog.to_regnamespace(?)::oid";
            default -> "SELECT t.oid FROM pg_catalog.pg_class t WHERE ? IS NOT NULL";
        };
        List<String> leftovers = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)"
                        + " FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
                        + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE NOT i.indisvalid"
                        + " AND c.relname ~ '_cc(new|old)[0-9]*$' AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')"
                        + " AND i.indrelid IN (" + scope + ")")) {
            statement.setString(1, reindex.name().orElse(""));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    leftovers.add(rows.getString(1));
                }
            }
        }
        for (String leftover : leftovers) {
            withoutTimeouts("DROP INDEX CONCURRENTLY IF EXISTS " + leftover);
        }
    }

    private void withoutTimeouts(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            set(statement, PostgresFrame.TIMEOUTS_OFF);
            try {
                run(statement, sql);
            } finally {
                set(statement, PostgresFrame.TIMEOUTS_RESET);
            }
        }
    }

    private void set(Statement statement, List<String> settings) throws SQLException {
        if (carriesSettings) {
            for (String sql : settings) {
                run(statement, sql);
            }
        }
    }

    private boolean ask(String sql, String... parameters) throws SQLException {
        return text("SELECT (" + sql + ")::text", parameters).equals("true");
    }

    private String text(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                @Nullable String value = row.next() ? row.getString(1) : null;
                return value == null ? "" : value;
            }
        }
    }
}
