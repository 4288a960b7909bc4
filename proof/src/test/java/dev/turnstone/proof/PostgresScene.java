package dev.turnstone.proof;

import dev.turnstone.testkit.PostgresServer;
import dev.turnstone.testkit.PostgresServer.FreshDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A PostgreSQL database of its own for each run.
record PostgresScene(PostgresServer server, Path project) implements Scene {
    /// Tables, columns, constraints, indexes with their validity (also of TOAST tables), partitions, enum values,
    /// views.
    private static final List<String> CATALOGS = List.of(
            """
            SELECT 'relation', n.nspname, c.relname, c.relkind FROM pg_class c JOIN pg_namespace n
            ON n.oid = c.relnamespace WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'turnstone', 'pg_toast')""",
            """
            SELECT 'column', attrelid::regclass, attnum, attname, format_type(atttypid, atttypmod), attnotnull,
            pg_get_expr(d.adbin, d.adrelid) FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
            LEFT JOIN pg_attrdef d ON d.adrelid = attrelid AND d.adnum = attnum
            WHERE c.relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped""",
            """
            SELECT 'constraint', conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid)
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
            """
            SELECT 'index', pg_get_indexdef(indexrelid), indisvalid, indisready, indislive FROM pg_index i JOIN pg_class c
            ON c.oid = indexrelid WHERE c.relnamespace = 'public'::regnamespace""",
            "SELECT 'invalid', count(*) FROM pg_index WHERE NOT indisvalid",
            """
            SELECT 'partition', inhrelid::regclass, inhparent::regclass, inhdetachpending FROM pg_inherits
           """,
            "SELECT 'enum', enumtypid::regtype, enumlabel, enumsortorder FROM pg_enum",
            "SELECT 'view', viewname, definition FROM pg_views WHERE schemaname = 'public'");

    @Override
    public String engine() {
        return "PostgreSQL " + server.major();
    }

    @Override
    public Stage stage() {
        return new Database(server.freshDatabase());
    }

    /// One database.
    private record Database(FreshDatabase database) implements Stage {
        @Override
        public String url() {
            return database.url();
        }

        @Override
        public List<String> contents() {
            List<String> contents = new ArrayList<>();
            CATALOGS.forEach(query -> contents.addAll(Rows.of(url(), query)));
            List<String> tables = Rows.of(
                    url(), "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
            for (String table : tables) {
                contents.addAll(Rows.of(url(), "SELECT '" + table + "', t::text FROM public." + table + " t"));
            }
            return contents;
        }

        @Override
        public List<String> history() {
            return Rows.of(
                    url(),
                    "SELECT version, name, kind, direction, checksum, changed, up_text IS NULL"
                            + " FROM turnstone.schema_migrations WHERE status = 'completed' ORDER BY id");
        }

        @Override
        public int running() {
            return Integer.parseInt(
                    Rows.value(url(), "SELECT count(*) FROM turnstone.schema_migrations WHERE status = 'running'"));
        }

        @Override
        public void awaitWork(String text) {
            Rows.await(
                    url(),
                    "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'"
                            + " AND pid <> pg_backend_pid() AND starts_with(regexp_replace(query, '^/[*].*[*]/ ', ''), '"
                            + text + "')");
        }

        @Override
        public void close() {
            database.close();
        }
    }
}
