package dev.turnstone.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A schema that is drawn at random, may be changed at random, and is written as a script for one engine: tables with
/// keys, foreign keys in any direction and to themselves, checks, indexes, views.
final class RandomSchema {
    private static final List<String> NAMES =
            List.of("users", "Order", "a b", "select", "x\"y", "tags", "notes", "é", "log-1", "items");
    private static final List<String> COLUMN_NAMES =
            List.of("name", "Size", "from", "a.b", "q\"q", "state", "day", "sum", "naïve", "n1");
    private static final Map<String, List<String>> POSTGRES_TYPES = Map.of(
            "integer", List.of("bigint", "numeric(12,2)", "text"),
            "bigint", List.of("numeric(12,2)", "text"),
            "text", List.of("character varying(40)"),
            "character varying(40)", List.of("text", "character varying(60)"),
            "boolean", List.of("text"),
            "date", List.of("timestamp without time zone", "text"),
            "numeric(12,2)", List.of("numeric(14,3)", "text"),
            "uuid", List.of("text"),
            "jsonb", List.of("text"),
            "integer[]", List.of("bigint[]"));
    private static final Map<String, List<String>> SQLITE_TYPES = Map.of(
            "INTEGER", List.of("NUMERIC", "TEXT"),
            "TEXT", List.of("VARCHAR(40)"),
            "VARCHAR(40)", List.of("TEXT"),
            "REAL", List.of("NUMERIC"),
            "NUMERIC", List.of("TEXT"));

    private final Random random;
    private final boolean sqlite;
    private final Map<String, Table> tables = new LinkedHashMap<>();

    private RandomSchema(Random random, boolean sqlite) {
        this.random = random;
        this.sqlite = sqlite;
    }

    private static final class Table {
        final Map<String, Column> columns = new LinkedHashMap<>();
        final Map<String, Reference> references = new LinkedHashMap<>();
        final Map<String, String> indexes = new LinkedHashMap<>();
        boolean unique;
        boolean check;
        boolean view;
        boolean strict;
        String comment = "";
    }

    private record Column(String type, boolean notNull, String defaultValue) {}

    private record Reference(String table, String action, boolean deferrable) {}

    /// Draws a schema.
    static RandomSchema draw(Random random, boolean sqlite) {
        RandomSchema schema = new RandomSchema(random, sqlite);
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            schema.addTable();
        }
        schema.tables.values().forEach(schema::reference);
        return schema;
    }

    /// A copy with one to five changes.
    RandomSchema mutated() {
        RandomSchema copy = new RandomSchema(random, sqlite);
        tables.forEach((name, table) -> copy.tables.put(name, copied(table)));
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            copy.change();
        }
        return copy;
    }

    private static Table copied(Table table) {
        Table copy = new Table();
        copy.columns.putAll(table.columns);
        copy.references.putAll(table.references);
        copy.indexes.putAll(table.indexes);
        copy.unique = table.unique;
        copy.check = table.check;
        copy.view = table.view;
        copy.strict = table.strict;
        copy.comment = table.comment;
        return copy;
    }

    private void change() {
        if (tables.isEmpty() || random.nextInt(8) == 0) {
            addTable();
            return;
        }
        Table table = pick(List.copyOf(tables.values()));
        switch (random.nextInt(9)) {
            case 0 -> dropTable(pick(List.copyOf(tables.keySet())));
            case 1 -> addColumn(table);
            case 2 -> dropColumn(table);
            case 3 -> alterColumn(table);
            case 4 -> reference(table);
            case 5 -> table.references.keySet().stream().findFirst().ifPresent(table.references::remove);
            case 6 -> index(table);
            case 7 -> table.check = !table.check;
            default -> decorate(table);
        }
    }

    private void decorate(Table table) {
        table.view = random.nextBoolean();
        table.unique = random.nextBoolean();
        table.strict = sqlite
                && random.nextInt(4) == 0
                && table.columns.values().stream()
                        .allMatch(column -> List.of("INTEGER", "TEXT", "REAL").contains(column.type()));
        table.comment = random.nextBoolean() ? "" : "it's " + random.nextInt(3);
    }

    private void addTable() {
        Table table = new Table();
        int columns = random.nextInt(5);
        for (int i = 0; i < columns; i++) {
            addColumn(table);
        }
        decorate(table);
        index(table);
        table.check = random.nextInt(3) == 0;
        tables.putIfAbsent(pick(NAMES), table);
    }

    private void dropTable(String name) {
        tables.remove(name);
        tables.values()
                .forEach(other ->
                        other.references.values().removeIf(to -> to.table().equals(name)));
    }

    private void addColumn(Table table) {
        table.strict = false;
        table.columns.putIfAbsent(pick(COLUMN_NAMES), column(pick(List.copyOf(new TreeSet<>(types().keySet())))));
    }

    private Column column(String type) {
        boolean notNull = random.nextInt(3) == 0;
        return new Column(type, notNull, notNull || random.nextInt(3) == 0 ? value(type) : "");
    }

    private static String value(String type) {
        return switch (type) {
            case "boolean" -> "false";
            case "date", "timestamp without time zone" -> "'2020-01-01'";
            case "uuid" -> "'00000000-0000-0000-0000-000000000001'";
            case "jsonb", "integer[]", "bigint[]" -> "'{}'";
            case "text", "TEXT", "VARCHAR(40)", "character varying(40)", "character varying(60)" -> "'it''s'";
            default -> "7";
        };
    }

    private void dropColumn(Table table) {
        if (!table.columns.isEmpty()) {
            String gone = pick(List.copyOf(table.columns.keySet()));
            table.columns.remove(gone);
            table.indexes.values().removeIf(gone::equals);
        }
    }

    private void alterColumn(Table table) {
        if (!table.columns.isEmpty()) {
            Map.Entry<String, Column> column = pick(List.copyOf(table.columns.entrySet()));
            String type = column.getValue().type();
            List<String> others = types().getOrDefault(type, List.of());
            boolean other = random.nextBoolean() && !others.isEmpty() && !table.strict;
            table.columns.put(column.getKey(), column(other ? pick(others) : type));
        }
    }

    private void reference(Table table) {
        if (random.nextInt(3) > 0) {
            String column = "ref_" + random.nextInt(3);
            String action = pick(List.of("", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON UPDATE CASCADE"));
            table.references.put(
                    column, new Reference(pick(List.copyOf(tables.keySet())), action, random.nextInt(4) == 0));
        }
    }

    private void index(Table table) {
        if (!table.columns.isEmpty() && random.nextBoolean()) {
            table.indexes.put("ix" + random.nextInt(3), pick(List.copyOf(table.columns.keySet())));
        }
    }

    private Map<String, List<String>> types() {
        return sqlite ? SQLITE_TYPES : POSTGRES_TYPES;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// The quoted names of its tables.
    List<String> tableNames() {
        return tables.keySet().stream().map(RandomSchema::quoted).toList();
    }

    /// The script that makes it. On PostgreSQL foreign keys come last, since they may go in circles.
    String script() {
        StringBuilder script = new StringBuilder();
        tables.forEach((name, table) -> script.append(createTable(name, table)));
        if (!sqlite) {
            tables.forEach((name, table) -> foreignKeys(name, table)
                    .forEach(key -> script.append("ALTER TABLE %s ADD %s;\n".formatted(quoted(name), key))));
        }
        tables.forEach((name, table) -> script.append(besides(name, table)));
        return script.toString();
    }

    private String createTable(String name, Table table) {
        List<String> parts = new ArrayList<>();
        parts.add("\"id\" integer PRIMARY KEY");
        table.columns.forEach((column, is) -> parts.add(quoted(column) + " " + is.type()
                + (is.defaultValue().isEmpty() ? "" : " DEFAULT " + is.defaultValue())
                + (is.notNull() ? " NOT NULL" : "")));
        table.references.keySet().forEach(column -> parts.add(quoted(column) + " integer"));
        if (table.unique) {
            parts.add("CONSTRAINT " + quoted(name + "_u") + " UNIQUE ("
                    + table.columns.keySet().stream()
                            .limit(1)
                            .map(RandomSchema::quoted)
                            .collect(Collectors.joining("", "", table.columns.isEmpty() ? "" : ", "))
                    + "\"id\")");
        }
        if (table.check) {
            parts.add("CONSTRAINT \"positive\" CHECK (\"id\" > 0 AND \"id\" NOT IN (-1, -2))");
        }
        if (sqlite) {
            parts.addAll(foreignKeys(name, table));
        }
        return "CREATE TABLE %s (\n  %s\n)%s;\n"
                .formatted(quoted(name), String.join(",\n  ", parts), table.strict ? " STRICT" : "");
    }

    private List<String> foreignKeys(String name, Table table) {
        return table.references.entrySet().stream()
                .filter(entry -> tables.containsKey(entry.getValue().table()))
                .map(entry -> "CONSTRAINT %s FOREIGN KEY (%s) REFERENCES %s (\"id\")%s%s"
                        .formatted(
                                quoted(name + "_" + entry.getKey()),
                                quoted(entry.getKey()),
                                quoted(entry.getValue().table()),
                                entry.getValue().action(),
                                entry.getValue().deferrable() ? " DEFERRABLE INITIALLY DEFERRED" : ""))
                .toList();
    }

    private String besides(String name, Table table) {
        StringBuilder text = new StringBuilder();
        table.indexes.forEach((index, column) -> text.append(
                "CREATE INDEX %s ON %s (%s);\n".formatted(quoted(name + "_" + index), quoted(name), quoted(column))));
        if (table.view) {
            text.append("CREATE VIEW %s AS SELECT \"id\"%s FROM %s WHERE \"id\" > 0;\n"
                    .formatted(
                            quoted("v_" + name),
                            table.columns.keySet().stream()
                                    .map(column -> ", " + quoted(column))
                                    .collect(Collectors.joining()),
                            quoted(name)));
        }
        if (!sqlite && !table.comment.isEmpty()) {
            text.append("COMMENT ON TABLE %s IS '%s';\n".formatted(quoted(name), table.comment.replace("'", "''")));
        }
        return text.toString();
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
