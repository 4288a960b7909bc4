package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Kind;
import java.util.List;

/// Schemas, extensions and languages.
final class Namespaces implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        String name = Sql.name(fact.id());
        return switch (fact.id().kind()) {
            case EXTENSION ->
                List.of("CREATE EXTENSION IF NOT EXISTS " + name
                        + fact.get(PostgresAttribute.SCHEMA)
                                .map(schema -> " WITH SCHEMA " + Sql.name(schema))
                                .orElse(""));
            case LANGUAGE -> List.of("CREATE " + language(fact, name));
            default -> schema(fact, context);
        };
    }

    /// The schema `public` belongs to the owner of the database from version 15 on, and nothing is said about that.
    private static List<String> schema(Fact fact, Context context) {
        String create = "CREATE SCHEMA " + Sql.name(fact.id());
        boolean born = fact.id().name().equals("public")
                && context.version() >= 15
                && !context.to().has(fact.id().satellite(Kind.OWNER));
        return born ? List.of(create, "ALTER SCHEMA public OWNER TO pg_database_owner") : List.of(create);
    }

    private static String language(Fact fact, String name) {
        return (fact.is(PostgresAttribute.TRUSTED) ? "TRUSTED " : "") + "LANGUAGE " + name
                + part(fact, " HANDLER ", PostgresAttribute.HANDLER)
                + part(fact, " INLINE ", PostgresAttribute.INLINE)
                + part(fact, " VALIDATOR ", PostgresAttribute.VALIDATOR);
    }

    private static String part(Fact fact, String words, String attribute) {
        return fact.get(attribute).map(value -> words + value).orElse("");
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of("DROP " + Mention.word(fact.id().kind()) + " " + Sql.name(fact.id()));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        return switch (to.id().kind()) {
            case EXTENSION ->
                from.detail(PostgresAttribute.RELOCATABLE).isPresent()
                        ? new Alteration.Anew()
                        : Alteration.inPlace("ALTER EXTENSION " + Sql.name(to.id()) + " SET SCHEMA "
                                + Sql.name(to.get(PostgresAttribute.SCHEMA).orElseThrow()));
            case LANGUAGE -> Alteration.inPlace("CREATE OR REPLACE " + language(to, Sql.name(to.id())));
            default -> new Alteration.InPlace(List.of());
        };
    }
}
