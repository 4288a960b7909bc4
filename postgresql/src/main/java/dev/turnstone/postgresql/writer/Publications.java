package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Publications and subscriptions.
final class Publications implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        ByHand.refuse(fact);
        String what = fact.is(PostgresAttribute.ALL_TABLES) ? " FOR ALL TABLES" : published(fact, " FOR ");
        String with = parameters(fact);
        return List.of(
                "CREATE PUBLICATION " + Sql.name(fact.id()) + what + (with.isEmpty() ? "" : " WITH (" + with + ")"));
    }

    private static String published(Fact fact, String words) {
        List<String> parts = new ArrayList<>();
        List<String> tables = list(fact, PostgresAttribute.TABLES);
        List<String> schemas = list(fact, PostgresAttribute.SCHEMAS);
        if (!tables.isEmpty()) {
            parts.add("TABLE " + String.join(", ", tables));
        }
        if (!schemas.isEmpty()) {
            parts.add("TABLES IN SCHEMA " + schemas.stream().map(Sql::name).collect(Collectors.joining(", ")));
        }
        return parts.isEmpty() ? "" : words + String.join(", ", parts);
    }

    private static String parameters(Fact fact) {
        List<String> parameters = new ArrayList<>();
        fact.get(PostgresAttribute.PUBLISH).ifPresent(publish -> parameters.add("publish = " + Sql.literal(publish)));
        if (fact.is(PostgresAttribute.VIA_ROOT)) {
            parameters.add("publish_via_partition_root = true");
        }
        fact.get(PostgresAttribute.GENERATED_COLUMNS)
                .ifPresent(kind -> parameters.add("publish_generated_columns = " + kind));
        return String.join(", ", parameters);
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        ByHand.refuse(fact);
        return List.of("DROP PUBLICATION " + Sql.name(fact.id()));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        ByHand.refuse(to);
        boolean empties = !published(from, "").isEmpty() && published(to, "").isEmpty();
        if (from.is(PostgresAttribute.ALL_TABLES) != to.is(PostgresAttribute.ALL_TABLES) || empties) {
            return new Alteration.Anew();
        }
        List<String> statements = new ArrayList<>();
        String head = "ALTER PUBLICATION " + Sql.name(to.id());
        if (!published(from, "").equals(published(to, ""))) {
            statements.add(head + published(to, " SET "));
        }
        if (!parameters(from).equals(parameters(to))) {
            statements.add(head + " SET (" + everyParameter(to, context) + ")");
        }
        return new Alteration.InPlace(statements);
    }

    /// Says once more what is published.
    static List<String> republished(Fact fact) {
        String what = published(fact, " SET ");
        return what.isEmpty() ? List.of() : List.of("ALTER PUBLICATION " + Sql.name(fact.id()) + what);
    }

    private static String everyParameter(Fact fact, Context context) {
        String publish = fact.get(PostgresAttribute.PUBLISH).orElse("insert, update, delete, truncate");
        String generated = context.version() < 18
                ? ""
                : ", publish_generated_columns = "
                        + fact.get(PostgresAttribute.GENERATED_COLUMNS).orElse("none");
        return "publish = " + Sql.literal(publish) + ", publish_via_partition_root = "
                + fact.is(PostgresAttribute.VIA_ROOT) + generated;
    }

    private static List<String> list(Fact fact, String attribute) {
        return fact.get(attribute).map(Names::read).orElse(List.of());
    }
}
