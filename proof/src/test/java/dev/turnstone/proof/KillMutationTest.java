package dev.turnstone.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.MigrationEvent.ProtocolPoint;
import dev.turnstone.proof.KillHarness.Moment;
import dev.turnstone.proof.MutatedBuild.Replacement;
import dev.turnstone.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The kill test notices when a line of the protocol is missing.
final class KillMutationTest {
    private static final String STEPS = "core/src/main/java/dev/turnstone/internal/ManySteps.java";
    private static final String FRAME = "postgresql/src/main/java/dev/turnstone/postgresql/PostgresFrame.java";
    private static final String INTENT =
            "session.record(composer.intent(step, attempt, session.position(), note), label());";
    private static final String STATEMENT_DONE = "session.reached(ProtocolPoint.ALONE_DONE);";
    private static final String WORK_KEY = "\", pg_catalog.pg_advisory_xact_lock(\" + workKey(open.schema()) + \")\"";
    private static final Moment AFTER_THE_INDEX = new Moment.At(ProtocolPoint.ALONE_DONE, 1);
    private static final Moment DURING_THE_UPDATE = new Moment.During("UPDATE counter SET n = n * 2 WHERE pg_sleep(2)");

    @TempDir
    private Path folder;

    private KillHarness real;

    @BeforeEach
    void measure() throws IOException {
        real = KillHarness.of(new PostgresScene(
                PostgresServer.shared(18), KillTest.project(folder.resolve("project"), "slow", false)));
    }

    @Test
    void findsABuildThatWritesTheIntentAfterTheStatement() throws IOException {
        KillHarness mutated = mutated(
                STEPS, List.of(new Replacement(INTENT, ""), new Replacement(STATEMENT_DONE, STATEMENT_DONE + INTENT)));
        assertThat(real.kill(List.of(AFTER_THE_INDEX)).violations()).isEmpty();
        assertThat(mutated.kill(List.of(AFTER_THE_INDEX)).violations()).isNotEmpty();
    }

    @Test
    @Tag("long")
    void findsABuildWithoutTheWorkKey() throws IOException {
        KillHarness mutated = mutated(FRAME, List.of(new Replacement(WORK_KEY, "\"\"")));
        assertThat(real.kill(List.of(DURING_THE_UPDATE)).violations()).isEmpty();
        assertThat(mutated.kill(List.of(DURING_THE_UPDATE)).violations()).isNotEmpty();
    }

    private KillHarness mutated(String source, List<Replacement> replacements) throws IOException {
        Path classes = MutatedBuild.compile(folder.resolve("mutated"), source, replacements);
        return new KillHarness(real.scene(), Optional.of(classes), real.undisturbed());
    }
}
