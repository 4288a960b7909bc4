package dev.turnstone.testkit.conformance;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.schema.SpelledAnew;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rows of every table at one moment.
///
/// @param tables by identity; a row maps a column to its value as text, empty for NULL
record Rows(Map<Id, List<Map<String, Optional<String>>>> tables) {
    Rows {
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    /// Reads them all.
    static Rows read(Ground ground, Schema schema) throws SQLException {
        Map<Id, List<Map<String, Optional<String>>>> tables = new LinkedHashMap<>();
        return ground.connected(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (Fact table : schema.of(Kind.TABLE)) {
                    tables.put(table.id(), read(statement, table.id()));
                }
            }
            return new Rows(tables);
        });
    }

    private static List<Map<String, Optional<String>>> read(Statement statement, Id table) throws SQLException {
        List<Map<String, Optional<String>>> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery("SELECT * FROM " + path(table))) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                Map<String, Optional<String>> row = new LinkedHashMap<>();
                for (int i = 1; i <= columns; i++) {
                    row.put(result.getMetaData().getColumnName(i), Optional.ofNullable(result.getString(i)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /// Whether there is a row anywhere.
    boolean any() {
        return tables.values().stream().anyMatch(rows -> !rows.isEmpty());
    }

    /// The first table of both schemas whose rows are not all there later, or whose kept columns hold other values.
    ///
    /// @param losses what the writer said would be lost: a table whose name stands there is not looked at
    Optional<String> missingIn(Rows later, Schema before, Schema after, List<String> losses) {
        for (Map.Entry<Id, List<Map<String, Optional<String>>>> table : tables.entrySet()) {
            Optional<List<Map<String, Optional<String>>>> rows = Optional.ofNullable(later.tables.get(table.getKey()));
            boolean said = losses.stream()
                    .anyMatch(loss -> loss.contains(table.getKey().path()));
            boolean family = heirs(table.getKey(), before).equals(heirs(table.getKey(), after))
                    && place(table.getKey(), before).equals(place(table.getKey(), after));
            if (rows.isPresent() && !said && family) {
                Optional<String> difference = difference(
                        table.getKey(),
                        table.getValue(),
                        rows.get(),
                        kept(table.getKey(), table.getValue(), before, after));
                if (difference.isPresent()) {
                    return difference;
                }
            }
        }
        return Optional.empty();
    }

    /// The tables that are also in both schemas and whose rows a query of this one shows: when they are others later,
    /// its
    /// rows say nothing.
    private static Set<Id> heirs(Id table, Schema schema) {
        Set<Id> heirs = new HashSet<>();
        Deque<Id> open = new ArrayDeque<>(List.of(table));
        while (!open.isEmpty()) {
            String above = open.remove().text();
            for (Kind kind : List.of(Kind.PARTITION, Kind.INHERITANCE)) {
                schema.of(kind).stream()
                        .filter(link -> link.get(Attribute.PARENT).equals(Optional.of(above)))
                        .flatMap(link -> link.id().parent().stream())
                        .filter(heirs::add)
                        .forEach(open::add);
            }
        }
        return heirs;
    }

    /// Which rows of a partitioned table a table holds, on all levels; empty when it is no partition.
    private static List<String> place(Id table, Schema schema) {
        List<String> place = new ArrayList<>();
        Optional<Id> at = Optional.of(table);
        while (at.isPresent()) {
            Optional<Fact> link =
                    schema.children(at.get(), Kind.PARTITION).stream().findFirst();
            link.flatMap(fact -> fact.get(Attribute.BOUNDS)).ifPresent(place::add);
            at = link.flatMap(fact -> fact.get(Attribute.PARENT)).map(Id::parse);
            at.flatMap(schema::find)
                    .flatMap(fact -> fact.get(Attribute.PARTITION_KEY))
                    .ifPresent(place::add);
        }
        return place;
    }

    private static Optional<String> difference(
            Id table,
            List<Map<String, Optional<String>>> before,
            List<Map<String, Optional<String>>> after,
            List<String> columns) {
        if (before.size() != after.size()) {
            return Optional.of(
                    "table " + table.path() + " had " + before.size() + " rows and has " + after.size() + " now");
        }
        List<String> old = projected(before, columns);
        List<String> now = projected(after, columns);
        return old.equals(now)
                ? Optional.empty()
                : Optional.of("table " + table.path() + " held " + old + " and holds " + now + " now");
    }

    private static List<String> projected(List<Map<String, Optional<String>>> rows, List<String> columns) {
        return rows.stream()
                .map(row -> columns.stream()
                        .map(column -> column + "="
                                + Optional.ofNullable(row.get(column))
                                        .flatMap(value -> value)
                                        .orElse("NULL"))
                        .toList()
                        .toString())
                .sorted()
                .toList();
    }

    /// Columns whose values must be the same text: of the same type on both sides, not computed, and not filled because
    /// they take no NULL any more.
    private static List<String> kept(Id table, List<Map<String, Optional<String>>> rows, Schema before, Schema after) {
        List<String> kept = new ArrayList<>();
        for (Fact column : before.children(table, Kind.COLUMN)) {
            Optional<Fact> other = after.find(column.id());
            boolean rewritten = SpelledAnew.column(column, before, after);
            if (other.isPresent() && comparable(column, other.get()) && !rewritten) {
                boolean filled = other.get().is(Attribute.NOT_NULL)
                        && !column.is(Attribute.NOT_NULL)
                        && rows.stream()
                                .anyMatch(row -> Optional.ofNullable(
                                                row.get(column.id().name()))
                                        .flatMap(value -> value)
                                        .isEmpty());
                if (!filled) {
                    kept.add(column.id().name());
                }
            }
        }
        return kept;
    }

    private static boolean comparable(Fact column, Fact other) {
        return column.get(Attribute.TYPE).equals(other.get(Attribute.TYPE))
                && column.get(Attribute.GENERATED).isEmpty()
                && other.get(Attribute.GENERATED).isEmpty();
    }

    /// The quoted name of a table.
    static String path(Id table) {
        String own = quoted(table.name());
        return table.parent().map(above -> quoted(above.name()) + "." + own).orElse(own);
    }

    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
