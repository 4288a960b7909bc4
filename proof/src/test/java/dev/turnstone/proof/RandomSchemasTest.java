package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Writer;
import dev.turnstone.testkit.conformance.Engine;
import dev.turnstone.testkit.conformance.Judge;
import dev.turnstone.testkit.conformance.LibraryGenerator;
import dev.turnstone.testkit.conformance.Pair;
import dev.turnstone.testkit.conformance.PairsRun;
import dev.turnstone.testkit.conformance.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// From any schema to any change of it and back, as users generate it, with rows in the tables: it converges, nothing
/// is
/// left to do, the way back returns, no row is lost.
///
/// Each number makes the same pair everywhere. The numbers are fixed, so that a build has the same outcome for
/// everybody; the long form draws others each time (`turnstone.seed` draws them again, `turnstone.cases` says how many)
/// and keeps the pairs that fail in `target/failed-pairs-ENGINE.jsonl`, as `bin/conformance` reads them.
class RandomSchemasTest {
    private static final int FIXED = 10;
    private static final int MANY = 5_000;

    @ParameterizedTest
    @ValueSource(strings = {"postgresql:18", "sqlite"})
    void convergesFromFixedSchemas(String engine) throws Exception {
        assertThat(failures(engine, LongStream.range(1, FIXED + 1).boxed().toList(), Writer.Style.ONLINE, false))
                .isEmpty();
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"postgresql:18", "postgresql:15", "sqlite"})
    void convergesFromSchemasNeverSeenBefore(String engine) throws Exception {
        long seed = Long.getLong("turnstone.seed", System.nanoTime());
        List<Long> drawn = new Random(seed)
                .longs(Integer.getInteger("turnstone.cases", MANY))
                .boxed()
                .toList();

        assertThat(failures(engine, drawn, Writer.Style.ONLINE, true))
                .as("seed %d", seed)
                .isEmpty();
    }

    private static List<String> failures(String name, List<Long> numbers, Writer.Style style, boolean extras)
            throws Exception {
        try (Engine engine = Engine.named(name);
                LibraryGenerator library = new LibraryGenerator(engine, style)) {
            List<Pair> pairs = numbers.stream()
                    .map(number -> pair(number, name.equals("sqlite"), extras))
                    .toList();
            PairsRun.Result result = PairsRun.judge(pairs, engine, new Judge(engine, library), 2, verdict -> {});
            assertThat(result.verdicts()).as("cases in which rows went along").anyMatch(Verdict::rowsChecked);
            List<Verdict> failed = result.verdicts().stream()
                    .filter(verdict -> !verdict.pass() && !asksForCasts(verdict))
                    .toList();
            keep(name, pairs, failed);
            return failed.stream()
                    .map(verdict -> verdict.name() + ": "
                            + verdict.fault().map(Verdict.Fault::text).orElse(""))
                    .toList();
        }
    }

    /// A column may be drawn with a type that its old one has no cast to: what its values become is for a person to
    /// say.
    private static boolean asksForCasts(Verdict verdict) {
        String fault = verdict.fault().map(Verdict.Fault::text).orElse("");
        return fault.startsWith("refused: ")
                && Stream.of(fault.split("; ", -1)).allMatch(part -> part.contains("(there is no cast from "));
    }

    /// @param extras whether there is more than plain tables: in every other pair, drawn anew for each side
    private static Pair pair(long number, boolean sqlite, boolean extras) {
        RandomSchema from = RandomSchema.draw(new Random(number), sqlite);
        RandomSchema to = from.mutated();
        boolean rich = extras && !sqlite && number % 2 == 0;
        RandomExtras more = new RandomExtras(new Random(~number));
        return new Pair(
                "seed " + number,
                from.script() + (rich ? more.script(from.tableNames()) : ""),
                to.script() + (rich ? more.script(to.tableNames()) : ""),
                rich ? Set.of(RandomExtras.ROLE) : Set.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static void keep(String engine, List<Pair> pairs, List<Verdict> failed) throws IOException {
        Map<String, Pair> named = pairs.stream().collect(Collectors.toMap(Pair::name, Function.identity()));
        List<String> lines = new ArrayList<>();
        for (Verdict verdict : failed) {
            Pair pair = Objects.requireNonNull(named.get(verdict.name()));
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("name", pair.name());
            line.put("from", pair.from());
            line.put("to", pair.to());
            line.put("roles", Set.copyOf(pair.roles()));
            lines.add(JsonMapper.shared().writeValueAsString(line));
        }
        Path kept = Path.of("target", "failed-pairs-" + engine.replace(':', '-') + ".jsonl");
        Files.createDirectories(kept.getParent());
        Files.write(kept, lines);
    }
}
