package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.Writer;
import dev.turnstone.testkit.conformance.Engine;
import dev.turnstone.testkit.conformance.Judge;
import dev.turnstone.testkit.conformance.LibraryGenerator;
import dev.turnstone.testkit.conformance.Pair;
import dev.turnstone.testkit.conformance.PairFile;
import dev.turnstone.testkit.conformance.PairsRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Pairs of schemas of this project, judged as users get their migrations: by the library.
class GeneratedPairsTest {
    private static final Path PAIRS = Path.of("src/test/resources/pairs");

    private static final int SAMPLE = 30;

    @ParameterizedTest
    @MethodSource("files")
    void aSamplePassesOnline(String file) throws Exception {
        List<Pair> pairs = read(file);
        List<Pair> sample = IntStream.range(0, pairs.size())
                .filter(i -> i % SAMPLE == 0)
                .mapToObj(pairs::get)
                .toList();
        judge(file, sample, engineFor(file), Writer.Style.ONLINE);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("files")
    void allPassOnline(String file) throws Exception {
        judge(file, read(file), engineFor(file), Writer.Style.ONLINE);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"postgresql:18, DIRECT", "postgresql:15, ONLINE", "postgresql:15, DIRECT"})
    void allPassElsewhere(String engine, Writer.Style style) throws Exception {
        for (String file : files().filter(name -> !name.startsWith("sqlite")).toList()) {
            judge(file, read(file), engine, style);
        }
    }

    static Stream<String> files() throws Exception {
        try (Stream<Path> files = Files.list(PAIRS)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jsonl"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static List<Pair> read(String file) throws Exception {
        return PairFile.read(PAIRS.resolve(file));
    }

    private static String engineFor(String file) {
        return file.startsWith("sqlite") ? "sqlite" : "postgresql:18";
    }

    private static void judge(String file, List<Pair> pairs, String name, Writer.Style style) throws Exception {
        try (Engine engine = Engine.named(name);
                LibraryGenerator library = new LibraryGenerator(engine, style)) {
            PairsRun.Result result = PairsRun.judge(pairs, engine, new Judge(engine, library), 2, verdict -> {});

            assertThat(result.verdicts()).isNotEmpty();
            assertThat(result.verdicts().stream()
                            .flatMap(verdict ->
                                    verdict.fault().stream().map(fault -> verdict.name() + " " + fault.text())))
                    .as("%s on %s, %s", file, name, style)
                    .isEmpty();
        }
    }
}
