package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.util.List;

/// Who owns what.
final class Owners implements Rule {
    /// The first owner of the schema `public`, from version 15 on.
    static final String OF_PUBLIC = "pg_database_owner";

    @Override
    public List<String> create(Fact fact, Context context) {
        return List.of(owner(fact, context));
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        Id target = Mention.parent(fact.id());
        if (!ofPublic(target) || !context.to().has(target)) {
            return List.of();
        }
        return context.version() >= 15
                ? List.of("ALTER SCHEMA public OWNER TO " + OF_PUBLIC)
                : List.of("DO $$BEGIN EXECUTE pg_catalog.format('ALTER SCHEMA public OWNER TO %I',"
                        + " pg_catalog.pg_get_userbyid(10)); END$$");
    }

    /// Whether it is the schema whose owner is not told as long as it is the first one.
    static boolean ofPublic(Id object) {
        return object.kind() == Kind.SCHEMA && object.name().equals("public");
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        return Alteration.inPlace(owner(to, context));
    }

    private static String owner(Fact fact, Context context) {
        Id target = Mention.parent(fact.id());
        String role = fact.get(Attribute.ROLE).orElseThrow();
        return "ALTER " + Mention.of(target, context.to()) + " OWNER TO " + Sql.name(role);
    }
}
