package dev.turnstone.postgresql.inspector;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is there when nobody has made anything: schema `public` and language `plpgsql`, which is an extension.
final class FreshDatabase {
    private FreshDatabase() {}

    static Schema of(String version) {
        int major = Integer.parseInt(version.replaceFirst("\\D.*", ""));
        Id schema = Id.of(Kind.SCHEMA, "public");
        Id extension = Id.of(Kind.EXTENSION, "plpgsql");
        return new Schema(
                "postgresql",
                version,
                List.of(
                        Fact.of(schema, Map.of()),
                        Fact.of(schema.satellite(Kind.COMMENT), Map.of(Attribute.TEXT, "standard public schema")),
                        Fact.of(
                                schema.child(Kind.GRANT, "public"),
                                Map.of(Attribute.PRIVILEGES, major >= 15 ? "USAGE" : "CREATE, USAGE")),
                        new Fact(
                                extension,
                                Map.of(PostgresAttribute.SCHEMA, "pg_catalog"),
                                Map.of(
                                        Attribute.VERSION, "1.0",
                                        Attribute.DEFAULT_VERSION, "1.0",
                                        PostgresAttribute.RELOCATABLE, "false"),
                                Set.of())),
                List.of());
    }
}
