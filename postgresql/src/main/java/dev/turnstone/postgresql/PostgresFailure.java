package dev.turnstone.postgresql;

import dev.turnstone.dialect.Entry;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.FailureKind;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Reads the driver's exceptions: which entry failed, what the server said, and what it means.
final class PostgresFailure {
    private static final String BATCH_ENTRY = "Batch entry ";

    private PostgresFailure() {}

    /// What went wrong in a batch.
    ///
    /// @param origins for each entry that was sent, what it stands for
    /// @param offset the place of the batch's first entry among `origins`
    static EntryFailed of(SQLException thrown, List<Optional<Entry>> origins, int offset, boolean interrupted) {
        int index = failedEntry(thrown);
        Optional<Entry> entry =
                index < 0 || offset + index >= origins.size() ? Optional.empty() : origins.get(offset + index);
        return of(thrown, entry, interrupted);
    }

    /// What went wrong in one entry.
    static EntryFailed of(SQLException thrown, Optional<Entry> entry, boolean interrupted) {
        SQLException cause = root(thrown);
        String state = state(cause);
        boolean own = entry.map(PostgresFailure::isOwn).orElse(false);
        Throwable kept =
                entry.filter(failed -> failed instanceof Entry.Call).isPresent() ? thrown : withoutText(thrown, cause);
        return new EntryFailed(
                entry, message(cause, own), state, position(cause), kind(cause, state, interrupted), kept);
    }

    private static boolean isOwn(Entry entry) {
        return switch (entry) {
            case Entry.Sql sql -> sql.source().isEmpty();
            case Entry.Assertion ignored -> true;
            case Entry.Call ignored -> false;
        };
    }

    /// Where it came from, for a stack trace. The driver's own messages quote the whole statement, and rows: a password
    /// in it would stand in every log that prints the trace.
    private static SQLException withoutText(SQLException thrown, SQLException cause) {
        SQLException kept = new SQLException(message(cause, true), state(cause), cause.getErrorCode());
        kept.setStackTrace(thrown.getStackTrace());
        return kept;
    }

    /// The driver names the failing entry only in the message, its number grouped as the locale groups.
    private static int failedEntry(SQLException thrown) {
        String message = String.valueOf(thrown.getMessage());
        if (!(thrown instanceof BatchUpdateException) || !message.startsWith(BATCH_ENTRY)) {
            return -1;
        }
        int index = 0;
        for (int i = BATCH_ENTRY.length(); i < message.length(); i++) {
            char c = message.charAt(i);
            if (Character.isDigit(c)) {
                index = index * 10 + Character.digit(c, 10);
            } else if (Character.isLetter(c)) {
                return index;
            } else if (c == ' ' && !Character.isDigit(message.charAt(Math.min(i + 1, message.length() - 1)))) {
                return index;
            }
        }
        return index;
    }

    private static SQLException root(SQLException thrown) {
        SQLException cause = thrown;
        if (thrown instanceof BatchUpdateException) {
            @Nullable SQLException next = thrown.getNextException();
            cause = next == null ? thrown : next;
        }
        return cause.getCause() instanceof PSQLException nested && state(cause).isEmpty() ? nested : cause;
    }

    static String state(SQLException cause) {
        @Nullable String state = cause.getSQLState();
        return state == null ? "" : state;
    }

    /// The server's message, with what it adds: the DETAIL where that names objects and quotes no row, the lines of
    /// functions it was in, and its hint.
    ///
    /// @param own whether it is a statement of the engine's own, whose functions tell nobody anything
    private static String message(SQLException cause, boolean own) {
        @Nullable ServerErrorMessage server = server(cause);
        if (server != null && server.getMessage() != null) {
            return new ServerWords(server, state(cause)).text(!own);
        }
        String message = String.valueOf(cause.getMessage());
        int detail = message.indexOf("\n  Detail:");
        return detail < 0 ? message : message.substring(0, detail);
    }

    private static int position(SQLException cause) {
        @Nullable ServerErrorMessage server = server(cause);
        return server == null ? 0 : server.getPosition();
    }

    private static @Nullable ServerErrorMessage server(SQLException cause) {
        return cause instanceof PSQLException known ? known.getServerErrorMessage() : null;
    }

    private static FailureKind kind(SQLException cause, String state, boolean interrupted) {
        return switch (state) {
            case "55P03", "40P01", "40001" -> FailureKind.CONTENTION;
            case "57014" -> interrupted ? FailureKind.CANCELLED : FailureKind.REFUSED;
            case "57P01", "57P02", "57P03", "57P05", "25P03", "25P04" -> FailureKind.CONNECTION_LOST;
            case "23505" -> overtaken(cause) ? FailureKind.OVERTAKEN : FailureKind.REFUSED;
            default -> state.startsWith("08") ? FailureKind.CONNECTION_LOST : FailureKind.REFUSED;
        };
    }

    private static boolean overtaken(SQLException cause) {
        @Nullable ServerErrorMessage server = server(cause);
        @Nullable String constraint = server == null ? null : server.getConstraint();
        return "schema_steps_pkey".equals(constraint) || "schema_migrations_pkey".equals(constraint);
    }
}
