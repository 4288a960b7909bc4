package dev.turnstone.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `bin/conformance` says before it touches a database.
class ConformanceUsageTest {
    private static final String GOOD = "{\"name\": \"a\", \"from\": \"\", \"to\": \"CREATE TABLE t (a int);\"}";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void namesTheLineThatIsNoJson() throws Exception {
        Path file = file("good.jsonl", GOOD + "\n\n{\"name\": \n");

        assertThat(run("pairs", file.toString())).isEqualTo(2);
        assertThat(errors()).contains("good.jsonl:3: this is not JSON");
    }

    @Test
    void namesTheFieldThatIsMissing() throws Exception {
        assertThat(run(
                        "pairs",
                        file("a.jsonl", "{\"name\": \"a\", \"from\": \"\"}").toString()))
                .isEqualTo(2);
        assertThat(errors()).contains("a.jsonl:1: \"to\" is missing");
    }

    @Test
    void refusesTwoPairsOfOneName() throws Exception {
        assertThat(run("pairs", file("a.jsonl", GOOD + "\n" + GOOD).toString())).isEqualTo(2);
        assertThat(errors()).contains("a.jsonl:2: a second pair is called \"a\"");
    }

    @Test
    void refusesWhatCannotBe() throws Exception {
        String file = file("a.jsonl", GOOD).toString();

        assertThat(run("pairs", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(run("pairs", file, "--engine", "oracle:23")).isEqualTo(2);
        assertThat(run("pairs", file, "--engine", "postgresql:13")).isEqualTo(2);
        assertThat(run("pairs", file, "--only", "b")).isEqualTo(2);
        assertThat(run("pairs", file, "--jobs", "0")).isEqualTo(2);
        assertThat(run("pairs", file, "--style", "fast")).isEqualTo(2);
        assertThat(run("pairs", file, "--through", "magic")).isEqualTo(2);
        assertThat(run("pairs", file, "--loud")).isEqualTo(2);
        assertThat(run("pairs", file, "--only")).isEqualTo(2);
        assertThat(run("pairs")).isEqualTo(2);
        assertThat(run("triples", file)).isEqualTo(2);
        assertThat(errors())
                .contains(
                        "there is no such file",
                        "there is no engine \"oracle:23\"",
                        "there is no engine \"postgresql:13\"",
                        "holds no pair of the names that were asked for",
                        "--jobs is a number from 1 on, not 0",
                        "--style is direct or online, not fast",
                        "--through is library or writer, not magic",
                        "unknown option --loud",
                        "--only needs a value",
                        "say which file of pairs",
                        "say what to run: pairs");
    }

    @Test
    void readsEveryFieldOfAPair() throws Exception {
        Path file = file(
                "a.jsonl",
                "{\"name\":\"a\",\"from\":\"F\",\"to\":\"T\",\"roles\":[\"r\"],\"seed_from\":\"S\",\"seed_more\":[\"M\",\"N\"],"
                        + "\"seed_to\":\"no\",\"noop\":true,\"verified\":[\"15.18\",\"18.1\"],\"other\":{}}\n"
                        + "{\"name\":\"b\",\"from\":\"\",\"to\":\"\",\"changed\":true,\"verified\":\"sqlite 3.40.1\"}");

        List<Pair> pairs = PairFile.read(file);

        assertThat(pairs.get(0).roles()).containsExactly("r");
        assertThat(pairs.get(0).seeds()).containsExactly("S", "M", "N");
        assertThat(pairs.get(0).noop()).contains(true);
        assertThat(pairs.get(0).verified()).containsExactly("15.18", "18.1");
        assertThat(pairs.get(1).noop()).isEmpty();
        assertThat(pairs.get(1).verified()).containsExactly("sqlite 3.40.1");
    }

    @Test
    void guessesTheEngine() throws Exception {
        assertThat(engine("a.jsonl", "[\"15.18\", \"18.1\"]")).isEqualTo("postgresql:18");
        assertThat(engine("a.jsonl", "\"sqlite 3.40.1\"")).isEqualTo("sqlite");
        assertThat(engine("sqlite.jsonl", "[]")).isEqualTo("sqlite");
        assertThat(engine("postgresql.jsonl", "[]")).isEqualTo("postgresql:18");
        assertThat(Arguments.parse(List.of("pairs", "sqlite.jsonl", "--engine", "postgresql:14"))
                        .engineFor(List.of()))
                .isEqualTo("postgresql:14");
    }

    @Test
    void choosesByNameOrBeginning() throws Exception {
        Path names = file("names", "x/a reason: told\n\n  x/b\n");
        Arguments arguments = Arguments.parse(List.of("pairs", "f", "--names-from", names.toString(), "--only", "y/*"));

        assertThat(Arrays.stream(new String[] {"x/a", "x/b", "x/c", "y/z"})
                        .filter(name -> arguments.wants(Pair.of(name, "", "")))
                        .toList())
                .containsExactly("x/a", "x/b", "y/z");
    }

    private String engine(String name, String verified) throws Exception {
        Path file = file(name, GOOD.replace("}", ", \"verified\": " + verified + "}"));
        return Arguments.parse(List.of("pairs", file.toString())).engineFor(PairFile.read(file));
    }

    private int run(String... words) throws InterruptedException {
        PrintStream err = new PrintStream(errors, true, StandardCharsets.UTF_8);
        return Main.run(
                List.of(words), new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), err);
    }

    private String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
