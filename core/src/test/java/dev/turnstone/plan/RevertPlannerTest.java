package dev.turnstone.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.turnstone.history.Direction;
import dev.turnstone.migration.Version;
import org.junit.jupiter.api.Test;

class RevertPlannerTest {
    private static final PlanRequest.Target ALL = new PlanRequest.Target.All();

    @Test
    void revertsWhatWasAppliedLastFirst() {
        Drawn drawn = new Drawn().files("1", "2", "3").applied("1", "3", "2");
        assertThat(Drawn.steps(drawn.revert(ALL))).containsExactly("down 2", "down 3", "down 1");
        assertThat(Drawn.steps(drawn.revert(steps(1)))).containsExactly("down 2");
        assertThat(Drawn.steps(drawn.revert(steps(9)))).hasSize(3);
    }

    @Test
    void revertsEverythingAboveAVersion() {
        Drawn drawn = new Drawn().files("1", "2", "3").applied("1", "3", "2");
        assertThat(Drawn.steps(drawn.revert(to("2")))).containsExactly("down 3");
        assertThat(Drawn.steps(drawn.revert(to("0")))).hasSize(3);
        assertThat(Drawn.errors(drawn.revert(to("7")))).containsExactly("not-applied");
    }

    @Test
    void leavesWhatIsRevertedAlready() {
        assertThat(Drawn.steps(new Drawn()
                        .files("1", "2")
                        .applied("1", "2")
                        .reverted("2")
                        .revert(steps(1))))
                .containsExactly("down 1");
    }

    @Test
    void saysThatWhatFailedLeftNothingToTakeBack() {
        Drawn drawn = new Drawn().files("1", "2").applied("1").failed("2");
        Planned last = drawn.revert(steps(1));
        assertThat(Drawn.steps(last)).containsExactly("down 1");
        assertThat(last.plan().notices()).singleElement().satisfies(notice -> {
            assertThat(notice.rule()).isEqualTo("left-nothing");
            assertThat(notice.message())
                    .isEqualTo(
                            "2 was interrupted and left nothing to revert: reverting begins with 1, the last one applied");
        });
        assertThat(drawn.revert(to("0")).plan().notices()).isEmpty();
        assertThat(drawn.reverted("1").applied("1").revert(steps(1)).plan().notices())
                .isEmpty();
        assertThat(new Drawn()
                        .files("1", "2")
                        .applied("1")
                        .half("2", Direction.UP, 1)
                        .revert(steps(1))
                        .plan()
                        .notices())
                .isEmpty();
    }

    @Test
    void goesNoFurtherThanTheBaseline() {
        Drawn drawn = new Drawn().files("1", "2", "3").baseline("2").applied("3");
        assertThat(Drawn.steps(drawn.revert(ALL))).containsExactly("down 3");
        assertThat(Drawn.errors(drawn.revert(steps(2)))).containsExactly("baseline");
    }

    @Test
    void takesARepeatableAwayWithTheVersionThatIntroducedIt() {
        Drawn drawn = new Drawn().files("1", "2", "3", "R__a").applied("1", "2", "R__a", "3");
        assertThat(Drawn.steps(drawn.revert(steps(1)))).containsExactly("down 3");
        assertThat(Drawn.steps(drawn.revert(steps(2)))).containsExactly("down 3", "down R__a", "down 2");
    }

    @Test
    void takesARepeatableAwayWithTheNewestVersionItRequires() {
        Drawn drawn = new Drawn().files("1", "2").requiring("R__a", "1").applied("1", "2", "R__a");
        assertThat(Drawn.steps(drawn.revert(steps(1)))).containsExactly("down 2");
        assertThat(Drawn.steps(drawn.revert(ALL))).containsExactly("down 2", "down R__a", "down 1");
    }

    @Test
    void usesTheTextOfTheHistoryWhenTheFileIsGone() {
        Planned planned = new Drawn().applied("1").revert(ALL);
        assertThat(planned.plan().migrations())
                .singleElement()
                .extracting(one -> one.migration().file())
                .isEqualTo("history of 1");
    }

    @Test
    void refusesAllWhenOneHasNoWayBack() {
        Planned irreversible = new Drawn()
                .irreversible("1", "the key is lost")
                .files("2")
                .applied("1", "2")
                .revert(ALL);
        assertThat(Drawn.errors(irreversible)).containsExactly("irreversible");
        assertThat(irreversible.errors().get(0).message()).contains("the key is lost");
        assertThat(irreversible.plan().isEmpty()).isTrue();
        assertThat(Drawn.errors(new Drawn().withoutDown("1").applied("1").revert(ALL)))
                .containsExactly("no-way-back");
    }

    @Test
    void revertsAHalfAppliedMigration() {
        Planned planned = new Drawn()
                .files("1", "2")
                .applied("1")
                .half("2", Direction.UP, 1)
                .revert(steps(1));
        assertThat(Drawn.steps(planned)).containsExactly("down 2");
    }

    @Test
    void passesOverAFailureThatLeftNothing() {
        Planned planned = new Drawn().files("1", "2").applied("1").failed("2").revert(steps(1));
        assertThat(Drawn.steps(planned)).containsExactly("down 1");
    }

    @Test
    void asksForANumberFromOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> steps(0)).withMessageContaining("from 1");
    }

    private static PlanRequest.Target steps(int count) {
        return new PlanRequest.Target.Steps(count);
    }

    private static PlanRequest.Target to(String version) {
        return new PlanRequest.Target.To(new Version(version));
    }
}
