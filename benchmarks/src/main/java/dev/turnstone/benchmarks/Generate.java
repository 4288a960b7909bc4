package dev.turnstone.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Comparing two schemas of many tables and writing the statements between them, there and back, in a warm process:
/// everything that `diff` and `generate` do besides scratch databases.
///
/// @param most seconds
record Generate(int tables, double most) implements Benchmark {
    private static final int WARM = 3;

    @Override
    public String name() {
        return "generate-" + tables;
    }

    @Override
    public List<Row> run(Workshop workshop, int rounds) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Pair pair : List.of(
                new Pair(postgresql(workshop, "before"), postgresql(workshop, "after")),
                new Pair(sqlite(workshop, "before"), sqlite(workshop, "after")))) {
            pair.before().empty();
            new ManyTables(tables, false).in(pair.before());
            pair.after().empty();
            new ManyTables(tables, true).in(pair.after());
            String on = ", " + pair.after().name();
            rows.add(row("from nothing" + on, workshop, "nothing", pair.after(), rounds));
            rows.add(row("all changed" + on, workshop, pair.before().jdbcUrl(), pair.after(), rounds));
        }
        return rows;
    }

    private record Pair(Target before, Target after) {}

    private static Target postgresql(Workshop workshop, String when) {
        return new Target.Postgres(workshop.server(), "generate_" + when);
    }

    private static Target sqlite(Workshop workshop, String when) {
        return new Target.Sqlite(workshop.folder().resolve("generate_" + when + ".db"));
    }

    private Row row(String what, Workshop workshop, String before, Target after, int rounds)
            throws IOException, InterruptedException {
        List<Double> medians = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Timed timed = Timed.run(command(workshop, before, after), workshop.folder());
            List<Double> times = timed.output()
                    .lines()
                    .filter(line -> line.matches("[0-9.E]+"))
                    .map(Double::valueOf)
                    .toList();
            medians.add(new Samples(times.subList(1, times.size())).median());
        }
        return Row.limit(
                String.format(Locale.ROOT, "generate %,d tables, %s", tables, what),
                new Samples(medians).median(),
                most * 1_000,
                "ms");
    }

    private List<String> command(Workshop workshop, String before, Target after) {
        return List.of(
                ClassPath.java(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                workshop.classPath().without("flyway"),
                GeneratingProcess.class.getName(),
                before,
                after.jdbcUrl(),
                Integer.toString(tables),
                Integer.toString(1 + WARM));
    }
}
