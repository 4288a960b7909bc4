package dev.turnstone.benchmarks;

import java.util.List;

/// `status` over a history of 100,000 attempts.
record LongHistory() implements Benchmark {
    private static final int SIZE = 10;
    private static final int ATTEMPTS = 100_000;

    @Override
    public String name() {
        return "long-history";
    }

    @Override
    public List<Row> run(Workshop workshop, int rounds) throws Exception {
        Project project = workshop.project(SIZE);
        Target.Postgres target = workshop.postgresql(workshop.turnstone());
        workshop.applied(workshop.turnstone(), project, target);
        target.executeThere("UPDATE turnstone.schema_migrations SET id = id + " + ATTEMPTS);
        // Old attempts of the same migrations, each applied and reverted again and again.
        target.executeThere("""
                INSERT INTO turnstone.schema_migrations (id, version, name, kind, direction, status, started_at,
                    completed_at, duration_ms, checksum, checksum_algorithm, up_text, changed, lock_wait_ms, applied_by,
                    host, tool_version, run_id)
                SELECT m.id - 10 * n, m.version, m.name, m.kind, CASE n %% 2 WHEN 0 THEN 'up' ELSE 'down' END, m.status,
                    m.started_at, m.completed_at, m.duration_ms, m.checksum, m.checksum_algorithm, m.up_text, m.changed,
                    m.lock_wait_ms, m.applied_by, m.host, m.tool_version, m.run_id
                FROM turnstone.schema_migrations m CROSS JOIN generate_series(1, %d) n
                """.formatted(ATTEMPTS / SIZE - 1));
        target.executeThere("ANALYZE");
        Samples samples = Turn.interleaved(rounds, List.of(workshop.status(workshop.turnstone(), project, target)))
                .values()
                .iterator()
                .next();
        double milliseconds = samples.median() * 1_000;
        return List.of(Row.limit("status, 100,000 attempts in the history", milliseconds, 1_000, "ms"));
    }
}
