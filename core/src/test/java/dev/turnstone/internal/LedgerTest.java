package dev.turnstone.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.dialect.HistorySyntax;
import dev.turnstone.history.Chain;
import dev.turnstone.history.Chain.Covered;
import dev.turnstone.history.Event;
import dev.turnstone.history.Position;
import dev.turnstone.history.Status;
import dev.turnstone.internal.Ledger.Began;
import dev.turnstone.internal.Ledger.Extras;
import dev.turnstone.internal.Ledger.StepMark;
import dev.turnstone.internal.Ledger.Written;
import dev.turnstone.migration.Checksum;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Covered ATTEMPT = new Covered(
            4,
            "2",
            "o'email",
            "sql",
            "up",
            "running",
            Optional.of(Checksum.of("up")),
            Optional.empty(),
            Optional.of("SELECT 1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("r1"));
    private static final Extras EXTRAS =
            new Extras("schema", false, Duration.ofMillis(12), new Began.WithTransaction());
    private static final Position BEFORE = new Position(9, "chain nine", 3);
    private final Ledger ledger = new Ledger(new Plain(), new Run("r1", "host", "1.0"));

    @Test
    void writesAnAttemptAndItsJournalRowTogether() {
        Covered done = ATTEMPT.with(Status.COMPLETED, Optional.empty());
        StepMark mark = new StepMark(1, "hash", Event.DONE, Optional.empty());
        Written written = ledger.attempt(BEFORE, done, mark, EXTRAS);
        String chain = Chain.next("chain nine", 10, done, 1, "hash", Event.DONE, Optional.empty());
        assertThat(written.statements())
                .containsExactly(
                        "INSERT INTO m (id, version, name, kind, direction, status, started_at, completed_at,"
                                + " duration_ms, error, checksum, down_checksum, checksum_algorithm, up_text, down_text,"
                                + " changed, rows_changed, lock_wait_ms, applied_by, host, tool_version, run_id, reason)"
                                + " VALUES (4, '2', 'o''email', 'sql', 'up', 'completed', BEGAN, NOW, SINCE(BEGAN),"
                                + " NULL, '" + Checksum.of("up")
                                + "', NULL, 'sha256', 'SELECT 1', NULL, 'schema', NULL,"
                                + " 12, ME, 'host', '1.0', 'r1', NULL)",
                        "INSERT INTO j (seq, attempt, version, direction, step, statement_hash, event, cursor, status,"
                                + " chain) VALUES (10, 4, '2', 'up', 1, 'hash', 'done', NULL, 'completed', '" + chain
                                + "')");
        assertThat(written.position()).isEqualTo(new Position(10, chain, 4));
    }

    @Test
    void opensWithoutAJournalRow() {
        Written written = ledger.open(BEFORE, ATTEMPT, EXTRAS);
        assertThat(written.statements()).singleElement().asString().contains("'running', BEGAN, NULL, NULL, NULL");
        assertThat(written.position()).isEqualTo(new Position(9, "chain nine", 4));
    }

    @Test
    void closesWithWhatTheJournalSaysToo() {
        Covered failed = ATTEMPT.with(Status.FAILED, Optional.of("no"));
        Written written = ledger.close(BEFORE, failed, StepMark.end(), EXTRAS);
        assertThat(written.statements())
                .containsExactly(
                        "UPDATE m SET status = 'failed', completed_at = NOW, duration_ms = SINCE(started_at), error ="
                                + " 'no', lock_wait_ms = 12 WHERE id = 4",
                        ledger.journal(BEFORE, failed, StepMark.end())
                                .statements()
                                .get(0));
        assertThat(written.position().seq()).isEqualTo(10);
    }

    @Test
    void countsRowsOnlyOfStatementsThatWriteSome() {
        Extras counted = new Extras("data", true, Duration.ZERO, new Began.At(1000, Duration.ofMillis(5)));
        Covered done = ATTEMPT.with(Status.COMPLETED, Optional.empty());
        assertThat(ledger.attempt(BEFORE, done, StepMark.end(), counted)
                        .statements()
                        .get(0))
                .contains("AT(1000), NOW, 5,")
                .contains("'data', ROWS, 0,");
    }

    /// A syntax that names what stands where.
    private static final class Plain implements HistorySyntax {
        @Override
        public String migrations() {
            return "m";
        }

        @Override
        public String steps() {
            return "j";
        }

        @Override
        public List<String> create() {
            return List.of();
        }

        @Override
        public String literal(String text) {
            return "'" + text.replace("'", "''") + "'";
        }

        @Override
        public String now() {
            return "NOW";
        }

        @Override
        public String transactionStart() {
            return "BEGAN";
        }

        @Override
        public String millisSince(String from) {
            return "SINCE(" + from + ")";
        }

        @Override
        public String time(long epochMillis) {
            return "AT(" + epochMillis + ")";
        }

        @Override
        public String rowsWritten() {
            return "ROWS";
        }

        @Override
        public String user() {
            return "ME";
        }

        @Override
        public String epochMillis(String column) {
            return column;
        }
    }
}
