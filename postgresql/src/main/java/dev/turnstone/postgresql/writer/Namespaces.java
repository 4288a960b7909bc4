package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import java.util.ArrayList;
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
                                .orElse("")
                        + fact.get(Attribute.VERSION)
                                .map(version -> " VERSION " + Sql.literal(version))
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
            case EXTENSION -> extension(from, to, context);
            case LANGUAGE -> Alteration.inPlace("CREATE OR REPLACE " + language(to, Sql.name(to.id())));
            default -> new Alteration.InPlace(List.of());
        };
    }

    /// What can be done in place is: an extension is made again only where it can neither be moved nor updated.
    private static Alteration extension(Fact from, Fact to, Context context) {
        List<String> statements = new ArrayList<>();
        String alter = "ALTER EXTENSION " + Sql.name(to.id());
        if (!from.get(PostgresAttribute.SCHEMA).equals(to.get(PostgresAttribute.SCHEMA))) {
            if (from.detail(PostgresAttribute.RELOCATABLE).isPresent()) {
                return new Alteration.Anew();
            }
            statements.add(alter + " SET SCHEMA "
                    + Sql.name(to.get(PostgresAttribute.SCHEMA).orElseThrow()));
        }
        if (!from.get(Attribute.VERSION).equals(to.get(Attribute.VERSION))) {
            String version = to.detail(Attribute.VERSION).orElseThrow();
            if (!from.detail(PostgresAttribute.UPDATES)
                    .map(Names::read)
                    .orElse(List.of())
                    .contains(version)) {
                refuseWithColumns(from, version, context);
                return new Alteration.Anew();
            }
            statements.add(alter + " UPDATE TO " + Sql.literal(version));
        }
        return new Alteration.InPlace(statements);
    }

    private static void refuseWithColumns(Fact extension, String version, Context context) {
        context.from().of(Kind.COLUMN).stream()
                .filter(column ->
                        column.needs().contains(extension.id()) && context.to().has(column.id()))
                .findFirst()
                .ifPresent(column -> {
                    throw new Unwritable("the server has no update from version "
                            + extension.detail(Attribute.VERSION).orElseThrow() + " to " + version + ", and "
                            + column.id().words() + " needs the extension: there is no such way, also not back");
                });
    }
}
