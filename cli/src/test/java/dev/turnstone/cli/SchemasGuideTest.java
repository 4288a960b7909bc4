package dev.turnstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `docs/schemas.md` shows of a session is what the scenario, which is played, shows.
class SchemasGuideTest {
    private static final Path GUIDE = Path.of("../docs/schemas.md");
    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");

    @Test
    void showsWhatWasPlayed() throws IOException {
        String played = Files.readString(SCENARIOS.resolve("schemas.txt"));
        List<String> sessions = sessions();

        assertThat(sessions)
                .hasSizeGreaterThan(3)
                .allSatisfy(session -> assertThat(played).contains("\n" + session));
    }

    @Test
    void namesCommandsAndOptionsThatThereAre() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String line : Files.readString(GUIDE).lines().toList()) {
            String typed = line.startsWith("$ ") ? line.substring(2) : line;
            if (typed.startsWith("turnstone ")) {
                List<String> words = List.of(
                        typed.replaceFirst(" +#.*", "").replace("…", "x").split(" ", -1));
                Command command = Commands.find(words.get(1));
                Arguments arguments = Arguments.parse(command.syntax(), words.subList(2, words.size()));
                if (arguments.has("--help")) {
                    wrong.add(line);
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    private static List<String> sessions() throws IOException {
        List<String> sessions = new ArrayList<>();
        String[] parts = Files.readString(GUIDE).split("(?m)^```\\w*$\\n?", -1);
        for (int i = 1; i < parts.length; i += 2) {
            if (parts[i].startsWith("$ turnstone ")) {
                sessions.add(parts[i].stripTrailing());
            }
        }
        return sessions;
    }
}
