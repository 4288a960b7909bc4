package dev.turnstone.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.migration.Annotated;
import dev.turnstone.sql.Form;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepCutterTest {
    /// Statements by their first letter: `a…` ordinary, `A…` alone, `e…` ends its step, `s…` a setting of its own, `c…`
    /// carried. In the result `[…]` is a transaction, `<…>` a statement alone, and before `|` stands what is executed
    /// again first.
    @ParameterizedTest
    @CsvSource({
        "a1 a2 a3,          [a1 a2 a3]",
        "A1,                <A1>",
        "a1 A2 a3,          [a1] <A2> [a3]",
        "A1 A2,             <A1> <A2>",
        "a1 e2 a3,          [a1 e2] [a3]",
        "e1 e2,             [e1] [e2]",
        "s1 a2,             [s1|a2]",
        "a1 s2 a3,          [a1] [s2|a3]",
        "s1 A2 a3,          <s1|A2> [s1|a3]",
        "c1 a2,             [c1 a2]",
        "c1 a2 A3 a4,       [c1 a2] <c1|A3> [c1|a4]",
        "c1 e2 c3 A4,       [c1 e2] [c1|c3] <c1 c3|A4>",
        "s1,                [s1|]",
        "'',                []",
    })
    void cuts(String statements, String steps) {
        List<Annotated> annotated = Stream.of(statements.split(" "))
                .filter(one -> !one.isEmpty())
                .map(StepCutterTest::statement)
                .toList();
        List<Step> cut = StepCutter.cut(annotated, one -> one.statement().text().startsWith("c"));
        assertThat(cut.stream().map(StepCutterTest::drawn).collect(Collectors.joining(" ")))
                .isEqualTo(steps);
        assertThat(cut).extracting(Step::number).isEqualTo(numbers(cut.size()));
    }

    private static List<Integer> numbers(int count) {
        return Stream.iterate(1, number -> number + 1).limit(count).toList();
    }

    private static Annotated statement(String text) {
        Form form = switch (text.charAt(0)) {
            case 'A' -> Form.ALONE;
            case 'e' -> Form.ENDS_STEP;
            case 's' -> Form.SETTING;
            case 'a', 'c' -> Form.ORDINARY;
            default -> throw new IllegalArgumentException(text);
        };
        return Drawn.statement(text, form);
    }

    private static String drawn(Step step) {
        return switch (step) {
            case Step.Transaction transaction ->
                "[" + first(transaction.settings()) + words(transaction.statements()) + "]";
            case Step.Alone alone -> "<" + first(alone.settings()) + words(List.of(alone.statement())) + ">";
            case Step.Code code -> code.className();
        };
    }

    private static String first(List<Annotated> settings) {
        return settings.isEmpty() ? "" : words(settings) + "|";
    }

    private static String words(List<Annotated> statements) {
        return statements.stream().map(one -> one.statement().text()).collect(Collectors.joining(" "));
    }
}
