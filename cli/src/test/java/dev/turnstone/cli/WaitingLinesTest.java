package dev.turnstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WaitingLinesTest {
    @Test
    void lessAndLessOften() {
        WaitingLines lines = new WaitingLines();
        List<Integer> said = new ArrayList<>();
        for (int second = 0; second <= 200; second++) {
            if (lines.due("the lock", TimeUnit.SECONDS.toNanos(second))) {
                said.add(second);
            }
        }
        assertThat(said).containsExactly(0, 2, 5, 10, 30, 60, 120, 180);
    }

    @Test
    void anotherReasonIsSaidAtOnce() {
        WaitingLines lines = new WaitingLines();
        assertThat(lines.due("the lock", 0)).isTrue();
        assertThat(lines.due("the lock", 1)).isFalse();
        assertThat(lines.due("a table", 2)).isTrue();
        lines.end();
        assertThat(lines.due("a table", 3)).isTrue();
    }
}
