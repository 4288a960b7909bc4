package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.proof.Situation.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `docs/recover.md`, by its headings.
///
/// @param pages text by heading
record Guide(Map<String, String> pages) {
    private static final Pattern QUOTE = Pattern.compile("\n```\n(.*?)\n```\n", Pattern.DOTALL);

    static Guide read() {
        Map<String, String> pages = new LinkedHashMap<>();
        List<String> parts = List.of(
                ForeignProject.read(repository().resolve("docs/recover.md")).split("\n## ", -1));
        for (String part : parts.subList(1, parts.size())) {
            int end = part.indexOf('\n');
            pages.put(part.substring(0, end).strip(), part.substring(end) + "\n");
        }
        return new Guide(pages);
    }

    /// The folder of the repository, wherever below it the tests run.
    static Path repository() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("mvnw")))
                .findFirst()
                .orElseThrow();
    }

    Page page(String heading) {
        assertThat(pages).containsKey(heading);
        return new Page(String.valueOf(pages.get(heading)));
    }

    /// The name of the test that follows a page.
    static String testOf(String heading) {
        StringBuilder name = new StringBuilder();
        for (String word : heading.replaceAll("[^A-Za-z0-9 ]", " ").strip().split("\\s+", -1)) {
            name.append(
                    name.isEmpty()
                            ? word.toLowerCase(java.util.Locale.ROOT).charAt(0)
                            : word.toUpperCase(java.util.Locale.ROOT).charAt(0));
            name.append(word.toLowerCase(java.util.Locale.ROOT).substring(1));
        }
        return name.toString();
    }

    /// One failure: what is seen, what is true, what to do.
    record Page(String text) {
        /// Holds what was printed against the page's first quotation.
        Page shows(int exitCode, Outcome outcome) {
            Matcher quote = QUOTE.matcher(text);
            assertThat(quote.find()).as("the page quotes what is seen").isTrue();
            assertThat(outcome)
                    .isEqualTo(new Outcome(
                            exitCode,
                            Situation.withoutNumbers(
                                    quote.group(1).replace("app@db1/shop", "DB").replace("db1/shop", "DB"))));
            return tells("exit code " + exitCode);
        }

        /// Holds a word of the page against what a test does.
        Page tells(String words) {
            assertThat(text.replaceAll("\\s+", " ")).contains(words);
            return this;
        }
    }
}
