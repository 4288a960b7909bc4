package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Writer;
import dev.turnstone.testkit.conformance.Engine;
import dev.turnstone.testkit.conformance.Judge;
import dev.turnstone.testkit.conformance.LibraryGenerator;
import dev.turnstone.testkit.conformance.Pair;
import dev.turnstone.testkit.conformance.PairFile;
import dev.turnstone.testkit.conformance.PairsRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Migrations of several steps leave nothing missing and nobody more rights between two of them, and find an order
/// where objects change together with what they stand on.
class OrderOfStatementsTest {
    @ParameterizedTest
    @CsvSource({"postgresql:15, ONLINE, 0", "postgresql:18, ONLINE, 3"})
    void aSampleIsWholeBetweenSteps(String engine, Writer.Style style, int from) throws Exception {
        List<Pair> all = pairs();
        passes(
                IntStream.range(0, all.size())
                        .filter(i -> i % 12 == from)
                        .mapToObj(all::get)
                        .toList(),
                engine,
                style);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"postgresql:15, ONLINE", "postgresql:18, ONLINE", "postgresql:15, DIRECT", "postgresql:18, DIRECT"})
    void allAreWholeBetweenSteps(String engine, Writer.Style style) throws Exception {
        passes(pairs(), engine, style);
    }

    private static List<Pair> pairs() throws Exception {
        return PairFile.read(
                Path.of(Objects.requireNonNull(OrderOfStatementsTest.class.getResource("/pairs/order.jsonl"))
                        .toURI()));
    }

    private static void passes(List<Pair> pairs, String name, Writer.Style style) throws Exception {
        try (Engine engine = Engine.named(name);
                LibraryGenerator generator = new LibraryGenerator(engine, style)) {
            PairsRun.Result result = PairsRun.judge(pairs, engine, new Judge(engine, generator), 2, verdict -> {});

            assertThat(result.verdicts()).hasSameSizeAs(pairs);
            assertThat(result.verdicts().stream()
                            .flatMap(verdict ->
                                    verdict.fault().stream().map(fault -> verdict.name() + " " + fault.text())))
                    .isEmpty();
        }
    }
}
