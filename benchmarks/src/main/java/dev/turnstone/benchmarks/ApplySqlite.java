package dev.turnstone.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// 1,000 migrations from empty on SQLite. `sqlite3` commits each; Turnstone lets some share a commit.
record ApplySqlite() implements Benchmark {
    private static final int SIZE = 1_000;

    @Override
    public String name() {
        return "apply-sqlite";
    }

    @Override
    public List<Row> run(Workshop workshop, int rounds) throws Exception {
        Project project = workshop.project(SIZE);
        List<Turn> turns = Stream.of(workshop.turnstone(), workshop.sqlite3(), workshop.flyway(), workshop.liquibase())
                .map(contestant -> workshop.apply(contestant, project, workshop.sqlite(contestant)))
                .toList();
        Map<String, Samples> samples = Turn.interleaved(rounds, turns);
        return Row.ratios("apply 1,000, SQLite", samples, 0.6);
    }
}
