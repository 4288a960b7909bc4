package dev.turnstone.proof;

import dev.turnstone.MigrationEvent.ProtocolPoint;
import dev.turnstone.proof.KillHarness.Moment;
import dev.turnstone.proof.KillHarness.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A series of kills: draws the moments, counts them, and keeps what did not hold.
final class Kills {
    private static final String RANDOM = "(any moment)";
    private static final int MOST = 30;
    private final Random random;
    private final long seed;
    private final Map<String, Map<String, Integer>> counts = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();

    Kills(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /// Kills `each` times at each point, at one of its occurrences.
    Kills atEachPoint(KillHarness harness, int each) {
        for (ProtocolPoint point : ProtocolPoint.values()) {
            for (int i = 0; i < each; i++) {
                int times = harness.undisturbed().times().getOrDefault(point, 0);
                if (times == 0) {
                    violations.add(harness.scene().engine() + " never reaches " + point);
                    return this;
                }
                int ignored = kill(harness, point.name(), List.of(new Moment.At(point, 1 + random.nextInt(times))));
            }
        }
        return this;
    }

    /// Kills `count` times at moments drawn uniformly while the lock is held, each fourth time the next runner too.
    Kills atAnyMoment(KillHarness harness, int count) {
        int tries = 0;
        for (int killed = 0; killed < count && tries < 4 * count; tries++) {
            List<Moment> moments = new ArrayList<>(List.of(drawn(harness)));
            if (tries % 4 == 3) {
                moments.add(drawn(harness));
            }
            killed += kill(harness, RANDOM, moments);
        }
        return this;
    }

    /// Kills while the server works on a statement that begins so.
    Kills during(KillHarness harness, String statement) {
        int ignored = kill(harness, "(" + statement.substring(0, 17) + ")", List.of(new Moment.During(statement)));
        return this;
    }

    private Moment drawn(KillHarness harness) {
        long held = harness.undisturbed().held().toNanos();
        return new Moment.After(Duration.ofNanos((long) (random.nextDouble() * held)));
    }

    private int kill(KillHarness harness, String where, List<Moment> moments) {
        Outcome outcome = harness.kill(moments);
        counts.computeIfAbsent(where, key -> new TreeMap<>())
                .merge(harness.scene().engine(), outcome.kills(), Integer::sum);
        for (String violation : outcome.violations()) {
            if (violations.size() < MOST) {
                violations.add(harness.scene().engine() + ", " + moments + ", seed " + seed + ": " + violation);
            }
        }
        return outcome.kills();
    }

    /// What did not hold, with the kill it followed.
    List<String> violations() {
        return List.copyOf(violations);
    }

    /// Kills per point and engine.
    int at(ProtocolPoint point) {
        return counts.getOrDefault(point.name(), Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    int total() {
        return counts.values().stream()
                .flatMap(row -> row.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    /// Prints the table of kills per point, and keeps it in `file`.
    void report(Path file) {
        List<String> engines = counts.values().stream()
                .flatMap(row -> row.keySet().stream())
                .distinct()
                .sorted()
                .toList();
        StringBuilder table = new StringBuilder("%-20s".formatted("killed at"));
        engines.forEach(engine -> table.append("%15s".formatted(engine)));
        table.append("%8s%n".formatted("all"));
        counts.forEach((where, row) -> {
            table.append("%-20s".formatted(where));
            engines.forEach(engine -> table.append("%15d".formatted(row.getOrDefault(engine, 0))));
            int all = row.values().stream().mapToInt(Integer::intValue).sum();
            table.append("%8d%n".formatted(all));
        });
        table.append("%d kills, %d violations, seed %d%n".formatted(total(), violations.size(), seed));
        System.out.print(table);
        try {
            Files.writeString(file, table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
