package dev.turnstone.postgresql.inspector;

import dev.turnstone.schema.Id;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A table, view or composite type, and the names of its columns.
final class Relation {
    private final long oid;
    private final Id id;
    private final boolean partition;
    private final List<String> columns = new ArrayList<>();

    /// @param partition whether it is part of a partitioned table
    Relation(long oid, Id id, boolean partition) {
        this.oid = oid;
        this.id = id;
        this.partition = partition;
    }

    long oid() {
        return oid;
    }

    Id id() {
        return id;
    }

    boolean partition() {
        return partition;
    }

    /// @param number of the column in the catalog, where gaps stand for dropped ones
    void column(int number, String name) {
        while (columns.size() < number) {
            columns.add("");
        }
        columns.set(number - 1, name);
    }

    /// The name of a column; empty for an expression, a system column or a whole row.
    String column(int number) {
        return number < 1 || number > columns.size() ? "" : columns.get(number - 1);
    }

    /// The names of columns; empty when one of them is none.
    List<String> columns(int[] numbers) {
        List<String> names = new ArrayList<>(numbers.length);
        for (int number : numbers) {
            String name = column(number);
            if (name.isEmpty()) {
                return List.of();
            }
            names.add(name);
        }
        return names;
    }

    /// All columns there are, in order.
    List<String> columns() {
        List<String> names = new ArrayList<>(columns);
        names.removeAll(Collections.singleton(""));
        return names;
    }
}
