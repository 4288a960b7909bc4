package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Kind;
import java.sql.SQLException;
import java.util.Optional;

/// Aggregates, for which PostgreSQL prints no definition: the statement is put together here.
final class Aggregates implements Part {
    private static final String AGGREGATES = """
        SELECT p.oid, p.proname AS name, p.pronamespace AS schema, pg_get_userbyid(p.proowner) AS owner,
          format('%I.%I', n.nspname, p.proname) AS qualified, p.pronargs AS inputs, g.aggkind AS kind,
          array_to_string(ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY AS u (t, n)
            ORDER BY n), ', ') AS types, pg_get_function_identity_arguments(p.oid) AS identity,
          pg_get_function_arguments(p.oid) AS arguments, pg_get_function_result(p.oid) AS result,
          p.proparallel AS parallel, g.aggtransfn::regproc::text AS sfunc, format_type(g.aggtranstype, NULL) AS stype,
          nullif(g.aggtransspace, 0) AS sspace, g.agginitval AS initcond, g.agginitval IS NOT NULL AS has_initcond,
          nullif(g.aggfinalfn::regproc::text, '-') AS finalfunc, g.aggfinalextra AS finalextra,
          CASE WHEN g.aggfinalmodify <> (CASE g.aggkind WHEN 'n' THEN 'r' ELSE 'w' END)
            THEN g.aggfinalmodify END AS finalmodify,
          nullif(g.aggcombinefn::regproc::text, '-') AS combinefunc,
          nullif(g.aggserialfn::regproc::text, '-') AS serialfunc,
          nullif(g.aggdeserialfn::regproc::text, '-') AS deserialfunc,
          nullif(g.aggmtransfn::regproc::text, '-') AS msfunc, nullif(g.aggminvtransfn::regproc::text, '-') AS minvfunc,
          CASE WHEN g.aggmtranstype <> 0 THEN format_type(g.aggmtranstype, NULL) END AS mstype,
          nullif(g.aggmtransspace, 0) AS msspace, g.aggminitval AS minitcond,
          g.aggminitval IS NOT NULL AS has_minitcond, nullif(g.aggmfinalfn::regproc::text, '-') AS mfinalfunc,
          g.aggmfinalextra AS mfinalextra, CASE WHEN g.aggmtransfn <> 0 AND g.aggmfinalmodify <>
            (CASE g.aggkind WHEN 'n' THEN 'r' ELSE 'w' END) THEN g.aggmfinalmodify END AS mfinalmodify,
          CASE WHEN g.aggsortop <> 0 THEN format('OPERATOR(%I.%s)', sn.nspname, s.oprname) END AS sortop
        FROM pg_aggregate g JOIN pg_proc p ON p.oid = g.aggfnoid JOIN pg_namespace n ON n.oid = p.pronamespace
          LEFT JOIN pg_operator s ON s.oid = g.aggsortop LEFT JOIN pg_namespace sn ON sn.oid = s.oprnamespace
        WHERE p.oid >= 16384\
        """;

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        reading.each(AGGREGATES, row -> aggregate(drafts, row));
    }

    private static void aggregate(Drafts drafts, Row row) throws SQLException {
        boolean none = row.number("inputs") == 0;
        String types = row.text("kind").equals("n") ? row.text("types") : row.text("identity");
        String arguments = "(" + (none ? "*" : types) + ")";
        Optional<Draft> aggregate = drafts.add(Catalog.ROUTINE, Kind.AGGREGATE, row, row.text("name") + arguments);
        if (aggregate.isPresent()) {
            String head = "CREATE OR REPLACE AGGREGATE " + row.text("qualified") + "("
                    + (none ? "*" : row.text("arguments")) + ") ";
            Definition definition = new Definition();
            plain(definition, row);
            moving(definition, row);
            aggregate
                    .get()
                    .set(Attribute.DEFINITION, head + definition.text())
                    .set(PostgresAttribute.RESULT, row.text("result"))
                    .set(PostgresAttribute.ARGUMENTS, row.text("arguments"))
                    .detail(PostgresAttribute.NAME, row.text("name"))
                    .detail(PostgresAttribute.TYPES, row.text("types"))
                    .detail(PostgresAttribute.SIGNATURE, row.text("qualified") + arguments);
        }
    }

    private static void plain(Definition definition, Row row) throws SQLException {
        definition
                .add("SFUNC", row.text("sfunc"))
                .add("STYPE", row.text("stype"))
                .add("SSPACE", row.text("sspace"))
                .add("INITCOND", row.is("has_initcond") ? Definition.literal(row.text("initcond")) : "")
                .add("FINALFUNC", row.text("finalfunc"))
                .flag("FINALFUNC_EXTRA", row.is("finalextra"))
                .add("FINALFUNC_MODIFY", modify(row.text("finalmodify")))
                .add("COMBINEFUNC", row.text("combinefunc"))
                .add("SERIALFUNC", row.text("serialfunc"))
                .add("DESERIALFUNC", row.text("deserialfunc"));
    }

    private static void moving(Definition definition, Row row) throws SQLException {
        definition
                .add("MSFUNC", row.text("msfunc"))
                .add("MINVFUNC", row.text("minvfunc"))
                .add("MSTYPE", row.text("mstype"))
                .add("MSSPACE", row.text("msspace"))
                .add("MINITCOND", row.is("has_minitcond") ? Definition.literal(row.text("minitcond")) : "")
                .add("MFINALFUNC", row.text("mfinalfunc"))
                .flag("MFINALFUNC_EXTRA", row.is("mfinalextra"))
                .add("MFINALFUNC_MODIFY", modify(row.text("mfinalmodify")))
                .add("SORTOP", row.text("sortop"))
                .flag("HYPOTHETICAL", row.text("kind").equals("h"))
                .add("PARALLEL", parallel(row.text("parallel")));
    }

    private static String modify(String letter) {
        return switch (letter) {
            case "r" -> "READ_ONLY";
            case "s" -> "SHAREABLE";
            case "w" -> "READ_WRITE";
            default -> "";
        };
    }

    private static String parallel(String letter) {
        return switch (letter) {
            case "s" -> "SAFE";
            case "r" -> "RESTRICTED";
            default -> "";
        };
    }
}
