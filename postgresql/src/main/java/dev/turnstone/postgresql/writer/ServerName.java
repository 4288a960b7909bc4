package dev.turnstone.postgresql.writer;

import java.nio.charset.StandardCharsets;

/// Names that PostgreSQL gives by itself (`makeObjectName` in `indexcmds.c`).
final class ServerName {
    private static final int LONGEST = 63;

    private ServerName() {}

    /// `table_column_label`, of which the longer of the first two is cut until it fits.
    static String of(String table, String column, String label) {
        int room = LONGEST - bytes(label) - 2;
        String first = table;
        String second = column;
        while (bytes(first) + bytes(second) > room) {
            if (bytes(first) > bytes(second)) {
                first = shorter(first);
            } else {
                second = shorter(second);
            }
        }
        return first + "_" + second + "_" + label;
    }

    private static String shorter(String name) {
        return name.substring(0, name.offsetByCodePoints(name.length(), -1));
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
