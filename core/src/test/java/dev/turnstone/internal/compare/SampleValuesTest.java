package dev.turnstone.internal.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleValuesTest {
    private static final Id TABLE = Id.of(Kind.TABLE, "t");
    private static final Id COLUMN = TABLE.child(Kind.COLUMN, "s");
    private static final Id MOOD = Id.of(Kind.ENUM, "mood");

    @ParameterizedTest
    @CsvSource({"integer, '1'", "boolean, '1'", "timestamptz, 2026-01-01 10:00:00", "mood, good"})
    void givesATextWhatItsComingTypeCanRead(String becoming, String value) {
        assertThat(values("text", becoming, "").get(0)).isEqualTo("'" + value.replace("'", "") + "'");
    }

    @Test
    void takesTheLiteralsOfAChecksOwnColumnAlone() {
        assertThat(values("smallint", "smallint", "CHECK (((s >= 7) AND (s <= 9)))"))
                .startsWith("'7'");
        assertThat(values("smallint", "smallint", "CHECK ((yes = ANY (ARRAY['N'::bpchar])))"))
                .doesNotContain("'N'");
        assertThat(values("text", "text", "\"s\" in ('A','B')"))
                .startsWith("'A'")
                .contains("'B'");
    }

    private static List<String> values(String type, String becoming, String check) {
        return new SampleValues(schema(type, check), schema(becoming, check), false)
                .of(TABLE, Fact.of(COLUMN, Map.of(Attribute.TYPE, type)), 1);
    }

    private static Schema schema(String type, String check) {
        Fact constraint = Fact.of(
                TABLE.child(Kind.CONSTRAINT, "c"), Map.of(Attribute.TYPE, "check", Attribute.DEFINITION, check));
        return new Schema(
                "any",
                "1",
                List.of(
                        Fact.of(MOOD, Map.of(Attribute.VALUES, "\"good\", \"bad\"")),
                        Fact.of(TABLE, Map.of()),
                        Fact.of(COLUMN, Map.of(Attribute.TYPE, type)),
                        constraint),
                List.of());
    }
}
