package dev.turnstone.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `migrate` inside an application, with 1,000 applied and nothing to do: the first call of a new Java machine and
/// calls
/// when it is warm.
record InProcess() implements Benchmark {
    private static final int SIZE = 1_000;

    @Override
    public String name() {
        return "in-process";
    }

    @Override
    public List<Row> run(Workshop workshop, int rounds) throws Exception {
        Project project = workshop.project(SIZE);
        Target target = workshop.postgresql(workshop.turnstone());
        workshop.applied(workshop.turnstone(), project, target);
        List<Row> rows = new ArrayList<>();
        rows.addAll(measured(workshop, project, target, Application.Connections.PLAIN, 25, rounds));
        rows.addAll(measured(workshop, project, target, Application.Connections.POOLED, 10, rounds));
        return rows;
    }

    private static List<Row> measured(
            Workshop workshop,
            Project project,
            Target target,
            Application.Connections connections,
            int mostWarm,
            int rounds)
            throws Exception {
        String mode = connections.name().toLowerCase(Locale.ROOT);
        List<Double> first = new ArrayList<>();
        List<Double> warm = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Timed timed = Timed.run(
                    List.of(
                            ClassPath.java(),
                            "-cp",
                            workshop.classPath().without("flyway", "liquibase"),
                            Application.class.getName(),
                            connections.name(),
                            target.jdbcUrl(),
                            project.path("")),
                    project.folder());
            List<String> figures = timed.output().lines().toList();
            first.add(Double.parseDouble(figures.get(0)));
            warm.add(Double.parseDouble(figures.get(1)));
        }
        return List.of(
                Row.limit("first call in a process, 1,000 applied, " + mode, new Samples(first).median(), 250, "ms"),
                Row.limit("warm call, 1,000 applied, " + mode, new Samples(warm).median(), mostWarm, "ms"));
    }
}
