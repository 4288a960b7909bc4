package dev.turnstone.benchmarks;

import dev.turnstone.SchemaSource;
import dev.turnstone.Schemas;
import dev.turnstone.schema.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.snapshot.DatabaseSnapshot;
import liquibase.snapshot.SnapshotControl;
import liquibase.snapshot.SnapshotGeneratorFactory;
import liquibase.structure.core.Table;

/// Reads one schema again and again in one process and prints the milliseconds of each time, a line each.
final class InspectingProcess {
    /// What no reader of such a schema can do without, every column fetched, nothing made of it.
    private static final List<String> BULK_QUERIES = List.of(
            "SELECT c.oid, c.relname, n.nspname, c.relkind, c.relpersistence, c.relreplident, c.reloptions, c.relacl,"
                    + " pg_get_userbyid(c.relowner), obj_description(c.oid, 'pg_class') FROM pg_class c"
                    + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname !~ '^(pg_|information_schema)'",
            "SELECT a.attrelid, a.attname, a.attnum, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,"
                    + " a.attgenerated, a.attcollation, a.attstorage, a.attoptions, a.attacl,"
                    + " pg_get_expr(d.adbin, d.adrelid), col_description(a.attrelid, a.attnum) FROM pg_attribute a"
                    + " JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
                    + " WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')"
                    + " AND n.nspname !~ '^(pg_|information_schema)'",
            "SELECT o.oid, o.conname, o.conrelid, o.contype, o.conkey, o.confrelid, o.confkey, o.convalidated,"
                    + " pg_get_constraintdef(o.oid) FROM pg_constraint o JOIN pg_namespace n ON n.oid = o.connamespace"
                    + " WHERE n.nspname !~ '^(pg_|information_schema)'",
            "SELECT i.indexrelid, i.indrelid, i.indisunique, i.indisprimary, i.indisvalid, i.indkey::text,"
                    + " pg_get_indexdef(i.indexrelid), obj_description(i.indexrelid, 'pg_class') FROM pg_index i"
                    + " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE n.nspname !~ '^(pg_|information_schema)'",
            "SELECT * FROM pg_depend WHERE objid >= 16384",
            "SELECT * FROM pg_sequence",
            "SELECT t.oid, t.typname, t.typnamespace, t.typtype, t.typrelid, t.typelem FROM pg_type t WHERE t.oid >= 16384");

    private InspectingProcess() {}

    /// Reads with one contestant.
    ///
    /// @param arguments `turnstone`, `queries` or `liquibase`; a JDBC URL; how many tables must be found; how often
    public static void main(String[] arguments) throws Exception {
        String contestant = arguments[0];
        String url = arguments[1];
        int tables = Integer.parseInt(arguments[2]);
        for (int i = Integer.parseInt(arguments[3]); i > 0; i--) {
            long began = System.nanoTime();
            int found = switch (contestant) {
                case "turnstone" -> turnstone(url);
                case "liquibase" -> liquibase(url);
                default -> queries(url);
            };
            System.out.println((System.nanoTime() - began) / 1e6);
            if (found < tables) {
                throw new IllegalStateException(contestant + " found " + found + " of " + tables);
            }
        }
    }

    private static int turnstone(String url) {
        try (Schemas schemas = Schemas.builder().build()) {
            return schemas.inspect(new SchemaSource.Database(url, Optional.empty(), Optional.empty()))
                    .of(Kind.TABLE)
                    .size();
        }
    }

    private static int queries(String url) throws SQLException {
        int rows = 0;
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String query : BULK_QUERIES) {
                try (ResultSet result = statement.executeQuery(query)) {
                    int columns = result.getMetaData().getColumnCount();
                    while (result.next()) {
                        for (int i = 1; i <= columns; i++) {
                            rows += result.getString(i) == null ? 0 : 1;
                        }
                    }
                }
            }
        }
        return rows;
    }

    private static int liquibase(String url) throws Exception {
        try (Connection connection = DriverManager.getConnection(url)) {
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            DatabaseSnapshot snapshot = SnapshotGeneratorFactory.getInstance()
                    .createSnapshot(database.getDefaultSchema(), database, new SnapshotControl(database));
            return snapshot.get(Table.class).size();
        }
    }
}
