package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Triggers and rewrite rules of relations.
final class Triggers implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        List<String> statements = new ArrayList<>();
        if (!fact.is(Attribute.INHERITED)) {
            statements.add(fact.get(Attribute.DEFINITION).orElseThrow());
        }
        if (fact.get(PostgresAttribute.ENABLED).isPresent() || fact.is(Attribute.INHERITED)) {
            statements.add(enable(fact, context.to()));
        }
        return statements;
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        if (fact.is(Attribute.INHERITED)) {
            return !above(fact, context.to()).isEmpty()
                    ? List.of(enable(Fact.of(fact.id(), java.util.Map.of()), context.from()))
                    : List.of();
        }
        return List.of("DROP " + Mention.of(fact.id(), context.from()));
    }

    /// The trigger of the partitioned table that an inherited one is part of.
    static List<Id> above(Fact fact, Schema schema) {
        if (!fact.is(Attribute.INHERITED)) {
            return List.of();
        }
        List<Id> above = new ArrayList<>();
        Id table = Mention.parent(fact.id());
        while (above.isEmpty()) {
            Optional<Id> next = schema.find(table.satellite(Kind.PARTITION)).flatMap(Family::parent);
            if (next.isEmpty()) {
                return above;
            }
            table = next.get();
            schema.find(table.child(Kind.TRIGGER, fact.id().name()))
                    .filter(trigger -> !trigger.is(Attribute.INHERITED))
                    .ifPresent(trigger -> above.add(trigger.id()));
        }
        return above;
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        if (to.is(Attribute.INHERITED)) {
            // Replacing the one above has brought its state along.
            return Alteration.inPlace(enable(to, context.to()));
        }
        List<String> statements = new ArrayList<>();
        if (!from.get(Attribute.DEFINITION).equals(to.get(Attribute.DEFINITION))) {
            Optional<String> replacing = from.get(Attribute.DEFINITION)
                    .filter(definition -> replacing(from, definition).isPresent())
                    .flatMap(standing -> to.get(Attribute.DEFINITION))
                    .flatMap(definition -> replacing(to, definition));
            if (replacing.isEmpty()) {
                return new Alteration.Anew();
            }
            statements.add(replacing.get());
        }
        boolean state = !from.get(PostgresAttribute.ENABLED).equals(to.get(PostgresAttribute.ENABLED));
        if (state || (!statements.isEmpty() && to.get(PostgresAttribute.ENABLED).isPresent())) {
            statements.add(enable(to, context.to()));
        }
        return new Alteration.InPlace(statements);
    }

    /// The statement that replaces it where it stands; empty for a constraint trigger, which can neither be replaced
    /// nor
    /// replace another.
    private static Optional<String> replacing(Fact fact, String definition) {
        String head = fact.id().kind() == Kind.TRIGGER ? "CREATE TRIGGER " : "CREATE RULE ";
        return definition.startsWith(head)
                ? Optional.of("CREATE OR REPLACE" + definition.substring("CREATE".length()))
                : Optional.empty();
    }

    private static String enable(Fact fact, Schema schema) {
        String state = switch (fact.get(PostgresAttribute.ENABLED).orElse("")) {
            case "disabled" -> " DISABLE ";
            case "replica" -> " ENABLE REPLICA ";
            case "always" -> " ENABLE ALWAYS ";
            default -> " ENABLE ";
        };
        Fact relation = schema.find(Mention.parent(fact.id())).orElseThrow();
        String table = "ALTER TABLE " + Context.name(relation);
        return table + state + Mention.word(fact.id().kind()) + " "
                + Sql.name(fact.id().name());
    }
}
