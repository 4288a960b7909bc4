package dev.turnstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person at a terminal is asked what was renamed; a pipe never is.
class RenamesTest {
    private static final List<String> DIFF = List.of("diff", "--from", "before.sql", "--to", "after.sql");
    private static final String QUESTION =
            "Was column users.mail renamed to users.email? (n: it goes, and a new one is made) [y/n] ";

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("turnstone.toml"), "dialect = \"sqlite\"\n");
        Files.writeString(folder.resolve("before.sql"), "CREATE TABLE users (id integer PRIMARY KEY, mail text);");
        Files.writeString(folder.resolve("after.sql"), "CREATE TABLE users (id integer PRIMARY KEY, email text);");
    }

    private String play(List<String> typed, Optional<String> answers) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Surroundings surroundings = new Surroundings(
                folder,
                Map.of("NO_COLOR", "1"),
                Clock.systemUTC(),
                stream,
                stream,
                answers.isPresent(),
                80,
                new Shutdown(),
                answers.map(text -> new BufferedReader(new StringReader(text))));
        assertThat(new Turnstone(surroundings).run(typed)).isZero();
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void takesAYesForARename() {
        String printed = play(DIFF, Optional.of("y\n"));

        assertThat(printed)
                .contains(QUESTION)
                .contains("> column  mail  → email")
                .doesNotContain("loses");
    }

    @Test
    void takesANoForNone() {
        assertThat(play(DIFF, Optional.of("n\n")))
                .contains(QUESTION)
                .contains("- column  mail   text  loses its values");
    }

    @Test
    void asksAgainAfterASlipAndDecidesNothingWithoutAnAnswer() {
        assertThat(play(DIFF, Optional.of("u\n\nyes\n")))
                .contains(QUESTION + "Please type y or n.\n" + QUESTION + "Please type y or n.\n" + QUESTION)
                .contains("> column  mail  → email");
        assertThat(play(DIFF, Optional.of("q\n"))).contains("--rename users.mail=users.email");
    }

    @Test
    void asksNobodyInAPipe() {
        assertThat(play(DIFF, Optional.empty()))
                .doesNotContain("[y/n]")
                .contains("--rename users.mail=users.email")
                .contains("- column  mail");
    }

    @Test
    void asksNothingThatAnOptionAnswers() {
        List<String> typed =
                List.of("diff", "--from", "before.sql", "--to", "after.sql", "--rename", "users.mail=users.email");

        assertThat(play(typed, Optional.of(""))).doesNotContain("[y/n]").contains("> column  mail  → email");
    }
}
