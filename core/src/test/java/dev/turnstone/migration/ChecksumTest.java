package dev.turnstone.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumTest {
    /// Texts of a few letters, blanks and line ends, so that every rule of the normal form is met often.
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab \t\n;é").ofMaxLength(40);
    }

    @Property(seed = "20261130")
    void lineEndsAndMarksAndTrailingBlanksDoNotMatter(@ForAll("texts") String text) {
        String elsewhere =
                "\uFEFF" + text.lines().map(line -> line + " \t").collect(Collectors.joining("\r\n")) + "\r\n\r\n";
        assertThat(Checksum.of(elsewhere)).isEqualTo(Checksum.of(text));
    }

    @Property(seed = "20261130")
    void oldMacLineEndsDoNotMatter(@ForAll("texts") String text) {
        assertThat(Checksum.of(text.replace('\n', '\r'))).isEqualTo(Checksum.of(text));
    }

    @Property(seed = "20261130")
    void anyOtherLetterMatters(
            @ForAll("texts") String text, @ForAll("positions") int position, @ForAll("letters") char letter) {
        int at = position % (text.length() + 1);
        String longer = text.substring(0, at) + letter + text.substring(at);
        assertThat(Checksum.of(longer)).isNotEqualTo(Checksum.of(text));
    }

    @Property(seed = "20261130")
    void blanksBeforeALetterMatter(@ForAll("texts") String text, @ForAll("positions") int position) {
        int at = position % (text.length() + 1);
        Assume.that(at < text.length() && "ab;é".indexOf(text.charAt(at)) >= 0);
        String indented = text.substring(0, at) + " " + text.substring(at);
        assertThat(Checksum.of(indented)).isNotEqualTo(Checksum.of(text));
    }

    @Property(seed = "20261130")
    void normalisingTwiceIsNormalisingOnce(@ForAll("texts") String text) {
        String once = SourceText.normalise(text);
        assertThat(SourceText.normalise(once)).isEqualTo(once);
    }

    @Provide
    Arbitrary<Integer> positions() {
        return Arbitraries.integers().between(0, 1000);
    }

    @Provide
    Arbitrary<Character> letters() {
        return Arbitraries.of('a', 'Z', ';', '-', 'ß');
    }

    @Test
    void isTheSha256OfTheNormalText() {
        // printf 'abc\n' | sha256sum
        assertThat(Checksum.of("abc"))
                .hasToString("sha256:edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb");
        assertThat(Checksum.parse(Checksum.of("abc").toString())).isEqualTo(Checksum.of("abc"));
    }

    @Test
    void keepsWhatOtherToolsCounted() {
        assertThat(Checksum.parse("crc32:-123")).isEqualTo(new Checksum("crc32", "-123"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256", "sha256:", "sha256:abc", ":abc", "crc32:", "md 5:a", "crc32:1 2"})
    void refusesWhatIsNone(String written) {
        assertThatThrownBy(() -> Checksum.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a checksum");
    }
}
