package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What ALTER DEFAULT PRIVILEGES said. Of a whole database it replaces what objects are born with, of a schema it is
/// added to that.
final class DefaultPrivileges implements Part {
    private static final String PRIVILEGES = """
            SELECT o.schema, o.role, o.type, g.born, g.privilege_type AS privilege, g.is_grantable AS grantable,
              CASE WHEN g.grantee = 0 THEN 'public' ELSE pg_get_userbyid(g.grantee) END AS grantee
            FROM (SELECT defaclnamespace AS schema, pg_get_userbyid(defaclrole) AS role, defaclobjtype AS type,
                defaclacl AS acl, CASE WHEN defaclnamespace = 0
                  THEN acldefault(CASE defaclobjtype WHEN 'S' THEN 's'::"char" ELSE defaclobjtype END, defaclrole)
                  ELSE acldefault('c', defaclrole) END AS born
              FROM pg_default_acl) o CROSS JOIN LATERAL (
              SELECT false AS born, * FROM aclexplode(o.acl) UNION ALL SELECT true, * FROM aclexplode(o.born)
            ) g""";

    /// @param schema where it holds; none for everywhere
    private record Key(Optional<Id> schema, String role, String objects, String grantee) {
        Id id() {
            String name = objects + " OF " + role + " TO " + grantee;
            return schema.map(id -> id.child(Kind.DEFAULT_PRIVILEGE, name))
                    .orElseGet(() -> Id.of(Kind.DEFAULT_PRIVILEGE, name));
        }
    }

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        Map<Key, Privileges> privileges = new HashMap<>();
        reading.each(PRIVILEGES, row -> {
            Optional<Id> schema = drafts.find(Catalog.SCHEMA, row.oid("schema"));
            if (schema.isPresent() || row.oid("schema") == 0) {
                Key key = new Key(schema, row.text("role"), objects(row.text("type")), row.text("grantee"));
                privileges
                        .computeIfAbsent(key, ignored -> new Privileges())
                        .add(row.is("born"), row.text("privilege"), row.is("grantable"));
            }
        });
        privileges.forEach((key, all) -> {
            if (all.unlikeBorn()) {
                all.describe(drafts.add(key.id()));
                drafts.needed(key.id())
                        .set(Attribute.ROLE, key.role())
                        .set(PostgresAttribute.OBJECTS, key.objects())
                        .set(PostgresAttribute.GRANTEE, key.grantee());
            }
        });
    }

    private static String objects(String letter) {
        return switch (letter) {
            case "r" -> "TABLES";
            case "S" -> "SEQUENCES";
            case "f" -> "FUNCTIONS";
            case "T" -> "TYPES";
            case "n" -> "SCHEMAS";
            default -> "LARGE OBJECTS";
        };
    }
}
