package dev.turnstone.proof;

import dev.turnstone.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A database of a real PostgreSQL server.
record OnPostgres(PostgresServer server, PostgresServer.FreshDatabase database) implements ProofDatabase {
    private static final String SCHEMA = """
            WITH mine AS (
                SELECT c.* FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname <> 'information_schema' AND n.nspname <> 'turnstone' AND n.nspname !~ '^pg_'
                    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')),
            functions AS (
                SELECT p.* FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                WHERE n.nspname <> 'information_schema' AND n.nspname <> 'turnstone' AND n.nspname !~ '^pg_'
                    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e'))
            SELECT 'relation ' || oid::regclass || ' ' || relkind::text || ' ' || coalesce(reloptions::text, '')
                    || coalesce(pg_get_expr(relpartbound, oid), '')
                    || CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) ELSE '' END AS line
                FROM mine WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
            UNION ALL
            SELECT 'column ' || m.oid::regclass || ' '
                    || row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum) || ' ' || attname || ' '
                    || format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN ' not null' ELSE '' END
                    || ' ' || attidentity::text || attgenerated::text || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
                FROM mine m JOIN pg_attribute a ON a.attrelid = m.oid AND attnum > 0 AND NOT attisdropped
                LEFT JOIN pg_attrdef d ON d.adrelid = m.oid AND d.adnum = a.attnum
                WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
            UNION ALL
            SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(k.oid)
                FROM pg_constraint k JOIN mine m ON m.oid = k.conrelid
            UNION ALL
            SELECT 'index ' || pg_get_indexdef(indexrelid) || ' ' || indisvalid || ' ' || indisreplident
                FROM pg_index i JOIN mine m ON m.oid = i.indrelid
            UNION ALL
            SELECT 'sequence ' || seqrelid::regclass || ' ' || seqtypid::regtype || ' ' || seqstart || ' '
                    || seqincrement || ' ' || seqmin || ' ' || seqmax || ' ' || seqcycle
                FROM pg_sequence s JOIN mine m ON m.oid = s.seqrelid
            UNION ALL
            SELECT 'trigger ' || pg_get_triggerdef(t.oid) || ' ' || tgenabled::text
                FROM pg_trigger t JOIN mine m ON m.oid = t.tgrelid WHERE NOT tgisinternal
            UNION ALL
            SELECT 'function ' || CASE WHEN prokind = 'a' THEN oid::regprocedure::text ELSE pg_get_functiondef(oid) END
                FROM functions
            UNION ALL
            SELECT 'enum ' || enumtypid::regtype || ' ' || string_agg(enumlabel, ',' ORDER BY enumsortorder)
                FROM pg_enum GROUP BY enumtypid
            UNION ALL
            SELECT 'domain ' || oid::regtype || ' ' || format_type(typbasetype, typtypmod) || ' ' || typnotnull
                FROM pg_type WHERE typtype = 'd' AND oid >= 16384
            UNION ALL
            SELECT 'extension ' || extname FROM pg_extension WHERE extname <> 'plpgsql'
            UNION ALL
            SELECT 'operator ' || oid::regoperator FROM pg_operator o WHERE oid >= 16384
                AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = o.oid AND d.deptype = 'e')
            UNION ALL
            SELECT 'comment ' || pg_describe_object(classoid, objoid, objsubid) || ' ' || description
                FROM pg_description x WHERE objoid >= 16384
                AND pg_describe_object(classoid, objoid, objsubid) !~ 'turnstone'
                AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = x.objoid AND d.deptype = 'e')
            UNION ALL
            SELECT 'schema ' || nspname FROM pg_namespace
                WHERE nspname !~ '^pg_' AND nspname NOT IN ('public', 'information_schema', 'turnstone')
            ORDER BY 1
            """;

    /// Writes the query that counts every table's rows.
    private static final String COUNTS = """
            SELECT coalesce(string_agg(format('SELECT %L || count(*) FROM %s', 'rows ' || c.oid::regclass || ' ',
                    c.oid::regclass), ' UNION ALL ' ORDER BY c.oid::regclass::text), 'SELECT 1 WHERE false')
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE relkind = 'r' AND n.nspname NOT IN ('information_schema', 'turnstone') AND n.nspname !~ '^pg_'
            """;

    /// An empty database of this JVM's server of a major version.
    static OnPostgres fresh(int major) {
        PostgresServer server = PostgresServer.shared(major);
        return new OnPostgres(server, server.freshDatabase());
    }

    @Override
    public String dialect() {
        return "postgresql";
    }

    @Override
    public String url() {
        return database.url();
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    @Override
    public String attempts() {
        return "turnstone.schema_migrations";
    }

    @Override
    public String journal() {
        return "turnstone.schema_steps";
    }

    @Override
    public boolean hasHistory() {
        return rows("SELECT to_regclass('turnstone.schema_steps') IS NOT NULL").contains("t");
    }

    @Override
    public String schema() {
        List<String> lines = new ArrayList<>(rows(SCHEMA));
        lines.addAll(rows(rows(COUNTS).get(0)));
        return String.join("\n", lines);
    }

    @Override
    public Shell.Output shell(String script) {
        return Shell.psql(server.port(), database.name(), script, true);
    }

    @Override
    public Shell.Output shellOnAndOn(String script) {
        return Shell.psql(server.port(), database.name(), script, false);
    }

    @Override
    public void close() {
        database.close();
    }
}
