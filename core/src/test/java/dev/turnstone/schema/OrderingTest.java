package dev.turnstone.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderingTest {
    private static final Id A = Id.of(Kind.TABLE, "a");
    private static final Id B = Id.of(Kind.TABLE, "b");

    private static Action action(String label, Set<Id> makes, Set<Id> destroys, Set<Id> needs, Set<Id> releases) {
        return new Action(label, 0, List.of(label), makes, destroys, needs, releases);
    }

    private static List<String> sorted(Action... actions) {
        return Ordering.sort(List.of(actions)).stream().map(Action::label).toList();
    }

    @Test
    void makesBeforeItNeeds() {
        assertThat(sorted(
                        action("1 needs a", Set.of(B), Set.of(), Set.of(A), Set.of()),
                        action("2 makes a", Set.of(A), Set.of(), Set.of(), Set.of())))
                .containsExactly("2 makes a", "1 needs a");
    }

    @Test
    void releasesBeforeItDestroys() {
        assertThat(sorted(
                        action("1 destroys a", Set.of(), Set.of(A), Set.of(), Set.of()),
                        action("2 drops what needs a", Set.of(), Set.of(B), Set.of(), Set.of(A))))
                .containsExactly("2 drops what needs a", "1 destroys a");
    }

    @Test
    void destroysBeforeItMakesAnew() {
        assertThat(sorted(
                        action("1 makes a", Set.of(A), Set.of(), Set.of(), Set.of()),
                        action("2 destroys a", Set.of(), Set.of(A), Set.of(), Set.of())))
                .containsExactly("2 destroys a", "1 makes a");
    }

    @Test
    void weightThenLabelDecideOtherwise() {
        Action light = new Action("z", 0, List.of(), Set.of(), Set.of(), Set.of(), Set.of());
        Action heavy = new Action("a", 1, List.of(), Set.of(), Set.of(), Set.of(), Set.of());
        Action heavyToo = new Action("b", 1, List.of(), Set.of(), Set.of(), Set.of(), Set.of());
        assertThat(Ordering.sort(List.of(heavyToo, heavy, light))).containsExactly(light, heavy, heavyToo);
    }

    @Test
    void namesWhatWaitsForEachOther() {
        assertThatThrownBy(() -> sorted(
                        action("one", Set.of(A), Set.of(), Set.of(B), Set.of()),
                        action("two", Set.of(B), Set.of(), Set.of(A), Set.of())))
                .isInstanceOf(Ordering.Cycle.class)
                .hasMessage("these wait for each other: one, two");
    }

    @Test
    void whatMakesAndNeedsItsOwnDoesNotWaitForItself() {
        assertThat(sorted(action("self", Set.of(A), Set.of(A), Set.of(A), Set.of(A))))
                .containsExactly("self");
    }

    /// Two peers overflow their stack at a thousand.
    @Test
    void sortsAChainOfAHundredThousandFromAnyOrder() {
        List<Action> chain = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            Set<Id> needs = i == 0 ? Set.of() : Set.of(Id.of(Kind.TABLE, "t" + (i - 1)));
            chain.add(action("t" + i, Set.of(Id.of(Kind.TABLE, "t" + i)), Set.of(), needs, Set.of()));
        }
        List<Action> shuffled = new ArrayList<>(chain);
        Collections.shuffle(shuffled, new Random(7));
        assertThat(Ordering.sort(shuffled)).isEqualTo(chain);
    }
}
