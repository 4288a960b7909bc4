package dev.turnstone.testkit.conformance;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Puts two rows into every table of any schema where that can be done by trying: the same number in every column of a
/// row, in whatever spelling its type takes, so that foreign keys find each other.
final class Sowing {
    private static final int ROWS = 2;
    private static final List<String> SPELLINGS = List.of(
            "%d",
            "2020-01-0%d",
            "t",
            "{}",
            "{\"a\":%d}",
            "00000000-0000-0000-0000-00000000000%d",
            "(%d,%d)",
            "empty",
            "10.0.0.%d",
            "08:00:2b:01:02:0%d",
            "((0,0),(%d,%d))",
            "<(0,0),%d>",
            "{%d,%d,1}",
            "a => %d",
            "<a>%d</a>",
            "B%d");

    private final Schema schema;
    private final boolean typed;
    private final Map<String, Optional<String>> spellings = new HashMap<>();

    private Sowing(Schema schema) {
        this.schema = schema;
        this.typed = schema.of(Kind.SCHEMA).stream().findAny().isPresent();
    }

    /// Sows what grows.
    static void sow(Ground ground, Schema schema) throws SQLException {
        ground.connected(connection -> {
            try (Statement statement = connection.createStatement()) {
                return new Sowing(schema).sow(statement);
            }
        });
    }

    /// Counts the tables that stay empty. In rounds, since a table may need rows of one that comes later.
    private int sow(Statement statement) {
        Set<Id> waiting = new LinkedHashSet<>();
        schema.of(Kind.TABLE).forEach(table -> waiting.add(table.id()));
        boolean grew = true;
        while (grew && !waiting.isEmpty()) {
            grew = false;
            for (Id table : List.copyOf(waiting)) {
                if (row(statement, table, 1)) {
                    for (int n = 2; n <= ROWS; n++) {
                        row(statement, table, n);
                    }
                    waiting.remove(table);
                    grew = true;
                }
            }
        }
        return waiting.size();
    }

    private boolean row(Statement statement, Id table, int number) {
        return insertions(statement, table, number).stream().anyMatch(insertion -> tried(statement, insertion));
    }

    /// Statements that may put a row in, the fullest first: with every column, with those that need a value, with none.
    private List<String> insertions(Statement statement, Id table, int number) {
        Map<String, String> all = new LinkedHashMap<>();
        Map<String, String> few = new LinkedHashMap<>();
        for (Fact column : schema.children(table, Kind.COLUMN)) {
            if (!isComputed(column)) {
                String value = value(statement, column, number);
                all.put(Rows.quoted(column.id().name()), value);
                if (column.is(Attribute.NOT_NULL) && !schema.has(column.id().satellite(Kind.DEFAULT))) {
                    few.put(Rows.quoted(column.id().name()), value);
                }
            }
        }
        Set<String> statements = new LinkedHashSet<>();
        for (Map<String, String> values : List.of(all, few)) {
            if (!values.isEmpty()) {
                statements.add(insertion(table, values));
            }
        }
        statements.add("INSERT INTO " + Rows.path(table) + " DEFAULT VALUES");
        return List.copyOf(statements);
    }

    private String insertion(Id table, Map<String, String> values) {
        return "INSERT INTO " + Rows.path(table) + " (" + String.join(", ", values.keySet()) + ")"
                + (typed ? " OVERRIDING SYSTEM VALUE" : "")
                + " VALUES (" + String.join(", ", values.values()) + ")";
    }

    /// Statements that an application may send to a database of this schema, for the tables that another has too: of
    /// columns only those that it has as well.
    static List<String> statements(Statement statement, Schema schema, Schema other) {
        Schema common = new Schema(
                schema.dialect(),
                schema.version(),
                schema.facts().stream().filter(fact -> other.has(fact.id())).toList(),
                List.of());
        Sowing sowing = new Sowing(common);
        List<String> statements = new ArrayList<>();
        for (Fact table : common.of(Kind.TABLE)) {
            statements.addAll(sowing.insertions(statement, table.id(), ROWS + 1));
            String columns = common.children(table.id(), Kind.COLUMN).stream()
                    .filter(column -> !sowing.isComputed(column))
                    .filter(column -> !common.has(column.id().satellite(Kind.IDENTITY)))
                    .map(column -> Rows.quoted(column.id().name()))
                    .map(name -> name + " = " + name)
                    .collect(Collectors.joining(", "));
            if (!columns.isEmpty()) {
                statements.add("UPDATE " + Rows.path(table.id()) + " SET " + columns);
            }
            statements.add("DELETE FROM " + Rows.path(table.id()));
        }
        return statements;
    }

    private boolean isComputed(Fact column) {
        Optional<String> generated = column.get(Attribute.GENERATED);
        return generated.isPresent()
                && (generated.get().equals("stored") || generated.get().equals("virtual"));
    }

    private String value(Statement statement, Fact column, int number) {
        String type = column.get(Attribute.TYPE).orElse("");
        if (!typed) {
            return type.toUpperCase(Locale.ROOT).contains("BLOB") ? "x'0" + number + "'" : "" + number;
        }
        Optional<String> label = enumLabel(type);
        if (label.isPresent()) {
            return literal(label.get());
        }
        return spellings
                .computeIfAbsent(type, unknown -> spelling(statement, unknown))
                .map(spelling -> literal(spelling.replace("%d", Integer.toString(number))))
                .orElse("NULL");
    }

    private static Optional<String> spelling(Statement statement, String type) {
        return SPELLINGS.stream()
                .filter(spelling ->
                        tried(statement, "SELECT CAST(" + literal(spelling.replace("%d", "1")) + " AS " + type + ")"))
                .findFirst();
    }

    private Optional<String> enumLabel(String type) {
        for (Fact fact : schema.of(Kind.ENUM)) {
            if (type.replace("\"", "").equals(fact.id().path())) {
                List<String> labels =
                        new ArrayList<>(Names.read(fact.get(Attribute.VALUES).orElse("")));
                return labels.stream().findFirst();
            }
        }
        return Optional.empty();
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /// A refusal by the database is an answer here: the table takes no such row.
    private static boolean tried(Statement statement, String sql) {
        try {
            statement.execute(sql);
            return true;
        } catch (SQLException refused) {
            return false;
        }
    }
}
