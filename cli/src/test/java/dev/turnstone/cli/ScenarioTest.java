package dev.turnstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The texts in `scenarios` are true: what they show is what a person sees.
class ScenarioTest {
    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");

    @ParameterizedTest
    @MethodSource("scenarios")
    void isTrue(String name, @TempDir Path folder) throws IOException {
        String text = Files.readString(SCENARIOS.resolve(name));
        String played = new Scenario(folder.toRealPath()).play(text);
        Files.createDirectories(Path.of("target/scenarios"));
        Files.writeString(Path.of("target/scenarios").resolve(name), played);

        assertThat(played).isEqualTo(text);
    }

    @Test
    void noticesAWrongExpectation(@TempDir Path folder) throws IOException {
        String text = "$ turnstone --version\nturnstone 0\n\n";

        assertThat(new Scenario(folder).play(text)).isNotEqualTo(text);
    }

    static List<String> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
