package dev.turnstone.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// 1,000 migrations from empty on PostgreSQL. `psql` is the limit: it does nothing else.
///
/// @param cloudDisk whether each commit that waits for the disk waits 5 ms longer, as it would on a network's disk
record ApplyPostgresql(boolean cloudDisk) implements Benchmark {
    private static final int SIZE = 1_000;

    @Override
    public String name() {
        return cloudDisk ? "apply-cloud-disk" : "apply-postgresql";
    }

    @Override
    public List<Row> run(Workshop workshop, int rounds) throws Exception {
        Project project = workshop.project(SIZE);
        List<Contestant> contestants = new ArrayList<>(List.of(workshop.turnstone(), workshop.psql()));
        if (!cloudDisk) {
            contestants.add(workshop.flyway());
            contestants.add(workshop.liquibase());
        }
        Target.Postgres settings = workshop.postgresql(workshop.turnstone());
        if (cloudDisk) {
            settings.execute("ALTER SYSTEM SET commit_delay = 5000");
            settings.execute("ALTER SYSTEM SET commit_siblings = 0");
            settings.execute("SELECT pg_catalog.pg_reload_conf()");
        }
        try {
            Map<String, Samples> samples = Turn.interleaved(
                    rounds,
                    contestants.stream()
                            .map(contestant -> workshop.apply(contestant, project, workshop.postgresql(contestant)))
                            .toList());
            String what = "apply 1,000, PostgreSQL" + (cloudDisk ? ", 5 ms a commit" : "");
            return Row.ratios(what, samples, cloudDisk ? 0.5 : 1.0);
        } finally {
            if (cloudDisk) {
                settings.execute("ALTER SYSTEM RESET commit_delay");
                settings.execute("ALTER SYSTEM RESET commit_siblings");
                settings.execute("SELECT pg_catalog.pg_reload_conf()");
            }
        }
    }
}
