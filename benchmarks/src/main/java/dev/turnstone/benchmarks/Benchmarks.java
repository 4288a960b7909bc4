package dev.turnstone.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Runs the benchmarks and prints the table.
public final class Benchmarks {
    private static final int ROUNDS = 7;
    private static final int QUICK_ROUNDS = 1;

    private static final List<Benchmark> ALL = List.of(
            new StatusOfTen(false),
            new StatusOfTen(true),
            new NothingToDo(1_000, 0.17),
            new InProcess(),
            new LongHistory(),
            new ApplyPostgresql(false),
            new ApplyPostgresql(true),
            new ApplySqlite(),
            new ApplyMany(false),
            new ApplyMany(true),
            new NothingToDo(10_000, 0.25),
            new Inspect(1_000, 4, 600, true),
            new Inspect(10_000, 4, 600, false),
            new Generate(1_000, 3));

    private Benchmarks() {}

    /// Exits with 0 when every target is met, with 1 when one is not, with 2 for arguments that mean nothing.
    ///
    /// @param arguments the clone's folder, then `--quick`, `--rounds=N` and names of benchmarks, or `--list`
    public static void main(String[] arguments) throws Exception {
        List<String> words = Arrays.asList(arguments).subList(1, arguments.length);
        if (words.contains("--list")) {
            ALL.forEach(benchmark -> System.out.println(benchmark.name()));
            return;
        }
        Set<String> names =
                words.stream().filter(word -> !word.startsWith("--")).collect(Collectors.toSet());
        List<Benchmark> chosen = ALL.stream()
                .filter(benchmark -> names.isEmpty() || names.contains(benchmark.name()))
                .toList();
        if (chosen.size() < names.size()) {
            System.err.println("no such benchmark: --list names them");
            System.exit(2);
        }
        System.exit(run(Path.of(arguments[0]), chosen, rounds(words)) ? 0 : 1);
    }

    private static int rounds(List<String> words) {
        int rounds = words.contains("--quick") ? QUICK_ROUNDS : ROUNDS;
        for (String word : words) {
            if (word.startsWith("--rounds=")) {
                rounds = Integer.parseInt(word.substring("--rounds=".length()));
            }
        }
        return rounds;
    }

    /// Whether every target is met.
    private static boolean run(Path root, List<Benchmark> benchmarks, int rounds) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (Workshop workshop = Workshop.open(root)) {
            System.out.printf(
                    Locale.ROOT,
                    "%d cores, %s %s, Java %s, PostgreSQL %d; medians of %d rounds (least-most)%n%n%s%n",
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("os.name"),
                    System.getProperty("os.arch"),
                    Runtime.version().feature(),
                    workshop.server().major(),
                    rounds,
                    Row.HEADINGS.line());
            for (Benchmark benchmark : benchmarks) {
                List<Row> measured = benchmark.run(workshop, rounds);
                measured.forEach(row -> System.out.println(row.line()));
                rows.addAll(measured);
            }
        }
        long over = rows.stream().filter(Row::over).count();
        System.out.println(over == 0 ? "\nevery target is met" : "\n" + over + " over");
        return over == 0;
    }
}
