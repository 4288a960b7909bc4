package dev.turnstone.internal;

import dev.turnstone.dialect.HistorySyntax;
import dev.turnstone.history.Chain;
import dev.turnstone.history.Chain.Covered;
import dev.turnstone.history.Event;
import dev.turnstone.history.Position;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Writes history rows as SQL, each continuing the journal where the last one ended. Pure: the position moves only
/// when the caller says that a row was committed, by keeping the `Written` it got.
final class Ledger {
    private final HistorySyntax syntax;
    private final Run run;

    Ledger(HistorySyntax syntax, Run run) {
        this.syntax = syntax;
        this.run = run;
    }

    /// Statements and where the journal ends once they are committed.
    record Written(List<String> statements, Position position) {}

    /// A step of an attempt.
    ///
    /// @param step its number, 0 for the attempt as a whole
    /// @param hash its hash, empty for the attempt as a whole
    record StepMark(int step, String hash, Event event, Optional<String> cursor) {
        static StepMark end() {
            return new StepMark(0, "", Event.END, Optional.empty());
        }
    }

    /// When an attempt began.
    sealed interface Began {
        /// Together with the transaction these rows are part of.
        record WithTransaction() implements Began {}

        /// At a time by the runner's clock, and so long ago by one that does not go backwards.
        record At(long epochMillis, Duration since) implements Began {}
    }

    /// What is known of an attempt beyond what the chain covers.
    record Extras(String changed, boolean countRows, Duration lockWait, Began began) {}

    /// A whole attempt and its closing journal row.
    Written attempt(Position before, Covered attempt, StepMark mark, Extras extras) {
        String row = insertAttempt(attempt, extras, true);
        Written journal = journal(new Position(before.seq(), before.chain(), attempt.id()), attempt, mark);
        return new Written(List.of(row, journal.statements().get(0)), journal.position());
    }

    /// The `running` row of an attempt that others must see before it does anything.
    Written open(Position before, Covered attempt, Extras extras) {
        return new Written(
                List.of(insertAttempt(attempt, extras, false)),
                new Position(before.seq(), before.chain(), attempt.id()));
    }

    /// A journal row of an attempt that is open.
    Written journal(Position before, Covered attempt, StepMark mark) {
        long seq = before.seq() + 1;
        String chain = Chain.next(before.chain(), seq, attempt, mark.step(), mark.hash(), mark.event(), mark.cursor());
        String row = "INSERT INTO " + syntax.steps()
                + " (seq, attempt, version, direction, step, statement_hash, event, cursor, status, chain) VALUES ("
                + seq + ", " + attempt.id() + ", " + literal(attempt.version()) + ", " + literal(attempt.direction())
                + ", " + mark.step() + ", " + literal(mark.hash()) + ", "
                + literal(mark.event().text()) + ", "
                + optional(mark.cursor()) + ", " + literal(attempt.status()) + ", " + literal(chain) + ")";
        return new Written(List.of(row), new Position(seq, chain, before.attempt()));
    }

    /// The end of an open attempt: its row gets its last status, and the journal a row that says so.
    Written close(Position before, Covered attempt, StepMark mark, Extras extras) {
        String update = "UPDATE " + syntax.migrations() + " SET status = " + literal(attempt.status())
                + ", completed_at = " + syntax.now() + ", duration_ms = " + syntax.millisSince("started_at")
                + ", error = " + optional(attempt.error())
                + ", lock_wait_ms = " + extras.lockWait().toMillis()
                + (extras.countRows() ? ", rows_changed = " + syntax.rowsWritten() : "")
                + " WHERE id = " + attempt.id();
        Written journal = journal(before, attempt, mark);
        return new Written(List.of(update, journal.statements().get(0)), journal.position());
    }

    /// What the schema looks like after an attempt; the chain does not cover it.
    String fingerprint(long attempt, String fingerprint) {
        return "UPDATE " + syntax.migrations() + " SET schema_fingerprint = " + literal(fingerprint) + " WHERE id = "
                + attempt;
    }

    private String insertAttempt(Covered attempt, Extras extras, boolean closed) {
        String began = switch (extras.began()) {
            case Began.WithTransaction ignored -> syntax.transactionStart();
            case Began.At at -> syntax.time(at.epochMillis());
        };
        String duration = switch (extras.began()) {
            case Began.WithTransaction ignored -> syntax.millisSince(syntax.transactionStart());
            case Began.At at -> Long.toString(at.since().toMillis());
        };
        return "INSERT INTO " + syntax.migrations()
                + " (id, version, name, kind, direction, status, started_at, completed_at, duration_ms, error, checksum,"
                + " down_checksum, checksum_algorithm, up_text, down_text, changed, rows_changed, lock_wait_ms,"
                + " applied_by, host, tool_version, run_id, reason) VALUES (" + attempt.id() + ", "
                + literal(attempt.version()) + ", " + literal(attempt.name()) + ", " + literal(attempt.kind()) + ", "
                + literal(attempt.direction()) + ", " + literal(attempt.status()) + ", " + began + ", "
                + (closed ? syntax.now() : "NULL") + ", " + (closed ? duration : "NULL") + ", "
                + optional(attempt.error()) + ", "
                + optional(attempt.checksum().map(Object::toString)) + ", "
                + optional(attempt.downChecksum().map(Object::toString)) + ", "
                + optional(attempt.checksum().or(attempt::downChecksum).map(checksum -> checksum.algorithm())) + ", "
                + optional(attempt.upText()) + ", " + optional(attempt.downText()) + ", "
                + literal(extras.changed()) + ", " + (closed && extras.countRows() ? syntax.rowsWritten() : "NULL")
                + ", " + extras.lockWait().toMillis() + ", " + syntax.user() + ", " + literal(run.host()) + ", "
                + literal(run.toolVersion()) + ", " + literal(run.id()) + ", " + optional(attempt.reason()) + ")";
    }

    private String literal(String text) {
        return syntax.literal(text);
    }

    private String optional(Optional<String> text) {
        return text.map(syntax::literal).orElse("NULL");
    }
}
