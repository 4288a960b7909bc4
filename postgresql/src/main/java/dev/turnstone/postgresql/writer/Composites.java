package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.Sql;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Composite types, with their attributes.
final class Composites implements Rule {
    @Override
    public List<String> create(Fact fact, Context context) {
        String attributes = columns(fact, context.to()).stream()
                .map(column -> Columns.definition(column, context))
                .collect(Collectors.joining(", "));
        return List.of("CREATE TYPE " + Sql.name(fact.id()) + " AS (" + attributes + ")");
    }

    @Override
    public List<String> drop(Fact fact, Context context) {
        return List.of("DROP TYPE " + Sql.name(fact.id()));
    }

    @Override
    public Alteration alter(Fact from, Fact to, Context context) {
        return new Alteration.InPlace(List.of());
    }

    /// The columns of a table or type in their order.
    static List<Fact> columns(Fact relation, Schema schema) {
        return schema.children(relation.id(), Kind.COLUMN).stream()
                .sorted(Comparator.comparingInt((Fact column) ->
                        column.detail(Attribute.POSITION).map(Integer::parseInt).orElse(0)))
                .toList();
    }
}
