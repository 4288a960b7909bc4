package dev.turnstone.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TextDiffTest {
    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.of("a", "b", "c", "").list().ofMaxSize(12);
    }

    private static String join(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /// The lines of one side of a diff that shows everything.
    private static List<String> side(String diff, char mark) {
        List<String> lines = new ArrayList<>();
        for (String line : diff.lines().filter(line -> !line.startsWith("@@")).toList()) {
            if (line.charAt(0) == ' ' || line.charAt(0) == mark) {
                lines.add(line.substring(1));
            }
        }
        return lines;
    }

    @Property(seed = "20261130")
    void aDiffHoldsBothTexts(@ForAll("texts") List<String> before, @ForAll("texts") List<String> after) {
        String diff = TextDiff.unified(join(before), join(after), 100);
        if (before.equals(after)) {
            assertThat(diff).isEmpty();
        } else {
            assertThat(side(diff, '-')).isEqualTo(before);
            assertThat(side(diff, '+')).isEqualTo(after);
        }
    }

    @Property(seed = "20261130")
    void aDiffIsAsShortAsCanBe(@ForAll("texts") List<String> before, @ForAll("texts") List<String> after) {
        String diff = TextDiff.unified(join(before), join(after), 0);
        long edits = diff.lines().filter(line -> !line.startsWith("@@")).count();
        assertThat(edits).isEqualTo(before.size() + after.size() - 2L * longestCommon(before, after));
    }

    private static int longestCommon(List<String> before, List<String> after) {
        int[][] longest = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                longest[i][j] = before.get(i).equals(after.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        return longest[0][0];
    }

    @Test
    void showsHunksWithTheirPlaces() {
        String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        String after = "1\nzwei\n3\n4\n5\n6\n7\n8\n9\n10\n";
        assertThat(TextDiff.unified(before, after, 1)).isEqualTo("""
                        @@ -1,3 +1,3 @@
                         1
                        -2
                        +zwei
                         3
                        @@ -9 +9,2 @@
                         9
                        +10
                        """);
        assertThat(TextDiff.unified("", "a\n", 3)).isEqualTo("@@ -0,0 +1 @@\n+a\n");
    }

    @Test
    void textsWithLittleInCommonCostLittle() {
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            before.append("a").append(i).append('\n');
            after.append("b").append(i).append('\n');
        }
        String diff = TextDiff.unified(before.toString(), after.toString(), 3);
        assertThat(diff.lines().count()).isEqualTo(200_001);
    }
}
