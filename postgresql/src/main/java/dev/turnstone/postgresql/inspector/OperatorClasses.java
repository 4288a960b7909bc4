package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Operator families and classes, with the operators and functions in them.
final class OperatorClasses implements Part {
    private static final String FAMILIES = """
            SELECT f.oid, f.opfname AS name, f.opfnamespace AS schema, pg_get_userbyid(f.opfowner) AS owner,
              a.amname AS method, format('%I.%I', n.nspname, f.opfname) AS qualified
            FROM pg_opfamily f JOIN pg_am a ON a.oid = f.opfmethod JOIN pg_namespace n ON n.oid = f.opfnamespace
            WHERE f.oid >= 16384""";

    private static final String CLASSES = """
            SELECT c.oid, c.opcname AS name, c.opcnamespace AS schema, pg_get_userbyid(c.opcowner) AS owner,
              a.amname AS method, format('%I.%I', n.nspname, c.opcname) AS qualified, c.opcdefault AS first_choice,
              format_type(c.opcintype, NULL) AS type, format('%I.%I', fn.nspname, f.opfname) AS family,
              CASE WHEN c.opckeytype <> 0 THEN format_type(c.opckeytype, NULL) END AS storage
            FROM pg_opclass c JOIN pg_am a ON a.oid = c.opcmethod JOIN pg_namespace n ON n.oid = c.opcnamespace
              JOIN pg_opfamily f ON f.oid = c.opcfamily JOIN pg_namespace fn ON fn.oid = f.opfnamespace
            WHERE c.oid >= 16384""";

    /// Each belongs to a class or, when it is loose, to a family: that is kept among the dependencies.
    private static final String MEMBERS = """
            SELECT d.classid AS catalog, d.objid AS oid, d.refclassid AS owner_catalog, d.refobjid AS owner, m.text
            FROM pg_depend d JOIN (
              SELECT 2602 AS catalog, o.oid, 0 AS sort, o.amopstrategy AS number, format('OPERATOR %s %s%s', o.amopstrategy,
                o.amopopr::regoperator, CASE WHEN o.amoppurpose = 'o'
                  THEN format(' FOR ORDER BY %I.%I', n.nspname, f.opfname) ELSE '' END) AS text
              FROM pg_amop o LEFT JOIN pg_opfamily f ON f.oid = o.amopsortfamily
                LEFT JOIN pg_namespace n ON n.oid = f.opfnamespace WHERE o.oid >= 16384
              UNION ALL
              SELECT 2603, p.oid, 1, p.amprocnum, format('FUNCTION %s (%s, %s) %s', p.amprocnum,
                format_type(p.amproclefttype, NULL), format_type(p.amprocrighttype, NULL), p.amproc::regprocedure)
              FROM pg_amproc p WHERE p.oid >= 16384) m ON m.catalog = d.classid AND m.oid = d.objid
            WHERE d.refclassid IN (2616, 2753) AND d.deptype IN ('i', 'a') ORDER BY m.sort, m.number, m.text""";

    private final Map<Id, List<String>> members = new TreeMap<>();

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        List<Runnable> definitions = new ArrayList<>();
        reading.each(
                FAMILIES,
                row -> add(drafts, Catalog.OPERATOR_FAMILY, Kind.OPERATOR_FAMILY, row)
                        .ifPresent(family -> definitions.add(
                                () -> family.set(PostgresAttribute.MEMBERS, Names.list(membersOf(family))))));
        reading.each(CLASSES, row -> {
            Optional<Draft> operators = add(drafts, Catalog.OPERATOR_CLASS, Kind.OPERATOR_CLASS, row);
            if (operators.isPresent()) {
                Draft draft = operators.get();
                String head = (row.is("first_choice") ? "DEFAULT " : "") + "FOR TYPE " + row.text("type") + " USING "
                        + row.text("method") + " FAMILY " + row.text("family") + " AS ";
                String storage = "STORAGE " + (row.given("storage") ? row.text("storage") : row.text("type"));
                boolean stored = row.given("storage");
                definitions.add(
                        () -> draft.set(Attribute.DEFINITION, head + entries(membersOf(draft), storage, stored)));
            }
        });
        reading.each(MEMBERS, row -> member(drafts, row));
        definitions.forEach(Runnable::run);
    }

    private List<String> membersOf(Draft draft) {
        return members.getOrDefault(draft.id(), List.of());
    }

    private static String entries(List<String> members, String storage, boolean stored) {
        List<String> entries = new ArrayList<>(members);
        if (stored || members.isEmpty()) {
            entries.add(storage);
        }
        return String.join(", ", entries);
    }

    private static Optional<Draft> add(Drafts drafts, Catalog catalog, Kind kind, Row row) throws SQLException {
        String using = " USING " + row.text("method");
        Optional<Draft> draft = drafts.add(catalog, kind, row, row.text("name") + using);
        if (draft.isPresent()) {
            draft.get()
                    .set(PostgresAttribute.METHOD, kind == Kind.OPERATOR_FAMILY ? row.text("method") : "")
                    .detail(PostgresAttribute.NAME, row.text("name"))
                    .detail(PostgresAttribute.SIGNATURE, row.text("qualified") + using);
        }
        return draft;
    }

    private void member(Drafts drafts, Row row) throws SQLException {
        Optional<Id> owner = drafts.exactly(row.number("owner_catalog"), row.oid("owner"), 0);
        if (owner.isPresent()) {
            members.computeIfAbsent(owner.get(), ignored -> new ArrayList<>()).add(row.text("text"));
            Catalog catalog = row.number("catalog") == Catalog.OPERATOR_OF_FAMILY.number()
                    ? Catalog.OPERATOR_OF_FAMILY
                    : Catalog.FUNCTION_OF_FAMILY;
            drafts.also(catalog, row.oid("oid"), owner.get());
        }
    }
}
