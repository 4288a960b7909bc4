package dev.turnstone.hibernate;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.EntityDefinition;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A table that two entities claim, as it is in a database.
///
/// @param live the database's schema
/// @param table as it is stored there
/// @param legacy what the class says that gives way
/// @param kept what the class says that stays
record Contested(Schema live, Id table, EntityDefinition legacy, EntityDefinition kept) {
    /// The column of that name in the database, whatever the case of its letters.
    Optional<Fact> column(String name) {
        return live.children(table, Kind.COLUMN).stream()
                .filter(column -> column.id().name().equalsIgnoreCase(name))
                .findFirst();
    }

    /// The column that the class which stays maps.
    Optional<EntityDefinition.Column> keptColumn(String name) {
        return kept.columns().stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /// Columns of the database that only the legacy class maps.
    List<Fact> legacyColumns() {
        return legacy.columns().stream()
                .filter(column -> keptColumn(column.name()).isEmpty())
                .flatMap(column -> column(column.name()).stream())
                .toList();
    }

    /// Whether the two classes do not even agree on what identifies a row.
    boolean keysDiffer() {
        return !types(legacy).equals(types(kept));
    }

    private static List<String> types(EntityDefinition definition) {
        return definition.columns().stream()
                .filter(column -> definition.primaryKey().contains(column.name()))
                .map(column -> (column.name() + " " + column.type()).toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    /// Foreign keys of other tables that lead to this one.
    List<Fact> referring() {
        return live.of(Kind.CONSTRAINT).stream()
                .filter(constraint -> constraint
                        .get(Attribute.REFERENCES)
                        .map(table.text()::equals)
                        .orElse(false))
                .filter(constraint -> !constraint.id().within(table))
                .toList();
    }

    /// Indexes of the table that hold the column.
    List<Fact> indexesOver(String column) {
        return live.children(table, Kind.INDEX).stream()
                .filter(index -> holds(index, column))
                .toList();
    }

    /// Whether a constraint of the table, NOT NULL aside, holds the column.
    boolean isConstrained(String column) {
        return live.children(table, Kind.CONSTRAINT).stream()
                .filter(constraint -> !constraint.get(Attribute.TYPE).equals(Optional.of("not null")))
                .anyMatch(constraint -> holds(constraint, column)
                        || constraint
                                .get(Attribute.DEFINITION)
                                .map(text -> text.contains(column))
                                .orElse(false));
    }

    private static boolean holds(Fact fact, String column) {
        return fact.get(Attribute.COLUMNS).stream()
                .flatMap(columns -> Names.read(columns).stream())
                .anyMatch(column::equalsIgnoreCase);
    }

    /// Whether the database can rename indexes and drop columns with what depends on them: PostgreSQL can.
    boolean postgresql() {
        return live.dialect().equals("postgresql");
    }

    /// The table's name in a statement.
    String name() {
        return qualified(table);
    }

    /// A name in a statement, with its schema.
    static String qualified(Id id) {
        String own = quoted(id.name());
        return id.parent()
                .filter(parent -> parent.kind() == Kind.SCHEMA)
                .map(schema -> quoted(schema.name()) + "." + own)
                .orElse(own);
    }

    /// A name in a statement.
    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
