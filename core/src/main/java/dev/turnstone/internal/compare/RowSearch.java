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
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds a row that a table takes, by trying: only the database knows what it takes.
final class RowSearch {
    private static final int TRIES = 60;
    private final Connection connection;
    private final Schema schema;
    private final SampleValues values;

    RowSearch(Connection connection, Schema schema, SampleValues values) {
        this.connection = connection;
        this.schema = schema;
        this.values = values;
    }

    /// How a search ended.
    ///
    /// @param values one for each column, as SQL expressions, that were taken
    /// @param refusal the database's words; absent when the row is in the table
    record Found(List<String> values, Optional<String> refusal) {
        Found {
            values = List.copyOf(values);
        }
    }

    /// The columns of a table that a row can be given values for, in order.
    static List<Fact> columns(Schema schema, Id table) {
        return schema.children(table, Kind.COLUMN).stream()
                .filter(column -> column.get(Attribute.GENERATED).isEmpty())
                .filter(column -> schema.children(column.id(), Kind.IDENTITY).isEmpty())
                .sorted(Comparator.comparingInt(column ->
                        column.detail(Attribute.POSITION).map(Integer::parseInt).orElse(0)))
                .toList();
    }

    /// Puts one row in, with values for these columns.
    ///
    /// @param number of the row, from 1: rows should not be equal
    Found row(Id table, List<Fact> columns, int number) {
        return row(table, columns, number, false);
    }

    /// The same with values at the borders of types, where the table takes them.
    Found atBorders(Id table, List<Fact> columns, int number) {
        return row(table, columns, number, true);
    }

    private Found row(Id table, List<Fact> columns, int number, boolean borders) {
        Map<Id, String> references = references(table, number);
        List<List<String>> candidates = new ArrayList<>();
        for (Fact column : columns) {
            String reference = references.get(column.id());
            List<String> free = borders ? values.atBorders(table, column, number) : values.of(table, column, number);
            candidates.add(reference == null ? free : withNull(column, reference));
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
        return new Found(taken(candidates, chosen), refusal.isEmpty() ? refusal : first);
    }

    private static List<String> taken(List<List<String>> candidates, int[] chosen) {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < chosen.length; i++) {
            taken.add(candidates.get(i).get(chosen[i]));
        }
        return taken;
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
        return tried(
                connection,
                insertion(
                        Quoting.table(table),
                        columns.stream().map(column -> column.id().name()).toList(),
                        taken(candidates, chosen)),
                true);
    }

    /// The statement that puts a row in.
    ///
    /// @param table as SQL
    static String insertion(String table, List<String> columns, List<String> values) {
        return columns.isEmpty()
                ? "INSERT INTO " + table + " DEFAULT VALUES"
                : "INSERT INTO " + table + " ("
                        + columns.stream().map(Quoting::name).collect(Collectors.joining(", ")) + ") VALUES ("
                        + String.join(", ", values) + ")";
    }

    /// Runs a statement; the database's words when it is refused. Within a transaction that goes on after it.
    ///
    /// @param kept whether what it did stays
    static Optional<String> tried(Connection connection, String sql, boolean kept) {
        try {
            boolean alone = connection.getAutoCommit();
            Optional<Savepoint> place = alone ? Optional.empty() : Optional.of(connection.setSavepoint());
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute(sql);
                if (place.isPresent() && !kept) {
                    connection.rollback(place.get());
                }
                return Optional.empty();
            } catch (SQLException e) {
                if (place.isPresent()) {
                    connection.rollback(place.get());
                }
                return Optional.of(
                        String.valueOf(e.getMessage()).lines().findFirst().orElse("refused"));
            }
        } catch (SQLException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
