package dev.turnstone.internal.compare;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Puts made-up rows into every table of a scratch database: by type, by the literals that checks, enums and bounds
/// name, and by trying, since only the database knows what it takes.
final class SampleRows {
    private static final int ROWS = 2;
    private static final int TRIES = 60;
    private final Connection connection;
    private final Schema schema;
    private final SampleValues values;

    /// @param later the schema to come, whose checks the rows should pass too
    /// @param plain see [SampleValues]
    SampleRows(Connection connection, Schema schema, Schema later, boolean plain) {
        this.connection = connection;
        this.schema = schema;
        this.values = new SampleValues(schema, later, plain);
    }

    /// What was put in.
    ///
    /// @param unseeded tables that took no row, each with the database's words
    record Sown(int tables, int rows, List<String> unseeded) {
        static final Sown NOTHING = new Sown(0, 0, List.of());
    }

    /// Puts rows in, tables that others refer to first.
    Sown sow() {
        Map<Id, String> left = new LinkedHashMap<>();
        for (Fact table : schema.of(Kind.TABLE)) {
            boolean part = !schema.children(table.id(), Kind.PARTITION).isEmpty();
            if (!part && !columns(table.id()).isEmpty()) {
                left.put(table.id(), "");
            }
        }
        int tables = 0;
        int rows = 0;
        boolean moved = true;
        while (moved && !left.isEmpty()) {
            moved = false;
            for (Id table : List.copyOf(left.keySet())) {
                int before = rows;
                Optional<String> refusal = Optional.empty();
                for (int number = 1; number <= ROWS && refusal.isEmpty(); number++) {
                    refusal = row(table, number);
                    rows += refusal.isEmpty() ? 1 : 0;
                }
                if (rows > before) {
                    left.remove(table);
                    tables++;
                    moved = true;
                } else {
                    left.put(table, refusal.orElse(""));
                }
            }
        }
        List<String> unseeded = left.entrySet().stream()
                .map(entry -> entry.getKey().words() + ": " + entry.getValue())
                .toList();
        return new Sown(tables, rows, unseeded);
    }

    private List<Fact> columns(Id table) {
        return schema.children(table, Kind.COLUMN).stream()
                .filter(column -> column.get(Attribute.GENERATED).isEmpty())
                .filter(column -> schema.children(column.id(), Kind.IDENTITY).isEmpty())
                .sorted(Comparator.comparingInt(column ->
                        column.detail(Attribute.POSITION).map(Integer::parseInt).orElse(0)))
                .toList();
    }

    /// Puts one row in; why not, when that fails.
    private Optional<String> row(Id table, int number) {
        List<Fact> columns = columns(table);
        Map<Id, String> references = references(table, number);
        List<List<String>> candidates = new ArrayList<>();
        for (Fact column : columns) {
            String reference = references.get(column.id());
            candidates.add(reference == null ? values.of(table, column, number) : withNull(column, reference));
        }
        int[] chosen = new int[columns.size()];
        Optional<String> first = insert(table, columns, candidates, chosen);
        Optional<String> refusal = first;
        int tries = 1;
        for (int column = 0; column < chosen.length && refusal.isPresent(); column++) {
            int best = chosen[column];
            for (int other = 1;
                    other < candidates.get(column).size() && refusal.isPresent() && tries < TRIES;
                    other++) {
                chosen[column] = other;
                Optional<String> answer = insert(table, columns, candidates, chosen);
                tries++;
                if (answer.isEmpty() || !answer.equals(refusal)) {
                    best = other;
                    refusal = answer;
                }
            }
            chosen[column] = best;
        }
        return refusal.isEmpty() ? refusal : first;
    }

    private static List<String> withNull(Fact column, String reference) {
        return column.is(Attribute.NOT_NULL) ? List.of(reference) : List.of(reference, "NULL");
    }

    /// The values of columns that refer to rows of other tables, which must be there.
    private Map<Id, String> references(Id table, int number) {
        Map<Id, String> found = new HashMap<>();
        for (Fact constraint : schema.children(table, Kind.CONSTRAINT)) {
            Optional<String> referenced = constraint.get(Attribute.REFERENCES);
            if (referenced.isEmpty()) {
                continue;
            }
            List<String> own = Names.read(constraint.get(Attribute.COLUMNS).orElse(""));
            List<String> theirs =
                    Names.read(constraint.get(Attribute.REFERENCED_COLUMNS).orElse(""));
            if (!theirs.isEmpty() && own.size() == theirs.size()) {
                List<String> row = referencedRow(Id.parse(referenced.get()), theirs, number);
                for (int i = 0; i < own.size() && i < row.size(); i++) {
                    found.put(table.child(Kind.COLUMN, own.get(i)), row.get(i));
                }
            }
        }
        return found;
    }

    private List<String> referencedRow(Id table, List<String> columns, int number) {
        String list = columns.stream().map(Quoting::name).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT " + list + " FROM " + Quoting.table(table) + " ORDER BY 1 LIMIT " + number)) {
            List<String> row = new ArrayList<>();
            while (rows.next()) {
                row.clear();
                for (int i = 1; i <= columns.size(); i++) {
                    String value = rows.getString(i);
                    row.add(value == null ? "NULL" : Quoting.literal(value));
                }
            }
            return row;
        } catch (SQLException e) {
            return List.of();
        }
    }

    private Optional<String> insert(Id table, List<Fact> columns, List<List<String>> candidates, int[] chosen) {
        StringBuilder sql = new StringBuilder("INSERT INTO ").append(Quoting.table(table));
        if (columns.isEmpty()) {
            sql.append(" DEFAULT VALUES");
        } else {
            sql.append(" (").append(Quoting.columns(columns)).append(") VALUES (");
            for (int i = 0; i < chosen.length; i++) {
                sql.append(i == 0 ? "" : ", ").append(candidates.get(i).get(chosen[i]));
            }
            sql.append(')');
        }
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.executeUpdate(sql.toString());
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("refused"));
        }
    }
}
