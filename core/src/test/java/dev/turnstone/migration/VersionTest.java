package dev.turnstone.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
    @Provide
    Arbitrary<Version> versions() {
        Arbitrary<String> part =
                Arbitraries.of("0", "00", "1", "01", "2", "9", "10", "20261120101500", "99999999999999999999");
        Arbitrary<Version> numbers =
                part.list().ofMinSize(1).ofMaxSize(4).map(parts -> new Version(String.join(".", parts)));
        Arbitrary<Version> repeatables = Arbitraries.of("a", "b", "views").map(Version::repeatable);
        return Arbitraries.frequencyOf(Tuple.of(5, numbers), Tuple.of(1, repeatables));
    }

    @Property(seed = "20261130")
    void orderIsTotalAndConsistentWithEquals(
            @ForAll("versions") Version a, @ForAll("versions") Version b, @ForAll("versions") Version c) {
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
        assertThat(a.equals(b)).isEqualTo(a.compareTo(b) == 0);
        if (a.equals(b)) {
            assertThat(a).hasSameHashCodeAs(b);
            assertThat(Integer.signum(a.compareTo(c))).isEqualTo(Integer.signum(b.compareTo(c)));
        }
        if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
            assertThat(a).isLessThanOrEqualTo(c);
        }
    }

    @Property(seed = "20261130")
    void comparesAsNumbersDo(@ForAll("longs") long a, @ForAll("longs") long b) {
        assertThat(Integer.signum(new Version(Long.toString(a)).compareTo(new Version(Long.toString(b)))))
                .isEqualTo(Integer.signum(Long.compare(a, b)));
    }

    @Provide
    Arbitrary<Long> longs() {
        return Arbitraries.longs().greaterOrEqual(0);
    }

    @Test
    void sortsPartsAsNumbersAndRepeatablesLastByName() {
        List<Version> sorted = List.of("R__b", "1.10", "2", "R__a", "1.9", "20261120101500", "1.9.1").stream()
                .map(Version::new)
                .sorted()
                .toList();
        assertThat(sorted)
                .extracting(Version::text)
                .containsExactly("1.9", "1.9.1", "1.10", "2", "20261120101500", "R__a", "R__b");
    }

    @Test
    void keepsTheTextAsWritten() {
        assertThat(new Version("1.0")).isEqualTo(new Version("1")).hasToString("1.0");
        assertThat(new Version("007")).isEqualTo(new Version("7")).hasSameHashCodeAs(new Version("7"));
        assertThat(new Version("1.0.2")).isNotEqualTo(new Version("1.2"));
    }

    @Test
    void readsWhatPeopleType() {
        assertThat(Version.parse(" V1.2 ")).isEqualTo(new Version("1.2"));
        assertThat(Version.parse("R__views").isRepeatable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "V", "abc", "1.", ".1", "1..2", "-1", "1_2", "R__", "R__a b", "r__a", "１"})
    void refusesWhatIsNoVersion(String typed) {
        assertThatThrownBy(() -> Version.parse(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + typed.strip() + "\" is not a version: write digits or dotted digits as in"
                        + " 20261120101500 or 1.2.3, or R__name for a repeatable migration");
    }
}
