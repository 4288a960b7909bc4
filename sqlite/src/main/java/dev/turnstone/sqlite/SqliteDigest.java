package dev.turnstone.sqlite;

import dev.turnstone.sqlite.text.SqliteWords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the rows of a table are, without their order: sums over hashes of each value, one pass, the same memory for
/// any number of rows. Equal digests stand for equal values with equal types, but for one chance in 2⁶⁴.
///
/// @param rows how many
/// @param columns by name, ASCII letters in lower case
record SqliteDigest(long rows, Map<String, Values> columns) {
    /// Differences fall into this many heaps by the key of their row: a lower bound for the rows that differ.
    private static final int HEAPS = 256;

    private static final long INTEGER = 0x9E3779B97F4A7C15L;
    private static final long REAL = 0xC2B2AE3D27D4EB4FL;
    private static final long TEXT = 0x165667B19E3779F9L;
    private static final long BLOB = 0x27D4EB2F165667C5L;
    private static final long NULL = 0x85EBCA77C2B2AE63L;

    /// The values of one column: sums that wrap around.
    static final class Values {
        /// Each value bound to the key of its row.
        private final long[] keyed = new long[HEAPS];
        /// Each value with its type.
        private long typed;
        /// Each value as it is written: `7` and `'7'` are one, `'007'` is another.
        private long written;

        boolean sameInEachRow(Values other) {
            return Arrays.equals(keyed, other.keyed);
        }

        boolean sameValues(Values other) {
            return typed == other.typed;
        }

        boolean sameWriting(Values other) {
            return written == other.written;
        }

        /// At least so many rows differ.
        int differing(Values other) {
            int heaps = 0;
            for (int i = 0; i < HEAPS; i++) {
                heaps += keyed[i] == other.keyed[i] ? 0 : 1;
            }
            return heaps;
        }
    }

    /// Reads a table.
    ///
    /// @param key the columns that tell its rows apart, in an order that is the same for both digests that are
    /// compared;
    ///     empty when there are none
    static SqliteDigest of(SqliteSession session, String table, SqliteColumns columns, List<String> key)
            throws SQLException {
        Map<String, Values> values = new LinkedHashMap<>();
        List<String> selected = new ArrayList<>();
        columns.columns().forEach((name, column) -> {
            values.put(name, new Values());
            selected.add(SqliteWords.quote(column.name()));
        });
        String sql = "SELECT " + String.join(", ", selected) + " FROM main." + SqliteWords.quote(table);
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return new SqliteDigest(sum(rows, new ArrayList<>(values.values()), places(columns, key)), values);
        }
    }

    private static int[] places(SqliteColumns columns, List<String> key) {
        List<String> names = new ArrayList<>(columns.columns().keySet());
        return key.stream().mapToInt(names::indexOf).toArray();
    }

    private static long sum(ResultSet rows, List<Values> columns, int[] key) throws SQLException {
        int width = columns.size();
        long[] typed = new long[width];
        long[] written = new long[width];
        long count = 0;
        while (rows.next()) {
            count++;
            for (int i = 0; i < width; i++) {
                Object value = rows.getObject(i + 1);
                written[i] = written(value);
                typed[i] = mix(written[i] ^ type(value));
            }
            long row = 1;
            for (int place : key) {
                row = mix(row * 31 + written[place]);
            }
            int heap = (int) (row >>> 56);
            for (int i = 0; i < width; i++) {
                Values sums = columns.get(i);
                sums.keyed[heap] += mix(typed[i] + row);
                sums.typed += typed[i];
                sums.written += written[i];
            }
        }
        return count;
    }

    private static long type(Object value) {
        return switch (value) {
            case null -> NULL;
            case Integer ignored -> INTEGER;
            case Long ignored -> INTEGER;
            case Double ignored -> REAL;
            case byte[] ignored -> BLOB;
            default -> TEXT;
        };
    }

    /// A hash of the value as it would be written, so that `7`, `7.0` and `'7'` are one.
    private static long written(Object value) {
        return switch (value) {
            case null -> mix(NULL);
            case Number number -> mix(text(number(number)));
            case byte[] bytes -> mix(bytes(bytes) ^ BLOB);
            default -> mix(text(value.toString()));
        };
    }

    private static String number(Number number) {
        boolean whole = !(number instanceof Double real) || (real == Math.rint(real) && Math.abs(real) < 1e15);
        return whole ? Long.toString(number.longValue()) : number.toString();
    }

    private static long text(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    private static long bytes(byte[] bytes) {
        long hash = 0xCBF29CE484222325L;
        for (byte one : bytes) {
            hash = (hash ^ (one & 0xff)) * 0x100000001B3L;
        }
        return hash;
    }

    /// The finalizer of SplitMix64: each bit of the result depends on each of the argument.
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
