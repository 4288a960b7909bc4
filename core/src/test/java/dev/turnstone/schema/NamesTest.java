package dev.turnstone.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Property(seed = "20261130", tries = 300)
    void listReadsBack(@ForAll("lists") List<String> names) {
        assertThat(Names.read(Names.list(names))).isEqualTo(names);
    }

    @Provide
    Arbitrary<List<String>> lists() {
        return Arbitraries.strings().withChars("ab\", \n").ofMaxLength(5).list().ofMaxSize(4);
    }

    @Test
    void refusesWhatIsNoList() {
        for (String text : List.of("a", "\"a", "\"a\"\"b", "\"a\",\"b\"", "\"a\" ")) {
            assertThatThrownBy(() -> Names.read(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(text);
        }
    }
}
