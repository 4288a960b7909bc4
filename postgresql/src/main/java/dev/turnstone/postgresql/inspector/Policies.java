package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Kind;
import java.sql.SQLException;
import java.util.Optional;

/// Row security policies; whether they are in force is a fact of their table's.
final class Policies implements Part {
    private static final String POLICIES = """
            SELECT p.oid, p.polname AS name, p.polrelid AS relation, p.polcmd AS command,
              NOT p.polpermissive AS restrictive, ARRAY(SELECT CASE WHEN r = 0 THEN 'public'
                ELSE pg_get_userbyid(r)::text END FROM unnest(p.polroles) AS r ORDER BY 1) AS roles,
              pg_get_expr(p.polqual, p.polrelid) AS using, pg_get_expr(p.polwithcheck, p.polrelid) AS check
            FROM pg_policy p""";

    @Override
    public void read(Reading reading, Drafts drafts) throws SQLException {
        reading.each(POLICIES, row -> {
            Optional<Relation> table = drafts.relation(row.oid("relation"));
            if (table.isPresent()) {
                drafts.add(Catalog.POLICY, row.oid("oid"), table.get().id().child(Kind.POLICY, row.text("name")))
                        .set(PostgresAttribute.COMMAND, command(row.text("command")))
                        .set(PostgresAttribute.RESTRICTIVE, row.is("restrictive"))
                        .set(PostgresAttribute.ROLES, row.names("roles"))
                        .set(PostgresAttribute.USING, Expressions.unwrapped(row.text("using")))
                        .set(PostgresAttribute.CHECK, Expressions.unwrapped(row.text("check")));
            }
        });
    }

    private static String command(String letter) {
        return switch (letter) {
            case "r" -> "SELECT";
            case "a" -> "INSERT";
            case "w" -> "UPDATE";
            case "d" -> "DELETE";
            default -> "ALL";
        };
    }
}
