package dev.turnstone.benchmarks;

import java.util.ArrayList;
import java.util.List;

/// 10,000 migrations from empty: ten times the work of 1,000 may take eleven times as long, and memory is bounded.
///
/// On SQLite each new table costs a look through the list of all, in `sqlite3` as well, so that no program is linear
/// there: the line informs.
record ApplyMany(boolean sqlite) implements Benchmark {
    private static final int FEW = 1_000;
    private static final int MANY = 10_000;
    /// Of a whole run, which takes minutes.
    private static final int MOST_ROUNDS = 3;

    @Override
    public String name() {
        return sqlite ? "apply-many-sqlite" : "apply-many-postgresql";
    }

    @Override
    public List<Row> run(Workshop workshop, int rounds) throws Exception {
        List<Double> few = new ArrayList<>();
        List<Double> many = new ArrayList<>();
        List<Double> peaks = new ArrayList<>();
        for (int round = 0; round < Math.min(rounds, MOST_ROUNDS); round++) {
            few.add(apply(workshop, workshop.project(FEW)).seconds());
            Timed timed = apply(workshop, workshop.project(MANY));
            many.add(timed.seconds());
            peaks.add(timed.peakMebibytes());
        }
        String what = "apply 10,000, " + (sqlite ? "SQLite" : "PostgreSQL");
        Samples tens = new Samples(many);
        Samples ones = new Samples(few);
        return List.of(
                sqlite ? Row.beside(what, tens, "1,000:", ones) : Row.ratio(what, tens, "1,000", ones, 11),
                Row.limit(what + ", peak memory", new Samples(peaks).most(), 150, "MiB"));
    }

    private Timed apply(Workshop workshop, Project project) throws Exception {
        Turnstone turnstone = workshop.turnstone();
        Target target = sqlite ? workshop.sqlite(turnstone) : workshop.postgresql(turnstone);
        Turn turn = workshop.apply(turnstone, project, target);
        turn.prepare().run();
        Timed timed = Timed.weighed(turn.command(), turn.folder());
        turn.proof().run();
        return timed;
    }
}
