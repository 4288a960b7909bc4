package dev.turnstone.cli;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The tables of a schema, their columns, and which refers to which: what an entity diagram shows.
///
/// @param entities tables of every kind that have columns, in the schema's order
/// @param references foreign keys between them, in the schema's order
record EntityDiagram(List<Entity> entities, List<Reference> references) {
    private static final Set<Kind> TABLES = Set.of(Kind.TABLE, Kind.VIRTUAL_TABLE, Kind.FOREIGN_TABLE);

    EntityDiagram {
        entities = List.copyOf(entities);
        references = List.copyOf(references);
    }

    /// A table.
    record Entity(Id id, List<Column> columns) {}

    /// A column.
    ///
    /// @param type as the database writes it; empty where a column has none
    record Column(
            String name, String type, boolean primary, boolean foreign, boolean unique, Optional<String> comment) {}

    /// A foreign key.
    ///
    /// @param from the table that refers
    /// @param to the table referred to
    /// @param columns those that refer
    /// @param targets those referred to, in the same order
    /// @param optional whether a row may refer to none
    /// @param single whether a row may be referred to by only one
    record Reference(Id from, Id to, List<String> columns, List<String> targets, boolean optional, boolean single) {}

    /// Draws a schema. Partitions are left out: they are their partitioned table.
    static EntityDiagram of(Schema schema) {
        List<Entity> entities = new ArrayList<>();
        List<Reference> references = new ArrayList<>();
        Set<Id> shown = new HashSet<>();
        for (Fact table : schema.facts()) {
            boolean drawn = TABLES.contains(table.id().kind())
                    && schema.children(table.id(), Kind.PARTITION).isEmpty();
            if (drawn) {
                shown.add(table.id());
                entities.add(entity(schema, table.id()));
            }
        }
        for (Entity entity : entities) {
            for (Fact key : constraints(schema, entity.id(), "foreign key")) {
                reference(schema, entity.id(), key)
                        .filter(it -> shown.contains(it.to()))
                        .ifPresent(references::add);
            }
        }
        return new EntityDiagram(entities, references);
    }

    private static Entity entity(Schema schema, Id table) {
        List<Column> columns = new ArrayList<>();
        Set<String> primary = new HashSet<>();
        constraints(schema, table, "primary key").forEach(key -> primary.addAll(columns(key)));
        Set<String> foreign = new HashSet<>();
        constraints(schema, table, "foreign key").forEach(key -> foreign.addAll(columns(key)));
        Set<List<String>> unique = uniques(schema, table);
        for (Fact column : inOrder(schema, table)) {
            String name = column.id().name();
            columns.add(new Column(
                    name,
                    column.get(Attribute.TYPE).orElse(""),
                    primary.contains(name),
                    foreign.contains(name),
                    unique.contains(List.of(name)),
                    schema.find(column.id().satellite(Kind.COMMENT)).flatMap(comment -> comment.get(Attribute.TEXT))));
        }
        return new Entity(table, columns);
    }

    /// The columns of a table as they stand in it.
    static List<Fact> inOrder(Schema schema, Id table) {
        return schema.children(table, Kind.COLUMN).stream()
                .sorted(Comparator.comparingInt(column ->
                        column.detail(Attribute.POSITION).map(Integer::parseInt).orElse(0)))
                .toList();
    }

    private static Optional<Reference> reference(Schema schema, Id table, Fact key) {
        List<String> columns = columns(key);
        boolean optional = columns.stream()
                .anyMatch(name -> schema.find(table.child(Kind.COLUMN, name))
                        .map(column -> !column.is(Attribute.NOT_NULL))
                        .orElse(true));
        Set<String> primary = new HashSet<>();
        constraints(schema, table, "primary key").forEach(own -> primary.addAll(columns(own)));
        boolean single = uniques(schema, table).stream().anyMatch(unique -> new HashSet<>(columns).containsAll(unique))
                || (!primary.isEmpty() && new HashSet<>(columns).containsAll(primary));
        return key.get(Attribute.REFERENCES)
                .map(Id::parse)
                .map(target -> new Reference(
                        table,
                        target,
                        columns,
                        key.get(Attribute.REFERENCED_COLUMNS).map(Names::read).orElse(List.of()),
                        optional && !primary.containsAll(columns),
                        single));
    }

    private static Set<List<String>> uniques(Schema schema, Id table) {
        Set<List<String>> uniques = new HashSet<>();
        constraints(schema, table, "unique").forEach(key -> uniques.add(columns(key)));
        return uniques;
    }

    private static List<Fact> constraints(Schema schema, Id table, String type) {
        return schema.children(table, Kind.CONSTRAINT).stream()
                .filter(constraint ->
                        constraint.get(Attribute.TYPE).map(type::equals).orElse(false))
                .toList();
    }

    private static List<String> columns(Fact key) {
        return key.get(Attribute.COLUMNS).map(Names::read).orElse(List.of());
    }
}
