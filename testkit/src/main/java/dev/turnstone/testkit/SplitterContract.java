package dev.turnstone.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.turnstone.sql.Location;
import dev.turnstone.sql.Script;
import dev.turnstone.sql.Splitter;
import dev.turnstone.sql.Statement;
import dev.turnstone.sql.UnreadableScript;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What every dialect's splitter must hold.
public abstract class SplitterContract {
    private static final String FILE = "db/1_start.sql";
    private static final List<String> GAPS = List.of(
            ";", ";\n", " ;; ;\n", ";\r\n", "\n;\n-- it's a note; here\n", ";/* a \" note; */ ", ";\t-- $$ note\n\n");

    /// The splitter under test.
    protected abstract Splitter splitter();

    /// Well-formed statements of the dialect, hard to split, each without its last semicolon.
    protected abstract List<String> hardStatements();

    /// Pieces of text that mean something to the lexer; joined at random, they make scripts that hardly make sense.
    protected abstract List<String> pieces();

    /// The beginning, a repeatable piece and the end of one statement that may hold any number of semicolons.
    protected abstract List<String> endlessStatement();

    /// Any text comes apart into what joins to the same text, or is refused at a place inside it.
    @Property(seed = "20261130", tries = 500)
    void givesBackAnyText(@ForAll String text) {
        comesApart(text);
    }

    /// The same for text that looks like SQL.
    @Property(seed = "20261130", tries = 3000)
    void givesBackWhatLooksLikeSql(@ForAll("soup") String text) {
        comesApart(text);
    }

    /// Masks accept any text, and hide a password whatever follows it.
    @Property(seed = "20261130", tries = 1500)
    void masksAnyText(@ForAll("soup") String text) {
        assertThat(splitter().maskLiterals(text).length()).isLessThanOrEqualTo(3 * text.length());
        String closed = "ALTER ROLE x PASSWORD 'hunter2';" + text;
        assertThat(splitter().maskPasswords(closed))
                .startsWith("ALTER ROLE x PASSWORD '***'")
                .doesNotContain("hunter2");
    }

    /// Whatever a literal says, its mask does not tell.
    @Property(seed = "20261130", tries = 500)
    void hidesLiterals(@ForAll String secret) {
        String literal = "'" + secret.replace("'", "''") + "'";
        assertThat(splitter().maskLiterals("SELECT x, " + literal + ", 12.5")).isEqualTo("SELECT x, '***', ***");
        assertThat(splitter().maskPasswords("ALTER ROLE x PASSWORD " + literal + " VALID UNTIL 'infinity'"))
                .isEqualTo("ALTER ROLE x PASSWORD '***' VALID UNTIL 'infinity'");
    }

    /// A script of known statements comes apart into exactly these, wherever it begins.
    @Property(seed = "20261130", tries = 500)
    void findsExactlyTheStatements(@ForAll("scripts") List<String> parts) {
        Location start = new Location(FILE, 7, 3, 100);
        Script script = splitter().split(String.join("", parts), start);
        List<String> expected = new ArrayList<>();
        List<Location> places = new ArrayList<>();
        Location here = start;
        for (int i = 0; i < parts.size(); i++) {
            if (i % 2 == 1) {
                expected.add(parts.get(i));
                places.add(here);
            }
            here = here.advance(parts.get(i), parts.get(i).length());
        }
        assertThat(script.statements()).extracting(Statement::text).isEqualTo(expected);
        assertThat(script.statements()).extracting(Statement::location).isEqualTo(places);
        assertThat(script.join()).isEqualTo(script.text());
    }

    /// The cost grows with the text, not faster, whatever the text is made of.
    @Example
    void isLinear() {
        for (String piece : pieces()) {
            String text = piece.repeat(400_000 / piece.length());
            assertTimeoutPreemptively(
                    Duration.ofSeconds(60),
                    () -> {
                        comesApart(text);
                        splitter().maskPasswords(text);
                        splitter().maskLiterals(text);
                    },
                    () -> "too slow on many `" + piece + "`");
        }
    }

    /// A script of 50 million characters needs less than 400 MB, the text itself included.
    @Example
    void splitsLargeScriptsInLittleMemory() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-cp",
                System.getProperty("java.class.path"),
                LargeScript.class.getName(),
                splitter().getClass().getName()));
        command.addAll(endlessStatement());
        File output = File.createTempFile("large-script", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        boolean ended = process.waitFor(90, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("ended in time").isTrue();
        assertThat(process.exitValue())
                .as(() -> "the process said:\n" + contentOf(output))
                .isZero();
        Files.delete(output.toPath());
    }

    private void comesApart(String text) {
        try {
            Script script = splitter().split(text, Location.startOf(FILE));
            assertThat(script.join().equals(text)).isTrue();
            for (Statement statement : script.statements()) {
                assertThat(statement.text()).isNotEmpty();
                assertThat(statement.head()).isNotEmpty();
            }
        } catch (UnreadableScript refused) {
            Location place = refused.location();
            assertThat(place.offset()).isBetween(0, text.length() - 1);
            assertThat(place).isEqualTo(Location.startOf(FILE).advance(text, place.offset()));
            assertThat(refused.reason()).isNotBlank().doesNotEndWith(".");
            assertThat(refused.help()).endsWith(".");
        }
    }

    /// Pieces in any order.
    @Provide
    Arbitrary<String> soup() {
        List<String> common = List.of(
                "'",
                "\"",
                ";",
                "(",
                ")",
                " ",
                "\n",
                "--",
                "/*",
                "*/",
                "\\",
                "a",
                "1",
                "BEGIN",
                "END",
                "CASE",
                "SELECT ",
                "CREATE ",
                "PASSWORD ",
                "=",
                "中",
                "\uFEFF",
                "\0",
                "x",
                "\u2003");
        List<String> all = new ArrayList<>(common);
        all.addAll(pieces());
        return Arbitraries.of(all).list().ofMaxSize(40).map(parts -> String.join("", parts));
    }

    /// Gap, statement, gap, statement, …, gap.
    @Provide
    Arbitrary<List<String>> scripts() {
        Arbitrary<String> gap = Arbitraries.of(GAPS);
        return Arbitraries.of(hardStatements())
                .list()
                .ofMaxSize(12)
                .flatMap(statements -> gap.list().ofSize(statements.size() + 1).map(gaps -> {
                    List<String> parts = new ArrayList<>();
                    for (int i = 0; i < statements.size(); i++) {
                        parts.add(gaps.get(i));
                        parts.add(statements.get(i));
                    }
                    parts.add(gaps.getLast());
                    return parts;
                }));
    }
}
