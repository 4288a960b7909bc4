package dev.turnstone.testkit.conformance;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The program behind `bin/conformance`.
public final class Main {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Main() {}

    /// Runs it and ends the process with its exit code.
    public static void main(String[] words) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(words), out, err));
    }

    /// The exit code: 0 when all pairs pass, 1 when some do not, 2 when arguments or file are wrong.
    static int run(List<String> words, PrintStream out, PrintStream err) throws InterruptedException {
        if (words.contains("--help")) {
            out.println(Arguments.USAGE);
            return 0;
        }
        try {
            Arguments arguments = Arguments.parse(words);
            List<Pair> all = PairFile.read(arguments.file());
            List<Pair> pairs = all.stream().filter(arguments::wants).toList();
            if (pairs.isEmpty()) {
                throw new Arguments.Wrong(arguments.file() + ": holds no pair"
                        + (all.isEmpty() ? "" : " of the names that were asked for"));
            }
            try (Engine engine = Engine.named(arguments.engineFor(all))) {
                return judge(pairs, engine, arguments, out);
            }
        } catch (Arguments.Wrong | PairFile.Unreadable | IllegalArgumentException e) {
            err.println("conformance: " + e.getMessage());
            return 2;
        }
    }

    private static int judge(List<Pair> pairs, Engine engine, Arguments arguments, PrintStream out)
            throws InterruptedException {
        PairsRun.Result result;
        try (LibraryGenerator library = new LibraryGenerator(engine, arguments.style())) {
            Generator generator = arguments.library() ? library : new WriterGenerator(engine, arguments.style());
            result = PairsRun.judge(
                    pairs,
                    engine,
                    new Judge(engine, generator, arguments.looks()),
                    arguments.jobs(),
                    verdict -> out.println(JSON.writeValueAsString(line(verdict))));
        }
        summary(result, engine).forEach(out::println);
        return result.failed() == 0 ? 0 : 1;
    }

    private static Map<String, Object> line(Verdict verdict) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", verdict.name());
        line.put("pass", verdict.pass());
        line.put("reason", verdict.fault().map(Verdict.Fault::text).orElse(""));
        return line;
    }

    private static List<String> summary(PairsRun.Result result, Engine engine) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("on " + engine.name() + ", rows checked in "
                + result.verdicts().stream().filter(Verdict::rowsChecked).count() + " pairs");
        engine.notCompared().ifPresent(why -> lines.add("not compared: " + why));
        if (!result.skipped().isEmpty()) {
            lines.add("skipped " + result.skipped().size() + ", made for other versions: "
                    + String.join(", ", result.skipped()));
        }
        result.totals().forEach((reason, count) -> lines.add("%-18s %d".formatted(reason.code(), count)));
        lines.add(result.passed() + " passed, " + result.failed() + " failed");
        return lines;
    }
}
