package dev.turnstone.postgresql;

import dev.turnstone.dialect.Creation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Small questions to the catalog, and the emptying of a database.
final class PostgresCatalog {
    private static final String LAST_PART = "(SELECT p[array_upper(p, 1)] FROM pg_catalog.parse_ident(?) AS p)";

    private PostgresCatalog() {}

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

    /// Drops every schema and extension a user made, the history's included, and leaves an empty `public` as it was
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
                    "SELECT pg_catalog.quote_ident(nspname) FROM pg_catalog.pg_namespace WHERE nspname NOT LIKE 'pg\\_%'"
                            + " AND nspname NOT IN ('information_schema', 'public')")) {
                while (rows.next()) {
                    statements.add("DROP SCHEMA " + rows.getString(1) + " CASCADE");
                }
            }
            statements.add(EMPTY_PUBLIC);
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

    private static final String EMPTY_PUBLIC = """
            DO $turnstone$
            DECLARE thing record;
            BEGIN
              FOR thing IN SELECT c.oid::regclass AS name,
                  CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                    WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END AS kind
                FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
              LOOP
                IF to_regclass(thing.name::text) IS NOT NULL THEN
                  EXECUTE format('DROP %s IF EXISTS %s CASCADE', thing.kind, thing.name);
                END IF;
              END LOOP;
              FOR thing IN SELECT p.oid::regprocedure AS name,
                  CASE p.prokind WHEN 'a' THEN 'AGGREGATE' WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END AS kind
                FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
              LOOP
                EXECUTE format('DROP %s IF EXISTS %s CASCADE', thing.kind, thing.name);
              END LOOP;
              FOR thing IN SELECT t.oid::regtype AS name, CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END AS kind
                FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('c', 'd', 'e', 'r')
              LOOP
                EXECUTE format('DROP %s IF EXISTS %s CASCADE', thing.kind, thing.name);
              END LOOP;
            END
            $turnstone$""";
}
