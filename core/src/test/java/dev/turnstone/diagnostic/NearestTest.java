package dev.turnstone.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> NAMES = List.of("user", "url", "password", "role");

    @Test
    void findsWhatWasMeant() {
        assertThat(Nearest.to("usr", NAMES)).contains("user");
        assertThat(Nearest.to("USER", NAMES)).contains("user");
        assertThat(Nearest.to("rloe", NAMES)).contains("role");
        assertThat(Nearest.to("pasword", NAMES)).contains("password");
    }

    @Test
    void doesNotGuessWildly() {
        assertThat(Nearest.to("colour", NAMES)).isEmpty();
        assertThat(Nearest.to("x", List.of())).isEmpty();
    }
}
