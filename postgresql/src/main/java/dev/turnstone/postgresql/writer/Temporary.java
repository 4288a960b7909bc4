package dev.turnstone.postgresql.writer;

import java.nio.charset.StandardCharsets;

/// Names of what exists only while a migration runs.
final class Temporary {
    /// PostgreSQL cuts longer names.
    private static final int LONGEST = 63;

    private Temporary() {}

    /// `turnstone_base_suffix`, cut in its middle to fit.
    static String name(String base, String suffix) {
        String tail = "_" + suffix;
        String kept = "turnstone_" + base;
        while ((kept + tail).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept + tail;
    }
}
