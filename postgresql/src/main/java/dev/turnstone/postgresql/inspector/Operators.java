package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.sql.SQLException;
import java.util.Optional;

/// Operators and casts. An operator that is only named as the commutator or negator of another has no function yet and
/// is no fact.
final class Operators implements Part {
    private static final String OPERATORS = """
            SELECT o.oid, o.oprname AS name, o.oprnamespace AS schema, pg_get_userbyid(o.oprowner) AS owner,
              quote_ident(n.nspname) AS schema_name, CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) END AS left,
              format_type(o.oprright, NULL) AS right, o.oprcode::regproc::text AS function,
              CASE WHEN o.oprcom <> 0 THEN format('OPERATOR(%I.%s)', cn.nspname, c.oprname) END AS commutator,
              CASE WHEN o.oprnegate <> 0 THEN format('OPERATOR(%I.%s)', gn.nspname, g.oprname) END AS negator,
              CASE WHEN o.oprrest <> 0 THEN o.oprrest::regproc::text END AS restrict,
              CASE WHEN o.oprjoin <> 0 THEN o.oprjoin::regproc::text END AS join,
              o.oprcanhash AS hashes, o.oprcanmerge AS merges
            FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
              LEFT JOIN pg_operator c ON c.oid = o.oprcom LEFT JOIN pg_namespace cn ON cn.oid = c.oprnamespace
              LEFT JOIN pg_operator g ON g.oid = o.oprnegate LEFT JOIN pg_namespace gn ON gn.oid = g.oprnamespace
            WHERE o.oid >= 16384 AND o.oprcode <> 0""";

    private static final String CASTS = """
            SELECT c.oid, format_type(c.castsource, NULL) AS source, format_type(c.casttarget, NULL) AS target,
              CASE WHEN c.castfunc <> 0 THEN c.castfunc::regprocedure::text END AS function,
              c.castcontext AS context, c.castmethod AS method
            FROM pg_cast c WHERE c.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d
              WHERE d.classid = 'pg_cast'::regclass AND d.objid = c.oid AND d.deptype = 'i')""";

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        reading.each(OPERATORS, row -> operator(drafts, row));
        reading.each(CASTS, row -> cast(drafts, row));
    }

    private static void operator(Drafts drafts, Row row) throws SQLException {
        String left = row.text("left").isEmpty() ? "NONE" : row.text("left");
        String signature = row.text("name") + "(" + left + ", " + row.text("right") + ")";
        Optional<Draft> operator = drafts.add(Catalog.OPERATOR, Kind.OPERATOR, row, signature);
        if (operator.isPresent()) {
            Definition definition = new Definition()
                    .add("FUNCTION", row.text("function"))
                    .add("LEFTARG", row.text("left"))
                    .add("RIGHTARG", row.text("right"))
                    .add("COMMUTATOR", row.text("commutator"))
                    .add("NEGATOR", row.text("negator"))
                    .add("RESTRICT", row.text("restrict"))
                    .add("JOIN", row.text("join"))
                    .flag("HASHES", row.is("hashes"))
                    .flag("MERGES", row.is("merges"));
            operator.get()
                    .set(Attribute.DEFINITION, definition.text())
                    .detail(PostgresAttribute.NAME, row.text("name"))
                    .detail(PostgresAttribute.SIGNATURE, row.text("schema_name") + "." + signature);
        }
    }

    private static void cast(Drafts drafts, Row row) throws SQLException {
        if (drafts.member(Catalog.CAST, row.oid("oid"))) {
            return;
        }
        String types = row.text("source") + " AS " + row.text("target");
        String how = switch (row.text("method")) {
            case "f" -> "WITH FUNCTION " + row.text("function");
            case "i" -> "WITH INOUT";
            default -> "WITHOUT FUNCTION";
        };
        String when = switch (row.text("context")) {
            case "a" -> " AS ASSIGNMENT";
            case "i" -> " AS IMPLICIT";
            default -> "";
        };
        drafts.add(Catalog.CAST, row.oid("oid"), Id.of(Kind.CAST, types))
                .set(Attribute.DEFINITION, how + when)
                .detail(PostgresAttribute.SIGNATURE, "(" + types + ")");
    }
}
