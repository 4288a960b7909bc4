package dev.turnstone.internal;

import dev.turnstone.MigrationException;
import dev.turnstone.dialect.EntryFailed;
import dev.turnstone.dialect.Facts;
import dev.turnstone.dialect.FailureKind;
import dev.turnstone.dialect.LockUnavailable;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;

/// What is said when the database does not let the engine do its own work.
final class Failures {
    private static final String NO_PRIVILEGE = "42501";
    private static final String STAYS = " What was committed before stays; the next run goes on from there.";

    private Failures() {}

    static MigrationException connecting(String label, SQLException e) {
        return new MigrationException.DatabaseUnavailable(
                "cannot connect to " + label + ": " + words(e) + ". Nothing was changed.", e);
    }

    /// @param waited for how long somebody has kept the database from being read
    static MigrationException.LockNotAcquired busy(SQLTimeoutException e, Duration waited) {
        return new MigrationException.LockNotAcquired("cannot read " + e.getMessage() + ". Waited " + waited.toSeconds()
                + " s; nothing was changed. Try again when it is done.");
    }

    static MigrationException reading(String label, SQLException e) {
        String message = "cannot read the history in " + label + ": " + words(e) + ". Nothing was changed.";
        return NO_PRIVILEGE.equals(e.getSQLState())
                ? new MigrationException.Refused(
                        message
                                + " Grant USAGE on the history's schema and SELECT, INSERT and UPDATE on its two"
                                + " tables to the user that migrates.",
                        List.of())
                : new MigrationException.DatabaseUnavailable(message, e);
    }

    /// The history holds what no Turnstone wrote, or lacks a table.
    static MigrationException damaged(String label, String what) {
        return new MigrationException.HistoryConflict(
                "the history in " + label + " is damaged: " + what
                        + ". Nothing was changed. Put it right from a backup of the database; what was done by hand is"
                        + " recorded with turnstone mark, never by editing rows.",
                List.of());
    }

    static MigrationException lost(String label, SQLException e) {
        return new MigrationException.DatabaseUnavailable(
                "the connection to " + label + " was lost and did not come back: " + words(e)
                        + ". Whether the last step was committed is not known here; the next run finds out and goes"
                        + " on.",
                e);
    }

    static MigrationException locked(LockUnavailable e, Duration waited) {
        String holder = e.holder().isEmpty() ? "" : ": held by " + e.holder();
        return new MigrationException.LockNotAcquired(e.getMessage() + holder + ". Waited " + waited.toSeconds()
                + " s; nothing was changed. Try again when it is done, or wait longer with --lock-wait.");
    }

    /// @param stays what is done nevertheless
    static MigrationException blocked(LockUnavailable e, Duration waited, String stays) {
        String holder = e.holder().isEmpty() ? "" : ": held by " + e.holder();
        return new MigrationException.LockNotAcquired(e.getMessage() + holder + ". Waited " + waited.toSeconds()
                + " s.\n" + stays + "\nRun the same command again when it is done.");
    }

    /// @param blockers who holds what it waited for; empty when nobody does, or nobody can tell
    static MigrationException creatingHistory(Facts facts, String schema, String blockers, EntryFailed e) {
        if (e.kind() == FailureKind.CONTENTION) {
            String holder = blockers.isEmpty() ? "" : ", held by " + blockers;
            return new MigrationException.LockNotAcquired("cannot create the history in " + facts.label() + ": "
                    + e.getMessage() + holder + ". Nothing was changed. Run the same command again when it is done.");
        }
        String help = NO_PRIVILEGE.equals(e.sqlState())
                ? " Nothing was changed. Grant CREATE on the database to " + facts.user() + ", or create the schema "
                        + schema + " for it once."
                : " Nothing was changed.";
        return writing("cannot create the history in " + facts.label(), facts, e, help);
    }

    static MigrationException recording(Facts facts, String version, EntryFailed e) {
        String help = NO_PRIVILEGE.equals(e.sqlState())
                ? " Grant SELECT, INSERT and UPDATE on its two tables to " + facts.user() + "."
                : "";
        return writing("cannot write the history of " + version + " in " + facts.label(), facts, e, help + STAYS);
    }

    static MigrationException flushing(Facts facts, EntryFailed e) {
        return writing("the last commit in " + facts.label() + " did not succeed", facts, e, STAYS);
    }

    /// @param refused what is true and what to do when the database refused it
    private static MigrationException writing(String what, Facts facts, EntryFailed e, String refused) {
        String message = what + ": " + e.getMessage() + (e.sqlState().isEmpty() ? "" : " (" + e.sqlState() + ")") + ".";
        return switch (e.kind()) {
            case CONNECTION_LOST ->
                new MigrationException.DatabaseUnavailable(
                        message + " The next run finds out what is done and goes on.", e);
            case OVERTAKEN -> overtaken(facts.label(), e);
            case CONTENTION -> new MigrationException.LockNotAcquired(message + " Run the same command again.");
            case CANCELLED -> new MigrationException.Interrupted(message);
            case REFUSED, UNSAFE -> new MigrationException.Refused(message + refused, List.of());
        };
    }

    static MigrationException overtaken(String label, EntryFailed e) {
        return new MigrationException.LockNotAcquired(
                "another runner has written the history in " + label + " meanwhile, so this one stopped: its last"
                        + " transaction was rolled back (" + e.getMessage() + "). Run the same command again.");
    }

    private static String words(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        String line = (end < 0 ? message : message.substring(0, end)).strip();
        String sentence = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
        return e.getCause() instanceof UnknownHostException unknown
                ? sentence + ": cannot resolve host " + unknown.getMessage()
                : sentence;
    }
}
