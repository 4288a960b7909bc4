package dev.turnstone.benchmarks;

import dev.turnstone.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reading a schema of many tables, each of ten columns, two indexes and a foreign key, beside the catalog queries
/// alone, `pg_dump --schema-only` and Liquibase's snapshot. The server is one that the installed `pg_dump` can read.
///
/// @param most times the queries alone
/// @param memory at most, in MiB, of a process that may use half a GiB for its objects; 0 for no limit
/// @param liquibase whether it takes part: with ten thousand tables it takes minutes
record Inspect(int tables, double most, int memory, boolean liquibase) implements Benchmark {
    private static final int WARM = 3;
    private static final Map<String, String> SETTINGS =
            Map.of("fsync", "off", "shared_buffers", "512MB", "max_locks_per_transaction", "1024");

    @Override
    public String name() {
        return "inspect-" + tables;
    }

    @Override
    public List<Row> run(Workshop workshop, int rounds) throws Exception {
        Client pgDump = Client.pgDump();
        int major = Math.min(EmbeddedPostgres.NEWEST, pgDump.major());
        Path folder = workshop.folder().resolve("inspected-" + major);
        try (EmbeddedPostgres server = EmbeddedPostgres.start(major, folder, SETTINGS)) {
            Target.Postgres target = new Target.Postgres(server, "inspect_" + tables);
            target.empty();
            target.executeThere(making());
            target.executeThere("ANALYZE");
            return measured(workshop, target, pgDump, rounds);
        }
    }

    private List<Row> measured(Workshop workshop, Target.Postgres target, Client pgDump, int rounds)
            throws IOException, InterruptedException {
        List<String> contestants = new ArrayList<>(List.of("turnstone", "queries"));
        if (liquibase) {
            contestants.add("liquibase");
        }
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        List<Double> weights = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (String contestant : contestants) {
                Timed timed = Timed.weighed(command(contestant, workshop, target), workshop.folder());
                List<Double> times = timed.output()
                        .lines()
                        .filter(line -> line.matches("[0-9.E]+"))
                        .map(Double::valueOf)
                        .toList();
                seconds.computeIfAbsent(contestant, ignored -> new ArrayList<>())
                        .add(new Samples(times.subList(1, times.size())).median() / 1000);
                if (contestant.equals("turnstone")) {
                    weights.add(timed.peakMebibytes());
                }
            }
            Timed dumped = Timed.run(
                    List.of(
                            pgDump.program().toString(),
                            "--schema-only",
                            "--file=" + workshop.folder().resolve("dumped.sql"),
                            "postgresql://postgres@127.0.0.1:" + target.server().port() + "/" + target.database()),
                    workshop.folder());
            seconds.computeIfAbsent("pg_dump -s", ignored -> new ArrayList<>()).add(dumped.seconds());
        }
        Map<String, Samples> samples = new LinkedHashMap<>();
        seconds.forEach((contestant, values) -> samples.put(contestant, new Samples(values)));
        String what = String.format(Locale.ROOT, "inspect %,d tables, warm", tables);
        List<Row> rows = new ArrayList<>(Row.ratios(what, samples, most));
        if (memory > 0) {
            rows.add(Row.limit(what + ": memory", new Samples(weights).median(), memory, "MiB"));
        }
        return rows;
    }

    private List<String> command(String contestant, Workshop workshop, Target target) {
        return List.of(
                ClassPath.java(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Dliquibase.analytics.enabled=false",
                "-cp",
                workshop.classPath().without("flyway"),
                InspectingProcess.class.getName(),
                contestant,
                target.jdbcUrl(),
                Integer.toString(tables),
                Integer.toString(1 + (contestant.equals("liquibase") ? 1 : WARM)));
    }

    private String making() {
        return """
                DO $$ BEGIN FOR i IN 0..%d LOOP
                  EXECUTE format('CREATE TABLE t%%s (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent bigint %%s,
                    name text NOT NULL, mail varchar(200), state text DEFAULT ''new'', amount numeric(12,2),
                    born date, seen timestamptz DEFAULT now(), data jsonb, note text)', i,
                    CASE WHEN i = 0 THEN '' ELSE 'REFERENCES t' || (i / 2) END);
                  EXECUTE format('CREATE INDEX t%%s_name ON t%%s (name)', i, i);
                  EXECUTE format('CREATE INDEX t%%s_seen ON t%%s (seen) WHERE state <> ''old''', i, i);
                  IF i %% 200 = 199 THEN COMMIT; END IF;
                END LOOP; END $$""".formatted(tables - 1);
    }
}
