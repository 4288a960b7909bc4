package dev.turnstone.internal.compare;

import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts made-up rows into every table of a scratch database: by type, by the literals that checks, enums and bounds
/// name, and by trying.
final class SampleRows {
    private static final int ROWS = 2;
    private final Schema schema;
    private final RowSearch search;

    /// @param later the schema to come, whose checks the rows should pass too
    /// @param plain see [SampleValues]
    SampleRows(Connection connection, Schema schema, Schema later, boolean plain) {
        this.schema = schema;
        this.search = new RowSearch(connection, schema, new SampleValues(schema, later, plain));
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
            if (!part && !RowSearch.columns(schema, table.id()).isEmpty()) {
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
                    refusal = search.row(table, RowSearch.columns(schema, table), number)
                            .refusal();
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
}
