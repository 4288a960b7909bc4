package dev.turnstone.hibernate;

import dev.turnstone.schema.EntityConflict;
import dev.turnstone.schema.EntityDefinition;
import dev.turnstone.schema.EntityDefinition.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Finds entities that map one table in contradiction. Pure.
///
/// Two classes may share a table: one may show a part of what the other maps. They contradict each other
/// when a column or the primary key is said to be two things at once, or when each has columns that the
/// other does not know and one of these takes no NULL: then neither is a part of the other, and rows of one
/// cannot be written by the other.
final class Conflicts {
    private Conflicts() {}

    /// The contradictions among tables, by table and class.
    static List<EntityConflict> among(List<MappedTable> tables) {
        Map<String, List<MappedTable>> byTable = tables.stream()
                .collect(Collectors.groupingBy(
                        mapped -> mapped.table().text().toLowerCase(Locale.ROOT), TreeMap::new, Collectors.toList()));
        List<EntityConflict> conflicts = new ArrayList<>();
        for (List<MappedTable> same : byTable.values()) {
            List<MappedTable> sorted = withoutParts(same.stream()
                    .sorted(Comparator.comparing(mapped -> mapped.definition().type()))
                    .toList());
            for (int i = 0; i < sorted.size(); i++) {
                for (int j = i + 1; j < sorted.size(); j++) {
                    between(sorted.get(i), sorted.get(j)).ifPresent(conflicts::add);
                }
            }
        }
        return conflicts;
    }

    /// A class that shows a part of what another maps says nothing that the other does not.
    private static List<MappedTable> withoutParts(List<MappedTable> tables) {
        List<MappedTable> whole = new ArrayList<>(tables);
        for (MappedTable table : tables) {
            if (whole.stream().anyMatch(other -> !other.equals(table) && isPart(table, other))) {
                whole.remove(table);
            }
        }
        return whole;
    }

    private static boolean isPart(MappedTable part, MappedTable whole) {
        return beyond(part.definition(), whole.definition()).isEmpty()
                && between(part, whole).isEmpty();
    }

    private static Optional<EntityConflict> between(MappedTable one, MappedTable other) {
        if (one.root().equals(other.root())) {
            return Optional.empty();
        }
        List<String> contradictions = new ArrayList<>();
        key(one.definition(), other.definition()).ifPresent(contradictions::add);
        contradictions.addAll(columns(one.definition(), other.definition()));
        contradictions.addAll(unknown(one, other));
        return contradictions.isEmpty()
                ? Optional.empty()
                : Optional.of(new EntityConflict(one.table(), one.definition(), other.definition(), contradictions));
    }

    private static Optional<String> key(EntityDefinition one, EntityDefinition other) {
        if (names(one.primaryKey()).equals(names(other.primaryKey()))) {
            return Optional.empty();
        }
        return Optional.of("the primary key is (" + String.join(", ", one.primaryKey()) + ") in " + one.type()
                + " and (" + String.join(", ", other.primaryKey()) + ") in " + other.type());
    }

    private static List<String> columns(EntityDefinition one, EntityDefinition other) {
        List<String> contradictions = new ArrayList<>();
        for (Column column : one.columns()) {
            for (Column same : other.columns()) {
                if (column.name().equalsIgnoreCase(same.name())
                        && (!column.type().equalsIgnoreCase(same.type()) || column.notNull() != same.notNull())) {
                    contradictions.add("column " + column.name() + " is " + what(column) + " in " + one.type() + " and "
                            + what(same) + " in " + other.type());
                }
            }
        }
        return contradictions;
    }

    private static String what(Column column) {
        return column.type() + (column.notNull() ? " not null" : "");
    }

    private static List<String> unknown(MappedTable one, MappedTable other) {
        List<Column> onlyOne = beyond(one.definition(), other.definition());
        List<Column> onlyOther = beyond(other.definition(), one.definition());
        if (onlyOne.isEmpty() || onlyOther.isEmpty() || !one.writes() || !other.writes()) {
            return List.of();
        }
        List<String> contradictions = new ArrayList<>();
        onlyOne.forEach(column -> required(column, one, other, contradictions));
        onlyOther.forEach(column -> required(column, other, one, contradictions));
        return contradictions;
    }

    private static void required(Column column, MappedTable by, MappedTable unknownTo, List<String> contradictions) {
        if (column.notNull()) {
            contradictions.add(
                    "column " + column.words() + " of " + by.definition().type() + " is not known to "
                            + unknownTo.definition().type() + ", which writes rows without it");
        }
    }

    private static List<Column> beyond(EntityDefinition one, EntityDefinition other) {
        Set<String> known = names(other.columns().stream().map(Column::name).toList());
        return one.columns().stream()
                .filter(column -> !known.contains(column.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static Set<String> names(List<String> names) {
        Set<String> lower = new HashSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return lower;
    }
}
