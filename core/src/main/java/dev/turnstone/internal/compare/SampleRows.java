package dev.turnstone.internal.compare;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts made-up rows into every table of a scratch database: by type, by the literals that checks, enums and bounds
/// name, and by trying.
final class SampleRows {
    private static final int ROWS = 2;
    private static final int BORDERS = 2;
    private final Connection connection;
    private final Schema schema;
    private final boolean borders;
    private final RowSearch search;
    private final Map<Id, String> left = new LinkedHashMap<>();
    private int tables;
    private int rows;

    /// @param values of the rows
    /// @param borders whether two rows more in each table hold values at the borders of their types
    SampleRows(Connection connection, Schema schema, SampleValues values, boolean borders) {
        this.connection = connection;
        this.schema = schema;
        this.borders = borders;
        this.search = new RowSearch(connection, schema, values);
    }

    /// What was put in.
    ///
    /// @param unseeded tables that took no row, each with the database's words
    record Sown(int tables, int rows, List<String> unseeded) {
        static final Sown NOTHING = new Sown(0, 0, List.of());
    }

    /// Puts rows in, tables that others refer to first; what waits for each other then together.
    Sown sow() throws SQLException {
        for (Fact table : schema.of(Kind.TABLE)) {
            boolean part = !schema.children(table.id(), Kind.PARTITION).isEmpty();
            if (!part && !RowSearch.columns(schema, table.id()).isEmpty()) {
                left.put(table.id(), "");
            }
        }
        oneByOne();
        if (!left.isEmpty()) {
            together();
            oneByOne();
        }
        schema.of(Kind.TABLE).forEach(table -> refer(table.id()));
        List<String> unseeded = left.entrySet().stream()
                .map(entry -> entry.getKey().words() + ": " + entry.getValue())
                .toList();
        return new Sown(tables, rows, unseeded);
    }

    private void oneByOne() {
        boolean moved = true;
        while (moved && !left.isEmpty()) {
            moved = false;
            for (Id table : List.copyOf(left.keySet())) {
                Optional<String> refusal = fill(table);
                if (refusal.isEmpty()) {
                    left.remove(table);
                    tables++;
                    moved = true;
                } else {
                    left.put(table, refusal.get());
                }
            }
        }
    }

    /// Why a table took no row; empty when it took one.
    private Optional<String> fill(Id table) {
        List<Fact> columns = RowSearch.columns(schema, table);
        int before = rows;
        Optional<String> refusal = Optional.empty();
        for (int number = 1; number <= ROWS && refusal.isEmpty(); number++) {
            refusal = search.row(table, columns, number).refusal();
            rows += refusal.isEmpty() ? 1 : 0;
        }
        if (rows == before) {
            return refusal;
        }
        for (int number = ROWS + 1; borders && number <= ROWS + BORDERS; number++) {
            rows += search.atBorders(table, columns, number).refusal().isEmpty() ? 1 : 0;
        }
        return Optional.empty();
    }

    /// A row in each of the tables that are left, in one transaction, for keys that are looked at when it ends.
    private void together() throws SQLException {
        connection.setAutoCommit(false);
        int taken = 0;
        try {
            for (Id table : left.keySet()) {
                Optional<String> refusal =
                        search.row(table, RowSearch.columns(schema, table), 1).refusal();
                taken += refusal.isEmpty() ? 1 : 0;
            }
            connection.commit();
            if (taken == left.size()) {
                tables += taken;
                rows += taken;
                left.clear();
            }
        } catch (SQLException refused) {
            connection.rollback();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /// Lets rows that refer to nothing refer to something, now that there is something: keys that go in circles.
    private void refer(Id table) {
        for (Fact constraint : schema.children(table, Kind.CONSTRAINT)) {
            List<String> own = Names.read(constraint.get(Attribute.COLUMNS).orElse(""));
            List<String> theirs =
                    Names.read(constraint.get(Attribute.REFERENCED_COLUMNS).orElse(""));
            Optional<Id> referenced = constraint.get(Attribute.REFERENCES).map(Id::parse);
            if (referenced.isPresent() && own.size() == 1 && theirs.size() == 1) {
                String column = Quoting.name(own.get(0));
                Optional<String> ignored = RowSearch.tried(
                        connection,
                        "UPDATE " + Quoting.table(table) + " SET " + column + " = (SELECT min("
                                + Quoting.name(theirs.get(0)) + ") FROM " + Quoting.table(referenced.get())
                                + ") WHERE " + column + " IS NULL",
                        true);
            }
        }
    }
}
