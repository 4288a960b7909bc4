package dev.turnstone.internal;

import dev.turnstone.diagnostic.Diagnostic;
import dev.turnstone.diagnostic.Severity;
import dev.turnstone.history.Chain;
import dev.turnstone.history.Chain.Covered;
import dev.turnstone.history.JournalEntry;
import dev.turnstone.history.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Follows the chain from the first journal row to the last and names the first that was edited or removed.
final class ChainCheck {
    private final HistoryTable table;
    private final Connection connection;
    private final Map<Long, Covered> attempts = new HashMap<>();
    private final Map<Long, Status> lastStatus = new HashMap<>();
    private long seq;
    private String chain = "";
    private @Nullable String broken;

    ChainCheck(HistoryTable table, Connection connection) {
        this.table = table;
        this.connection = connection;
    }

    /// What is wrong; empty when nothing is.
    Optional<Diagnostic> run() throws SQLException {
        table.covered(connection, attempt -> attempts.put(attempt.id(), attempt));
        table.journal(connection, this::next);
        if (broken == null) {
            attempts.values().stream()
                    .sorted((first, second) -> Long.compare(first.id(), second.id()))
                    .forEach(this::closed);
        }
        return Optional.ofNullable(broken)
                .map(what -> new Diagnostic(
                        Severity.ERROR,
                        "chain",
                        what,
                        Optional.empty(),
                        Optional.of(
                                "compare with a backup of the history. What was changed by hand is recorded with turnstone"
                                        + " mark, never by editing rows")));
    }

    private void next(JournalEntry entry) {
        if (broken != null) {
            return;
        }
        if (entry.seq() != seq + 1) {
            broken = "schema_steps: row seq " + (seq + 1) + " was removed (the next one there is " + entry.seq() + ")";
            return;
        }
        Covered attempt = attempts.get(entry.attempt());
        if (attempt == null) {
            broken = "schema_migrations: row id " + entry.attempt() + " was removed (version " + entry.version() + ")";
            return;
        }
        String expected = Chain.next(
                chain,
                entry.seq(),
                asOf(attempt, entry.status()),
                entry.step(),
                entry.statementHash(),
                entry.event(),
                entry.cursor());
        if (!expected.equals(entry.chain())) {
            broken = "schema_steps row seq " + entry.seq() + ", or schema_migrations row id " + entry.attempt()
                    + " (version " + entry.version() + "), was edited";
            return;
        }
        seq = entry.seq();
        chain = entry.chain();
        lastStatus.put(entry.attempt(), entry.status());
    }

    /// What was known of the attempt when a journal row with this status was written.
    private static Covered asOf(Covered attempt, Status status) {
        return switch (status) {
            case RUNNING, COMPLETED -> attempt.with(status, Optional.empty());
            case FAILED, INTERRUPTED -> attempt.with(status, attempt.error());
        };
    }

    private void closed(Covered attempt) {
        if (broken != null) {
            return;
        }
        Status journal = lastStatus.get(attempt.id());
        boolean begun = journal == null && attempt.status().equals(Status.RUNNING.text());
        if (!begun && (journal == null || !journal.text().equals(attempt.status()))) {
            broken = "schema_migrations: row id " + attempt.id() + " (version " + attempt.version() + ") says "
                    + attempt.status() + ", the journal says "
                    + (journal == null
                            ? "nothing of it: it was added by hand, or the journal's end was removed"
                            : journal.text());
        }
    }
}
