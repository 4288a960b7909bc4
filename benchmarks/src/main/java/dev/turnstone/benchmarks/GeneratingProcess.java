package dev.turnstone.benchmarks;

import dev.turnstone.DiffOptions;
import dev.turnstone.DiffReport;
import dev.turnstone.SchemaSource;
import dev.turnstone.Schemas;
import dev.turnstone.dialect.Writer;
import java.util.Optional;

/// Compares two schemas that were read before, and writes what brings each to the other, again and again in one
/// process;
/// prints the milliseconds of each time, a line each. No scratch database is needed.
final class GeneratingProcess {
    private GeneratingProcess() {}

    /// Measures.
    ///
    /// @param arguments two JDBC URLs, or `nothing` for the first; how many statements must come of it each way; how
    ///     often
    public static void main(String[] arguments) {
        int least = Integer.parseInt(arguments[2]);
        try (Schemas schemas = Schemas.builder().build()) {
            SchemaSource after = read(schemas, arguments[1]);
            SchemaSource before =
                    arguments[0].equals("nothing") ? new SchemaSource.Nothing() : read(schemas, arguments[0]);
            for (int i = Integer.parseInt(arguments[3]); i > 0; i--) {
                long began = System.nanoTime();
                int statements = Math.min(count(schemas, before, after), count(schemas, after, before));
                System.out.println((System.nanoTime() - began) / 1e6);
                if (statements < least) {
                    throw new IllegalStateException(statements + " statements instead of at least " + least);
                }
            }
        }
    }

    private static SchemaSource read(Schemas schemas, String url) {
        SchemaSource live = new SchemaSource.Database(url, Optional.empty(), Optional.empty());
        return new SchemaSource.Given(schemas.inspect(live), url);
    }

    private static int count(Schemas schemas, SchemaSource from, SchemaSource to) {
        DiffReport report = schemas.diff(from, to, DiffOptions.DEFAULTS);
        return schemas.statements(report, Writer.Style.ONLINE).statements().size();
    }
}
