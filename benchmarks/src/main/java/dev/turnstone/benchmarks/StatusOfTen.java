package dev.turnstone.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// `status` with 10 applied: start-up is all there is to it.
record StatusOfTen(boolean sqlite) implements Benchmark {
    private static final int SIZE = 10;

    @Override
    public String name() {
        return sqlite ? "status-sqlite" : "status-postgresql";
    }

    @Override
    public List<Row> run(Workshop workshop, int rounds) throws Exception {
        Project project = workshop.project(SIZE);
        List<Contestant> contestants =
                List.of(workshop.turnstone(), workshop.flyway(), workshop.flywayLibrary(), workshop.liquibase());
        for (Contestant contestant : contestants) {
            workshop.applied(contestant, project, target(workshop, contestant));
        }
        Stream<Turn> turns = contestants.stream()
                .map(contestant -> workshop.status(contestant, project, target(workshop, contestant)));
        Map<String, Samples> samples = Turn.interleaved(rounds, turns.toList());
        return Row.ratios("status, 10 applied, " + (sqlite ? "SQLite" : "PostgreSQL"), samples, 0.2);
    }

    private Target target(Workshop workshop, Contestant contestant) {
        return sqlite ? workshop.sqlite(contestant) : workshop.postgresql(contestant);
    }
}
