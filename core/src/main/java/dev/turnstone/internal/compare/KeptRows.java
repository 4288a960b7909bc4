package dev.turnstone.internal.compare;

import dev.turnstone.DiffReport;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.schema.SpelledAnew;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The rows of every table before a change, and whether those that should survive it have.
final class KeptRows {
    private final Schema schema;
    private final Map<Id, List<Map<Id, String>>> rows;

    private KeptRows(Schema schema, Map<Id, List<Map<Id, String>>> rows) {
        this.schema = schema;
        this.rows = rows;
    }

    /// All rows; only of scratch databases, which have few.
    static KeptRows read(Connection connection, Schema schema) throws SQLException {
        Map<Id, List<Map<Id, String>>> rows = new LinkedHashMap<>();
        for (Fact table : schema.of(Kind.TABLE)) {
            List<Map<Id, String>> found = rows(connection, table.id(), columns(schema, table.id()));
            if (!found.isEmpty()) {
                rows.put(table.id(), found);
            }
        }
        return new KeptRows(schema, rows);
    }

    /// What is gone after a migration that should not be.
    List<String> lost(Connection connection, DiffReport report, String when) throws SQLException {
        Map<Id, Id> names = names(report);
        return compare(connection, report.diff().to(), names, when, rewritten(report));
    }

    /// What is gone after there and back again: of what was dropped on the way nothing is expected.
    List<String> lostOnReturn(Connection connection, DiffReport report) throws SQLException {
        Schema between = report.diff().to();
        Map<Id, Id> names = names(report);
        Set<Id> through = schema.ids().stream()
                .filter(id -> !between.has(Renames.renamed(id, names)))
                .collect(Collectors.toSet());
        through.addAll(rewritten(report));
        for (Kind kind : List.of(Kind.PARTITION, Kind.INHERITANCE)) {
            for (Fact link : schema.of(kind)) {
                Optional<Id> before = link.get(Attribute.PARENT).map(Id::parse).map(id -> Renames.renamed(id, names));
                Optional<Id> then = between.find(Renames.renamed(link.id(), names))
                        .flatMap(fact -> fact.get(Attribute.PARENT))
                        .map(Id::parse);
                if (!before.equals(then)) {
                    through.addAll(above(link));
                }
            }
        }
        for (Fact column : schema.of(Kind.COLUMN)) {
            Optional<Fact> then = between.find(Renames.renamed(column.id(), names));
            if (then.isPresent() && otherwise(column, then.get(), between)) {
                through.add(column.id());
            }
        }
        return compare(connection, schema, Map.of(), "after the way back", through);
    }

    /// Whether a column held other values in between: of another type, spelled otherwise, or computed.
    private boolean otherwise(Fact column, Fact then, Schema between) {
        return !then.get(Attribute.TYPE).equals(column.get(Attribute.TYPE))
                || !then.get(Attribute.GENERATED).equals(column.get(Attribute.GENERATED))
                || SpelledAnew.column(column, schema, between)
                || filled(column, then);
    }

    /// Whether rows were NULL in a column that is NOT NULL afterwards: they have been given a value.
    private boolean filled(Fact column, Fact then) {
        return !column.is(Attribute.NOT_NULL)
                && then.is(Attribute.NOT_NULL)
                && rows.getOrDefault(column.id().parent().orElseThrow(), List.of()).stream()
                        .anyMatch(row -> "NULL".equals(row.get(column.id())));
    }

    /// The tables that show the rows of one that is part of them.
    private Set<Id> above(Fact link) {
        Set<Id> above = new HashSet<>();
        Deque<Fact> open = new ArrayDeque<>(List.of(link));
        while (!open.isEmpty()) {
            Optional<Id> table = open.remove().get(Attribute.PARENT).map(Id::parse);
            if (table.isPresent() && above.add(table.get())) {
                open.addAll(schema.children(table.get(), Kind.PARTITION));
                open.addAll(schema.children(table.get(), Kind.INHERITANCE));
            }
        }
        return above;
    }

    private List<String> compare(Connection connection, Schema now, Map<Id, Id> names, String when, Set<Id> excepted)
            throws SQLException {
        List<String> lost = new ArrayList<>();
        Map<String, Set<Id>> groups = groups(schema, names);
        Map<String, Set<Id>> groupsNow = groups(now, Map.of());
        for (Map.Entry<Id, List<Map<Id, String>>> entry : rows.entrySet()) {
            Id table = entry.getKey();
            Id called = Renames.renamed(table, names);
            boolean regrouped = (!Objects.equals(groups.get(table.text()), groupsNow.get(called.text()))
                            && !divided(table, called, now, names))
                    || !place(table, schema).equals(place(called, now));
            if (!now.has(called) || excepted.contains(table) || regrouped) {
                continue;
            }
            Map<Id, Id> kept = new LinkedHashMap<>();
            for (Fact column : columns(schema, table)) {
                Id then = Renames.renamed(column.id(), names);
                boolean stays = !excepted.contains(column.id())
                        && same(column, now.find(then))
                        && !filled(column, now.find(then).orElseThrow());
                if (stays && !SpelledAnew.column(column, schema, now)) {
                    kept.put(column.id(), then);
                }
            }
            List<Fact> columns =
                    kept.values().stream().map(id -> now.find(id).orElseThrow()).toList();
            List<Map<Id, String>> found = rows(connection, called, columns);
            if (found.size() != entry.getValue().size()) {
                lost.add(when + ": " + called.words() + " has " + found.size() + " rows instead of "
                        + entry.getValue().size());
            } else if (!projected(entry.getValue(), List.copyOf(kept.keySet()))
                    .equals(projected(found, List.copyOf(kept.values())))) {
                lost.add(when + ": " + called.words() + " has other values in its rows");
            }
        }
        return lost;
    }

    /// Whether a table shows the same rows though it is divided into others now: none of its partitions has become a
    /// table by itself, and no table one of its partitions.
    private boolean divided(Id table, Id called, Schema now, Map<Id, Id> names) {
        Optional<String> before = schema.find(table).flatMap(fact -> fact.get(Attribute.PARTITION_KEY));
        Optional<String> after = now.find(called).flatMap(fact -> fact.get(Attribute.PARTITION_KEY));
        boolean apart = schema.of(Kind.PARTITION).stream()
                .map(link -> Renames.renamed(link.id().parent().orElseThrow(), names))
                .anyMatch(part ->
                        now.has(part) && now.children(part, Kind.PARTITION).isEmpty());
        boolean joined = now.of(Kind.PARTITION).stream()
                .map(link -> link.id().parent().orElseThrow())
                .anyMatch(part -> schema.has(part)
                        && schema.children(part, Kind.PARTITION).isEmpty());
        return !before.equals(after) && !apart && !joined;
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

    /// The partitions or heirs of each table: one that gains or loses some shows other rows for it.
    private static Map<String, Set<Id>> groups(Schema schema, Map<Id, Id> names) {
        Map<String, Set<Id>> groups = new HashMap<>();
        for (Kind kind : List.of(Kind.PARTITION, Kind.INHERITANCE)) {
            for (Fact link : schema.of(kind)) {
                link.get(Attribute.PARENT)
                        .ifPresent(parent -> groups.computeIfAbsent(parent, ignored -> new HashSet<>())
                                .add(Renames.renamed(link.id().parent().orElseThrow(), names)));
            }
        }
        return groups;
    }

    private static boolean same(Fact column, Optional<Fact> now) {
        return now.isPresent()
                && column.get(Attribute.TYPE).equals(now.get().get(Attribute.TYPE))
                && now.get().get(Attribute.GENERATED).isEmpty();
    }

    private static Set<Id> rewritten(DiffReport report) {
        Set<Id> rewritten = new HashSet<>(Fills.filled(report.diff()));
        rewritten.addAll(Usings.converted(report.diff()));
        report.answers().map(DiffReport.Answers::rewritten).ifPresent(rewritten::addAll);
        return rewritten;
    }

    private static Map<Id, Id> names(DiffReport report) {
        return report.renames().map(Renames::names).orElse(Map.of());
    }

    private static List<Fact> columns(Schema schema, Id table) {
        return schema.children(table, Kind.COLUMN).stream()
                .filter(column -> column.get(Attribute.GENERATED).isEmpty())
                .toList();
    }

    private static List<Map<Id, String>> rows(Connection connection, Id table, List<Fact> columns) throws SQLException {
        List<Map<Id, String>> rows = new ArrayList<>();
        String list = columns.isEmpty() ? "1" : Quoting.columns(columns);
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + list + " FROM " + Quoting.table(table))) {
            while (result.next()) {
                Map<Id, String> row = new HashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    String value = result.getString(i + 1);
                    row.put(columns.get(i).id(), value == null ? "NULL" : "'" + value);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<String> projected(List<Map<Id, String>> rows, List<Id> columns) {
        List<String> lines = new ArrayList<>();
        for (Map<Id, String> row : rows) {
            lines.add(columns.stream().map(row::get).toList().toString());
        }
        Collections.sort(lines);
        return lines;
    }
}
