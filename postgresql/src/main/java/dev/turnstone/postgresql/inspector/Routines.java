package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Kind;
import java.sql.SQLException;
import java.util.Optional;

/// Functions, procedures and aggregates; not those that range types bring along.
final class Routines implements Part {
    private static final String ROUTINES = """
            SELECT p.oid, p.proname AS name, p.pronamespace AS schema, p.prokind AS kind,
              pg_get_userbyid(p.proowner) AS owner, l.lanname AS language,
              array_to_string(ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY AS u (t, n)
                ORDER BY n), ', ') AS types,
              format('%I.%I', n.nspname, p.proname) AS qualified,
              pg_get_function_result(p.oid) AS result, pg_get_function_arguments(p.oid) AS arguments,
              p.proargnames AS names, array_to_string(p.proargmodes, '') AS modes, p.pronargs AS inputs,
              p.pronargdefaults AS defaults,
              CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END AS definition
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
            WHERE p.prokind <> 'a' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 1255 AND d.objid = p.oid
                AND d.deptype IN ('e', 'i'))""";

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        reading.each(ROUTINES, row -> routine(drafts, row));
    }

    private static void routine(Drafts drafts, Row row) throws SQLException {
        Kind kind = row.text("kind").equals("p") ? Kind.PROCEDURE : Kind.FUNCTION;
        String arguments = "(" + row.text("types") + ")";
        Optional<Draft> added = drafts.add(Catalog.ROUTINE, kind, row, row.text("name") + arguments);
        if (added.isEmpty()) {
            return;
        }
        int defaults = row.number("defaults");
        added.get()
                .set(Attribute.DEFINITION, row.text("definition").strip())
                .set(PostgresAttribute.RESULT, row.text("result"))
                .set(PostgresAttribute.LANGUAGE, row.common("language"))
                .set(PostgresAttribute.ARGUMENTS, row.text("arguments"))
                .set(PostgresAttribute.ARGUMENT_NAMES, row.names("names"))
                .set(PostgresAttribute.ARGUMENT_MODES, modes(row))
                .set(PostgresAttribute.ARGUMENT_DEFAULTS, defaults == 0 ? "" : Integer.toString(defaults))
                .detail(PostgresAttribute.NAME, row.text("name"))
                .detail(PostgresAttribute.SIGNATURE, row.text("qualified") + arguments);
    }

    /// The catalog keeps none when all arguments are plain input.
    private static String modes(Row row) throws SQLException {
        String modes = row.text("modes");
        return modes.isEmpty() ? "i".repeat(row.number("inputs")) : modes;
    }
}
