package dev.turnstone.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// `migrate` where all is applied: what every start of every deployment pays.
///
/// @param size how many migrations are applied
/// @param most the ratio to Flyway that is promised
record NothingToDo(int size, double most) implements Benchmark {
    @Override
    public String name() {
        return "nothing-to-do-" + size;
    }

    @Override
    public List<Row> run(Workshop workshop, int rounds) throws Exception {
        Project project = workshop.project(size);
        List<Contestant> contestants = List.of(workshop.turnstone(), workshop.flyway(), workshop.flywayLibrary());
        for (Contestant contestant : contestants) {
            workshop.applied(contestant, project, workshop.postgresql(contestant));
        }
        Stream<Turn> turns = contestants.stream()
                .map(contestant -> workshop.again(contestant, project, workshop.postgresql(contestant)));
        Map<String, Samples> samples = Turn.interleaved(rounds, turns.toList());
        return Row.ratios(String.format("nothing to do, %,d applied, PostgreSQL", size), samples, most);
    }
}
