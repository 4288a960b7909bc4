package dev.turnstone.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.history.Direction;
import dev.turnstone.migration.OutOfOrder;
import dev.turnstone.migration.Version;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MigratePlannerTest {
    @Test
    void plansWhatIsNotAppliedInTheOrderOfVersions() {
        Planned planned = new Drawn().files("10", "9", "1").applied("1").migrate(Drawn.ALL);
        assertThat(Drawn.steps(planned)).containsExactly("up 9", "up 10");
        assertThat(planned.errors()).isEmpty();
    }

    @Test
    void takesTheDifferenceOfSetsAndNotWhatIsGreaterThanTheLast() {
        Drawn drawn = new Drawn().files("1", "2", "3").applied("1", "3");
        assertThat(Drawn.errors(drawn.migrate(Drawn.ALL))).containsExactly("out-of-order");
        assertThat(Drawn.steps(drawn.migrate(Drawn.ALL))).isEmpty();
        assertThat(Drawn.steps(drawn.migrate(with(OutOfOrder.RUN)))).containsExactly("up 2");
    }

    @Test
    void warnsOfWhatIsOutOfOrderWhenAskedTo() {
        Planned planned = new Drawn().files("1", "2").applied("2").migrate(with(OutOfOrder.WARN));
        assertThat(Drawn.steps(planned)).containsExactly("up 1");
        assertThat(planned.plan().notices()).extracting(notice -> notice.rule()).containsExactly("out-of-order");
    }

    @Test
    void letsTheFileDecideAboutItsOrder() {
        assertThat(Drawn.steps(new Drawn()
                        .outOfOrder("1", OutOfOrder.RUN)
                        .files("2")
                        .applied("2")
                        .migrate(Drawn.ALL)))
                .containsExactly("up 1");
        assertThat(Drawn.errors(new Drawn()
                        .outOfOrder("1", OutOfOrder.ERROR)
                        .files("2")
                        .applied("2")
                        .migrate(with(OutOfOrder.RUN))))
                .containsExactly("out-of-order");
    }

    @Test
    void appliesRepeatablesAfterTheRestAndAgainWhenTheyChange() {
        Drawn drawn = new Drawn().files("R__b", "R__a", "1");
        assertThat(Drawn.steps(drawn.migrate(Drawn.ALL))).containsExactly("up 1", "up R__a", "up R__b");
        drawn.applied("1", "R__a").appliedWithAnotherText("R__b");
        assertThat(Drawn.steps(drawn.migrate(Drawn.ALL))).containsExactly("up R__b");
    }

    @Test
    void putsWhatIsRequiredFirst() {
        Planned planned = new Drawn().requiring("1", "3").files("2", "3").migrate(Drawn.ALL);
        assertThat(Drawn.steps(planned)).containsExactly("up 3", "up 1", "up 2");
        Planned views = new Drawn().requiring("R__a", "R__b").files("R__b").migrate(Drawn.ALL);
        assertThat(Drawn.steps(views)).containsExactly("up R__b", "up R__a");
    }

    @Test
    void refusesWhatRequiresSomethingThatWillNotBeThere() {
        assertThat(Drawn.errors(new Drawn().requiring("1", "7").migrate(Drawn.ALL)))
                .containsExactly("requires");
        assertThat(Drawn.errors(new Drawn().requiring("1", "7").applied("7").migrate(Drawn.ALL)))
                .doesNotContain("requires");
    }

    @Test
    void stopsBehindTheVersionAskedFor() {
        Drawn drawn = new Drawn().files("1", "2", "3", "R__a");
        assertThat(Drawn.steps(drawn.migrate(to("2")))).containsExactly("up 1", "up 2");
        assertThat(Drawn.errors(drawn.migrate(to("4")))).containsExactly("unknown-version");
    }

    @Test
    void doesNotComplainAboutAnOrderBeyondTheVersionAskedFor() {
        Planned planned = new Drawn().files("1", "2", "3").applied("3").migrate(to("1"));
        assertThat(Drawn.errors(planned)).containsExactly("out-of-order");
        assertThat(planned.errors())
                .singleElement()
                .matches(error -> error.message().startsWith("1 "));
    }

    @Test
    void stopsBeforeWhatContracts() {
        Drawn drawn = new Drawn().files("1").contracting("2").files("3");
        PlanRequest.Migrate expand = new PlanRequest.Migrate(Optional.empty(), true, OutOfOrder.ERROR, true);
        assertThat(Drawn.steps(drawn.migrate(expand))).containsExactly("up 1");
        assertThat(Drawn.steps(drawn.migrate(Drawn.ALL))).containsExactly("up 1", "up 2", "up 3");
    }

    @Test
    void refusesAChangedFile() {
        assertThat(Drawn.errors(
                        new Drawn().files("1").appliedWithAnotherText("1").migrate(Drawn.ALL)))
                .containsExactly("changed");
    }

    @Test
    void refusesAMissingOlderFileAndNoticesANewerOne() {
        assertThat(Drawn.errors(new Drawn().files("2").applied("1", "2").migrate(Drawn.ALL)))
                .containsExactly("missing");
        Planned newer = new Drawn().files("1").applied("1", "2").migrate(Drawn.ALL);
        assertThat(newer.errors()).isEmpty();
        assertThat(newer.plan().notices()).extracting(notice -> notice.rule()).containsExactly("missing");
        PlanRequest.Migrate lenient = new PlanRequest.Migrate(Optional.empty(), false, OutOfOrder.ERROR, false);
        assertThat(new Drawn().files("2").applied("1", "2").migrate(lenient).errors())
                .isEmpty();
    }

    @Test
    void takesWhatTheBaselineCoversForDone() {
        Planned planned = new Drawn().files("1", "2", "3").baseline("2").migrate(Drawn.ALL);
        assertThat(Drawn.steps(planned)).containsExactly("up 3");
        assertThat(planned.standings())
                .extracting(Standing::state)
                .containsExactly(State.BASELINE, State.BASELINE, State.PENDING);
    }

    @Test
    void goesOnWhereAnAttemptStopped() {
        Planned planned = new Drawn().files("1").half("1", Direction.UP, 1).migrate(Drawn.ALL);
        assertThat(planned.plan().migrations()).singleElement().satisfies(one -> {
            assertThat(one.remaining()).extracting(Step::number).containsExactly(2, 3);
            assertThat(one.intent(one.steps().get(1))).isPresent();
            assertThat(one.intent(one.steps().get(2))).isEmpty();
            assertThat(one.single()).isFalse();
        });
    }

    @Test
    void beginsAnewAfterAFailureThatLeftNothing() {
        Planned planned = new Drawn().files("1").failed("1").migrate(Drawn.ALL);
        assertThat(planned.standings()).extracting(Standing::state).containsExactly(State.FAILED);
        assertThat(planned.plan().migrations())
                .singleElement()
                .matches(one -> one.resumed().isEmpty());
    }

    @Test
    void refusesToGoOnWithoutTheFile() {
        assertThat(Drawn.errors(new Drawn().half("1", Direction.UP, 1).migrate(Drawn.ALL)))
                .containsExactly("half-applied");
    }

    @Test
    void finishesAHalfRevertBeforeItAppliesAgain() {
        Planned planned =
                new Drawn().files("1").applied("1").half("1", Direction.DOWN, 1).migrate(Drawn.ALL);
        assertThat(Drawn.steps(planned)).containsExactly("down 1", "up 1");
    }

    @Test
    void appliesAgainWhatWasReverted() {
        assertThat(Drawn.steps(new Drawn().files("1").applied("1").reverted("1").migrate(Drawn.ALL)))
                .containsExactly("up 1");
    }

    private static PlanRequest.Migrate with(OutOfOrder policy) {
        return new PlanRequest.Migrate(Optional.empty(), false, policy, true);
    }

    private static PlanRequest.Migrate to(String version) {
        return new PlanRequest.Migrate(Optional.of(new Version(version)), false, OutOfOrder.ERROR, true);
    }
}
