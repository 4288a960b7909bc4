package dev.turnstone.postgresql.inspector;

import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Grants, as far as they are not those that every such object is born with. An object without an ACL has just these.
final class Grants implements Part {
    private static final String GRANTS = """
            SELECT o.catalog, o.oid, o.part, g.born, g.privilege_type AS privilege, g.is_grantable AS grantable,
              CASE WHEN g.grantee = 0 THEN 'public' ELSE pg_get_userbyid(g.grantee) END AS grantee
            FROM (
              SELECT 1259 AS catalog, oid, 0 AS part, relacl AS acl,
                acldefault(CASE relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, relowner) AS born
              FROM pg_class WHERE relacl IS NOT NULL
              UNION ALL SELECT 1259, attrelid, attnum, attacl, acldefault('c', 10) FROM pg_attribute
              WHERE attacl IS NOT NULL
              UNION ALL SELECT 1255, oid, 0, proacl, acldefault('f', proowner) FROM pg_proc WHERE proacl IS NOT NULL
              UNION ALL SELECT 1247, oid, 0, typacl, acldefault('T', typowner) FROM pg_type WHERE typacl IS NOT NULL
                AND (typrelid = 0 OR EXISTS (SELECT 1 FROM pg_class c WHERE c.oid = typrelid AND c.relkind = 'c'))
              UNION ALL SELECT 2615, oid, 0, nspacl, acldefault('n', nspowner) FROM pg_namespace
              WHERE nspacl IS NOT NULL
              UNION ALL SELECT 2612, oid, 0, lanacl, acldefault('l', lanowner) FROM pg_language WHERE lanacl IS NOT NULL
              UNION ALL SELECT 2328, oid, 0, fdwacl, acldefault('F', fdwowner) FROM pg_foreign_data_wrapper
              WHERE fdwacl IS NOT NULL
              UNION ALL SELECT 1417, oid, 0, srvacl, acldefault('S', srvowner) FROM pg_foreign_server
              WHERE srvacl IS NOT NULL
            ) o CROSS JOIN LATERAL (
              SELECT false AS born, * FROM aclexplode(o.acl) UNION ALL SELECT true, * FROM aclexplode(o.born)
            ) g
            WHERE o.oid >= 16384 OR o.catalog = 2615""";

    private final Map<Id, Privileges> privileges = new HashMap<>();

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        reading.each(GRANTS, row -> {
            Optional<Id> object = drafts.exactly(row.number("catalog"), row.oid("oid"), row.number("part"));
            if (object.isPresent()) {
                privileges
                        .computeIfAbsent(object.get().child(Kind.GRANT, row.text("grantee")), id -> new Privileges())
                        .add(row.is("born"), row.text("privilege"), row.is("grantable"));
            }
        });
        privileges.forEach((id, all) -> {
            if (all.unlikeBorn()) {
                drafts.needed(id.parent().orElseThrow());
                all.describe(drafts.add(id));
            }
        });
    }
}
