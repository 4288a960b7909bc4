package dev.turnstone.postgresql.inspector;

import java.sql.SQLException;

/// What somebody made and no fact describes, by name, in one query.
final class Unmodelled implements Part {
    private static final String OBJECTS = """
            SELECT 'conversion ' || n.nspname || '.' || c.conname AS what FROM pg_conversion c
            JOIN pg_namespace n ON n.oid = c.connamespace WHERE c.oid >= 16384
              AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 2607 AND d.objid = c.oid AND d.deptype = 'e')
            UNION ALL SELECT 'transform for ' || format_type(t.trftype, NULL) || ' language ' || l.lanname
            FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang WHERE t.oid >= 16384
              AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 3576 AND d.objid = t.oid AND d.deptype = 'e')
            UNION ALL SELECT 'access method ' || a.amname FROM pg_am a WHERE a.oid >= 16384
              AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 2601 AND d.objid = a.oid AND d.deptype = 'e')
            UNION ALL SELECT 'large objects' WHERE EXISTS (SELECT 1 FROM pg_largeobject_metadata)
            UNION ALL SELECT 'dependency of ' || pg_describe_object(classid, objid, objsubid) || ' on '
              || pg_describe_object(refclassid, refobjid, refobjsubid)
            FROM pg_depend WHERE deptype = 'x'
            UNION ALL SELECT CASE WHEN c.relkind IN ('v', 'm') THEN 'view ' ELSE 'table ' END || n.nspname || '.' || c.relname
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid >= 16384 AND n.nspname IN ('pg_catalog', 'information_schema')
              AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
              AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 1259 AND d.objid = c.oid AND d.deptype = 'e')
            UNION ALL SELECT 'function ' || n.nspname || '.' || p.proname
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE p.oid >= 16384 AND n.nspname IN ('pg_catalog', 'information_schema')
              AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 1255 AND d.objid = p.oid
                AND d.deptype IN ('e', 'i'))""";

    /// What the server or an extension made keeps the privileges it was born with, or somebody changed them.
    private static final String GRANTS = """
            SELECT 'grants on ' || pg_describe_object(o.catalog, o.oid, 0) AS what
            FROM (SELECT 1259 AS catalog, oid, relnamespace AS schema, relacl AS acl FROM pg_class
                WHERE relkind NOT IN ('i', 'I', 't')
              UNION ALL SELECT 1255, oid, pronamespace, proacl FROM pg_proc
              UNION ALL SELECT 1247, oid, typnamespace, typacl FROM pg_type WHERE typacl IS NOT NULL
              UNION ALL SELECT 2612, oid, 'pg_catalog'::regnamespace::oid, lanacl FROM pg_language
              UNION ALL SELECT 2328, oid, 0::oid, fdwacl FROM pg_foreign_data_wrapper
              UNION ALL SELECT 2615, oid, 0::oid, nspacl FROM pg_namespace
              UNION ALL SELECT 1417, oid, 0::oid, srvacl FROM pg_foreign_server) o
              LEFT JOIN pg_init_privs i ON i.classoid = o.catalog AND i.objoid = o.oid AND i.objsubid = 0
            WHERE o.acl IS DISTINCT FROM i.initprivs AND (o.oid < 16384 AND o.schema = 'pg_catalog'::regnamespace
              OR EXISTS (SELECT 1 FROM pg_depend d
              WHERE d.classid = o.catalog AND d.objid = o.oid AND d.deptype = 'e'))""";

    /// What somebody added to a table or view of an extension: what the extension itself made there came in the same
    /// transaction as its members.
    private static final String ADDED = """
            SELECT pg_describe_object(a.catalog, a.oid, 0) AS what
            FROM pg_extension x
              JOIN pg_depend d ON d.refclassid = 3079 AND d.refobjid = x.oid AND d.classid = 1259 AND d.deptype = 'e'
              JOIN pg_class c ON c.oid = d.objid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
              CROSS JOIN LATERAL (
                SELECT 2620 AS catalog, oid FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal
                UNION ALL SELECT 3256, oid FROM pg_policy WHERE polrelid = c.oid
                UNION ALL SELECT 2618, oid FROM pg_rewrite WHERE ev_class = c.oid AND rulename <> '_RETURN'
                UNION ALL SELECT 2606, oid FROM pg_constraint WHERE conrelid = c.oid AND contype <> 'n'
                UNION ALL SELECT 3381, oid FROM pg_statistic_ext WHERE stxrelid = c.oid
                UNION ALL SELECT 1259, i.indexrelid FROM pg_index i WHERE i.indrelid = c.oid
                  AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)) a
            WHERE NOT EXISTS (SELECT 1 FROM pg_depend o WHERE o.classid = a.catalog AND o.objid = a.oid
              AND (o.deptype = 'e' OR o.xmin IN (SELECT m.xmin FROM pg_depend m
                WHERE m.refclassid = 3079 AND m.refobjid = x.oid AND m.deptype = 'e')))""";

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        reading.each(OBJECTS, row -> drafts.unmodelled(row.text("what")));
        reading.each(GRANTS, row -> drafts.unmodelled(row.text("what")));
        reading.each(ADDED, row -> drafts.unmodelled(row.text("what")));
    }
}
