package dev.turnstone.benchmarks;

import java.util.List;

/// One question, answered by some lines of the table.
interface Benchmark {
    /// What it is called on the command line.
    String name();

    /// Measures.
    ///
    /// @param rounds how often each contestant gets its turn
    List<Row> run(Workshop workshop, int rounds) throws Exception;
}
