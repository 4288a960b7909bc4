package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import java.sql.SQLException;

/// Schemas and extensions, and what belongs to extensions.
final class Schemas implements Part {
    private static final String EXTENSIONS = """
        SELECT e.oid, e.extname AS name, e.extversion AS version, a.default_version,
          CASE WHEN e.extversion <> a.default_version THEN e.extversion END AS other_version,
          ARRAY(SELECT p.target FROM pg_extension_update_paths(a.name) p
            WHERE p.source = e.extversion AND p.path IS NOT NULL ORDER BY 1) AS updates,
          e.extrelocatable AS relocatable, n.nspname AS schema, n.oid AS namespace,
          ARRAY(SELECT format_type(c.castsource, NULL) || ' AS ' || format_type(c.casttarget, NULL)
              || CASE c.castcontext WHEN 'e' THEN '?' ELSE '' END
            FROM pg_cast c JOIN pg_depend d ON d.classid = 'pg_cast'::regclass AND d.objid = c.oid
            WHERE d.refclassid = 3079 AND d.refobjid = e.oid AND d.deptype = 'e' ORDER BY 1)
          || ARRAY(SELECT format_type(t.oid, NULL)
            FROM pg_type t JOIN pg_depend d ON d.classid = 'pg_type'::regclass AND d.objid = t.oid
            WHERE d.refclassid = 3079 AND d.refobjid = e.oid AND d.deptype = 'e' AND t.typcategory = 'S' ORDER BY 1) AS casts
        FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
          LEFT JOIN pg_available_extensions a ON a.name = e.extname\
        """;

    private static final String MEMBERS = """
        SELECT classid, objid, refobjid FROM pg_depend WHERE refclassid = 3079 AND deptype = 'e'\
        """;

    private static final String SCHEMAS = """
        SELECT oid, nspname AS name, pg_get_userbyid(nspowner) AS owner,
          nspname = 'public' AND :first_owner AS first_owner
        FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'\
        """;

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        reading.each(EXTENSIONS, row -> extension(drafts, row));
        reading.each(MEMBERS, row -> member(drafts, row));
        String firstOwner = reading.since(15, "nspowner = 'pg_database_owner'::regrole", "nspowner = 10");
        reading.each(SCHEMAS.replace(":first_owner", firstOwner), row -> schema(drafts, row));
        reading.each(EXTENSIONS, row -> place(drafts, row));
    }

    private static void extension(Drafts drafts, Row row) throws SQLException {
        drafts.add(Catalog.EXTENSION, row.oid("oid"), Id.of(Kind.EXTENSION, row.text("name")))
                .set(PostgresAttribute.SCHEMA, row.text("schema"))
                .set(Attribute.VERSION, row.text("other_version"))
                .detail(Attribute.VERSION, row.text("version"))
                .detail(Attribute.DEFAULT_VERSION, row.text("default_version"))
                .detail(PostgresAttribute.UPDATES, Names.list(row.texts("updates")))
                .detail(PostgresAttribute.CASTS, Names.list(row.texts("casts")))
                .detail(PostgresAttribute.RELOCATABLE, row.is("relocatable") ? "" : "false");
    }

    private static void member(Drafts drafts, Row row) throws SQLException {
        Id extension = drafts.find(Catalog.EXTENSION, row.oid("refobjid")).orElseThrow();
        drafts.member(row.number("classid"), row.oid("objid"), extension);
    }

    private static void schema(Drafts drafts, Row row) throws SQLException {
        if (drafts.member(Catalog.SCHEMA, row.oid("oid"))) {
            return;
        }
        Id id = Id.of(Kind.SCHEMA, row.text("name"));
        drafts.add(Catalog.SCHEMA, row.oid("oid"), id);
        if (!row.is("first_owner")) {
            drafts.owner(id, row.text("owner"));
        }
    }

    private static void place(Drafts drafts, Row row) throws SQLException {
        Draft extension = drafts.needed(Id.of(Kind.EXTENSION, row.text("name")));
        drafts.find(Catalog.SCHEMA, row.oid("namespace")).ifPresent(extension::need);
    }
}
