package dev.turnstone.postgresql;

import dev.turnstone.dialect.Creation;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Small questions to the catalog, and the emptying of a database.
final class PostgresCatalog {
    private static final String LAST_PART = "(SELECT p[array_upper(p, 1)] FROM pg_catalog.parse_ident(?) AS p)";

    /// Names without a schema are looked for in all: a script may have set a `search_path` of its own.
    private static final String MISSING = """
        SELECT w.number FROM (
          SELECT t.number, t.kind, p[array_upper(p, 1)] AS name, p[array_upper(p, 1) - 1] AS schema,
            q[array_upper(q, 1)] AS owner
          FROM ROWS FROM (pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[]))
              WITH ORDINALITY AS t(kind, name, owner, number),
            pg_catalog.parse_ident(t.name) AS p, pg_catalog.parse_ident(t.owner) AS q) w
        WHERE NOT CASE
          WHEN w.kind = 'trigger' THEN EXISTS (
            SELECT 1 FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_class c ON c.oid = g.tgrelid
            WHERE g.tgname = w.name AND c.relname = w.owner)
          WHEN w.kind IN ('function', 'procedure') THEN EXISTS (
            SELECT 1 FROM pg_catalog.pg_proc f JOIN pg_catalog.pg_namespace n ON n.oid = f.pronamespace
            WHERE f.proname = w.name AND (w.schema IS NULL OR n.nspname = w.schema))
          ELSE EXISTS (
            SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relname = w.name AND c.relkind IN ('v', 'm') AND (w.schema IS NULL OR n.nspname = w.schema)) END
        ORDER BY 1\
        """;

    private PostgresCatalog() {}

    /// Which of the views, functions, procedures and triggers are not there.
    static List<Creation> missing(Connection connection, List<Creation> things) throws SQLException {
        List<Creation> missing = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(MISSING)) {
            statement.setArray(1, texts(connection, things.stream().map(Creation::kind)));
            statement.setArray(2, texts(connection, things.stream().map(Creation::name)));
            statement.setArray(
                    3,
                    texts(connection, things.stream().map(thing -> thing.table().orElse("none"))));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    missing.add(things.get(rows.getInt(1) - 1));
                }
            }
        }
        return missing;
    }

    private static Array texts(Connection connection, Stream<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    /// Whether a thing is there, as `search_path` finds it.
    static boolean exists(Connection connection, Creation thing) throws SQLException {
        String sql = switch (thing.kind()) {
            case "type", "domain" -> "SELECT pg_catalog.to_regtype(?) IS NOT NULL";
            case "schema" -> "SELECT pg_catalog.to_regnamespace(?) IS NOT NULL";
            case "function", "procedure" ->
                "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_proc WHERE proname = " + LAST_PART + ")";
            case "column" ->
                "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attname = " + LAST_PART
                        + " AND attrelid = pg_catalog.to_regclass(?)::oid AND NOT attisdropped)";
            case "constraint" ->
                "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conname = " + LAST_PART
                        + " AND conrelid = pg_catalog.to_regclass(?)::oid)";
            case "trigger" ->
                "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_trigger WHERE tgname = " + LAST_PART
                        + " AND tgrelid = pg_catalog.to_regclass(?)::oid)";
            case "policy" ->
                "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_policy WHERE polname = " + LAST_PART
                        + " AND polrelid = pg_catalog.to_regclass(?)::oid)";
            case "rule" ->
                "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_rewrite WHERE rulename = " + LAST_PART
                        + " AND ev_class = pg_catalog.to_regclass(?)::oid)";
            case "extension" ->
                "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_extension WHERE extname = " + LAST_PART + ")";
            case "statistics" ->
                "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_statistic_ext WHERE stxname = " + LAST_PART + ")";
            case "publication" ->
                "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_publication WHERE pubname = " + LAST_PART + ")";
            case Creation.INVALID_INDEX ->
                "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass(?)::oid"
                        + " AND NOT indisvalid)";
            default -> "SELECT pg_catalog.to_regclass(?) IS NOT NULL";
        };
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, thing.name());
            if (sql.indexOf('?') != sql.lastIndexOf('?')) {
                statement.setString(2, thing.table().orElse(""));
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /// Drops every schema, extension and large object a user made, the history's included, and leaves an empty `public`
    /// as it was
    /// owned and granted.
    static void empty(Connection connection) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(
                    "SELECT pg_catalog.quote_ident(extname) FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql'")) {
                while (rows.next()) {
                    statements.add("DROP EXTENSION IF EXISTS " + rows.getString(1) + " CASCADE");
                }
            }
            try (ResultSet rows = statement.executeQuery(
                    "SELECT pg_catalog.quote_ident(nspname) FROM pg_catalog.pg_namespace WHERE nspname NOT LIKE"
                            + " 'pg\\_%' AND nspname NOT IN ('information_schema', 'public')")) {
                while (rows.next()) {
                    statements.add("DROP SCHEMA " + rows.getString(1) + " CASCADE");
                }
            }
            statements.add(EMPTY_PUBLIC);
            statements.add(UNLINK_LARGE_OBJECTS);
            statement.execute("BEGIN");
            try {
                for (String sql : statements) {
                    statement.execute(sql);
                }
                statement.execute("COMMIT");
            } catch (SQLException e) {
                statement.execute("ROLLBACK");
                throw e;
            }
        }
    }

    /// Everything that belongs to the schema, types first, since functions of theirs go with them; what another thing
    /// needs goes with that.
    private static final String EMPTY_PUBLIC = """
        DO $turnstone$
        DECLARE thing record; found record;
        BEGIN
          FOR thing IN SELECT d.classid, d.objid FROM pg_depend d
            WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = 'public'::regnamespace
              AND NOT EXISTS (SELECT FROM pg_depend i
                WHERE i.classid = d.classid AND i.objid = d.objid AND i.objsubid = 0 AND i.deptype IN ('i', 'e'))
            ORDER BY d.classid <> 'pg_type'::regclass
          LOOP
            FOR found IN SELECT replace(o.type, 'statistics object', 'statistics') AS kind, o.identity
              FROM pg_depend d, pg_identify_object(d.classid, d.objid, 0) o
              WHERE d.classid = thing.classid AND d.objid = thing.objid
                AND d.refclassid = 'pg_namespace'::regclass
            LOOP
              EXECUTE format('DROP %s IF EXISTS %s CASCADE', found.kind, found.identity);
            END LOOP;
          END LOOP;
        END
        $turnstone$\
        """;

    private static final String UNLINK_LARGE_OBJECTS = "SELECT pg_catalog.lo_unlink(oid)"
            + " FROM pg_catalog.pg_largeobject_metadata WHERE pg_catalog.pg_has_role(lomowner, 'USAGE')";
}
