package dev.turnstone.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.turnstone.history.Direction;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SavedPlanTest {
    private static SavedPlan saved(Drawn drawn) {
        return SavedPlan.of("postgresql", drawn.migrate(Drawn.ALL).plan(), Optional.of("sha256:0a"));
    }

    @Test
    void isReadAsItWasWritten() {
        SavedPlan plan = saved(new Drawn().files("1", "2", "3").applied("1").half("2", Direction.UP, 1));
        assertThat(plan.items()).extracting(SavedPlan.Item::version).containsExactly("2", "3");
        assertThat(plan.items().get(0).steps()).hasSize(2);
        assertThat(SavedPlan.parse(plan.text())).isEqualTo(plan);
        assertThat(plan.movedSince(SavedPlan.parse(plan.text()))).isEmpty();
        SavedPlan empty = saved(new Drawn());
        assertThat(SavedPlan.parse(empty.text())).isEqualTo(empty);
    }

    @Test
    void noticesEveryEdit() {
        String text = saved(new Drawn().files("1", "2")).text();
        for (int i = 0; i < text.length() - 1; i++) {
            String edited = text.substring(0, i) + (char) (text.charAt(i) ^ 1) + text.substring(i + 1);
            assertThatIllegalArgumentException().isThrownBy(() -> SavedPlan.parse(edited));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SavedPlan.parse(text.replaceFirst("up 1 .*\n", "")))
                .withMessageContaining("edited");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SavedPlan.parse("up 1\n"))
                .withMessageContaining("not a plan");
        assertThatIllegalArgumentException().isThrownBy(() -> SavedPlan.parse(""));
    }

    @Test
    void saysWhatHasMoved() {
        SavedPlan plan = saved(new Drawn().files("1", "2"));
        assertThat(plan.movedSince(saved(new Drawn().files("1", "2").applied("1"))))
                .anyMatch(line -> line.contains("the history went on"))
                .anyMatch(line -> line.contains("the plan says up 1 where up 2 would run"))
                .anyMatch(line -> line.equals("2 is in the plan and would not run"));
        assertThat(plan.movedSince(saved(new Drawn().files("1", "2", "3"))))
                .containsExactly("3 would run and is not in the plan");
        assertThat(plan.movedSince(new SavedPlan("sqlite", plan.position(), plan.schema(), plan.items())))
                .containsExactly("the plan is for postgresql, this database is sqlite");
        SavedPlan unread = new SavedPlan(plan.dialect(), plan.position(), Optional.empty(), plan.items());
        assertThat(SavedPlan.parse(unread.text())).isEqualTo(unread);
        assertThat(plan.movedSince(unread))
                .containsExactly(
                        "the schema is another one than it was: turnstone drift shows what the history does not say");
        SavedPlan.Item other = new SavedPlan.Item(
                "2", Direction.UP, "sha256:other", plan.items().get(1).steps());
        SavedPlan changed = new SavedPlan(
                plan.dialect(),
                plan.position(),
                plan.schema(),
                java.util.List.of(plan.items().get(0), other));
        assertThat(plan.movedSince(changed)).containsExactly("2 has another text than when it was planned");
    }
}
