package dev.turnstone.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.history.Chain.Covered;
import dev.turnstone.migration.Checksum;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChainTest {
    private static final Covered ATTEMPT = new Covered(
            7,
            "2",
            "email",
            "sql",
            "up",
            "completed",
            Optional.of(Checksum.of("up")),
            Optional.empty(),
            Optional.of("ALTER TABLE people ADD COLUMN email text"),
            Optional.of(""),
            Optional.empty(),
            Optional.empty(),
            Optional.of("run"));

    private static String next(Covered attempt) {
        return Chain.next("before", 3, attempt, 1, "hash", Event.DONE, Optional.empty());
    }

    @Test
    void changesWithEverythingItCovers() {
        Map<String, String> chains = new LinkedHashMap<>();
        chains.put("as it is", next(ATTEMPT));
        chains.put("before", Chain.next("", 3, ATTEMPT, 1, "hash", Event.DONE, Optional.empty()));
        chains.put("seq", Chain.next("before", 4, ATTEMPT, 1, "hash", Event.DONE, Optional.empty()));
        chains.put("step", Chain.next("before", 3, ATTEMPT, 2, "hash", Event.DONE, Optional.empty()));
        chains.put("hash", Chain.next("before", 3, ATTEMPT, 1, "", Event.DONE, Optional.empty()));
        chains.put("event", Chain.next("before", 3, ATTEMPT, 1, "hash", Event.INTENT, Optional.empty()));
        chains.put("cursor", Chain.next("before", 3, ATTEMPT, 1, "hash", Event.DONE, Optional.of("")));
        chains.put("status", next(ATTEMPT.with(Status.RUNNING, Optional.empty())));
        chains.put("error", next(ATTEMPT.with(Status.COMPLETED, Optional.of(""))));
        chains.put("name and version", next(renamed("2e", "mail")));
        assertThat(chains.values()).doesNotHaveDuplicates().allMatch(chain -> chain.matches("[0-9a-f]{64}"));
    }

    @Test
    void isTheSameForTheSameValues() {
        assertThat(next(renamed("2", "email"))).isEqualTo(next(ATTEMPT));
    }

    private static Covered renamed(String version, String name) {
        return new Covered(
                ATTEMPT.id(),
                version,
                name,
                ATTEMPT.kind(),
                ATTEMPT.direction(),
                ATTEMPT.status(),
                ATTEMPT.checksum(),
                ATTEMPT.downChecksum(),
                ATTEMPT.upText(),
                ATTEMPT.downText(),
                ATTEMPT.error(),
                ATTEMPT.reason(),
                ATTEMPT.runId());
    }
}
