package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Writer;
import dev.turnstone.testkit.SharedMaterial;
import dev.turnstone.testkit.conformance.Engine;
import dev.turnstone.testkit.conformance.Judge;
import dev.turnstone.testkit.conformance.LibraryGenerator;
import dev.turnstone.testkit.conformance.Pair;
import dev.turnstone.testkit.conformance.PairFile;
import dev.turnstone.testkit.conformance.PairsRun;
import dev.turnstone.testkit.conformance.Verdict;
import dev.turnstone.testkit.conformance.WriterGenerator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pairs of schemas from other projects' test suites, as `bin/conformance pairs` judges them.
class PairsTest {
    @ParameterizedTest
    @CsvSource({"postgresql, postgresql:15, 140", "sqlite, sqlite, 20"})
    void aSamplePasses(String file, String engine, int every) throws Exception {
        List<Pair> all = PairFile.read(SharedMaterial.require("pairs/" + file + ".jsonl"));
        List<Pair> sample = IntStream.range(0, all.size())
                .filter(i -> i % every == every / 2)
                .mapToObj(all::get)
                .toList();

        PairsRun.Result result = judge(sample, engine);

        assertThat(faults(result)).isEmpty();
        assertThat(result.passed())
                .isGreaterThanOrEqualTo(sample.size() - result.skipped().size());
        assertThat(result.verdicts()).anyMatch(Verdict::rowsChecked);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"sqlite, sqlite, 0.97"})
    void nearlyAllPass(String file, String engine, double share) throws Exception {
        List<Pair> all = PairFile.read(SharedMaterial.require("pairs/" + file + ".jsonl"));

        nearlyAll(all, judge(all, engine), share);
    }

    /// As users get their migrations, with a look at the database between the steps.
    @Tag("long")
    @ParameterizedTest
    @CsvSource({
        "postgresql:18, ONLINE",
        "postgresql:18, DIRECT",
        "postgresql:15, ONLINE",
        "postgresql:15, DIRECT",
    })
    void nearlyAllPassThroughTheLibrary(String name, Writer.Style style) throws Exception {
        List<Pair> all = PairFile.read(SharedMaterial.require("pairs/postgresql.jsonl"));
        try (Engine engine = Engine.named(name);
                LibraryGenerator library = new LibraryGenerator(engine, style)) {
            Judge judge = new Judge(engine, library, new Judge.Looks(true, false));

            nearlyAll(all, PairsRun.judge(all, engine, judge, 2, verdict -> {}), 0.99);
        }
    }

    private static void nearlyAll(List<Pair> all, PairsRun.Result result, double share) {
        assertThat(result.verdicts().size() + result.skipped().size()).isEqualTo(all.size());
        assertThat((double) result.passed() / result.verdicts().size())
                .as("%s", faults(result))
                .isGreaterThanOrEqualTo(share);
    }

    private static PairsRun.Result judge(List<Pair> pairs, String name) throws InterruptedException {
        try (Engine engine = Engine.named(name)) {
            Judge judge = new Judge(engine, new WriterGenerator(engine, Writer.Style.DIRECT));
            return PairsRun.judge(pairs, engine, judge, 2, verdict -> {});
        }
    }

    private static List<String> faults(PairsRun.Result result) {
        return result.verdicts().stream()
                .flatMap(verdict -> verdict.fault().stream().map(fault -> verdict.name() + " " + fault.text()))
                .toList();
    }
}
