package dev.turnstone.testkit.conformance;

import dev.turnstone.MigrationException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Tells failures for the sake of rows, which another database of that schema may not have, from failures of the
/// statements.
final class RowsInTheWay {
    /// Constraints that rows break, and values that the new type or expression does not take: not all of class 22, in
    /// which there is also what a sequence or a setting may not be.
    private static final Set<String> STATES = Set.of(
            "23502", "23503", "23505", "23514", "23P01", "22000", "22001", "22003", "22004", "22007", "22008", "22012",
            "22021", "22026", "22030", "22032", "22033", "22P02", "22P05");

    /// What SQLite says, with no code of its own, when a column cannot be added because there are rows.
    private static final List<String> WORDS = List.of(
            "cannot add a not null column with default value null", "cannot add a column with non-constant default");

    /// What a rebuild on SQLite says, whose foreign keys are looked at after its statements and not by them.
    private static final String ORPHAN = " would break a foreign key: ";

    private RowsInTheWay() {}

    /// Whether values of rows are the reason.
    static boolean explain(MigrationException exception) {
        if (!(exception instanceof MigrationException.StatementFailed failed)) {
            return exception instanceof MigrationException.Refused && orphan(String.valueOf(exception.getMessage()));
        }
        String state = failed.failure().sqlState();
        String message = failed.failure().message().toLowerCase(Locale.ROOT);
        return STATES.contains(state)
                || state.startsWith("SQLITE_CONSTRAINT")
                || state.equals("SQLITE_MISMATCH")
                || WORDS.stream().anyMatch(message::contains);
    }

    private static boolean orphan(String message) {
        return message.contains(ORPHAN) && message.contains(" refers to no row of ");
    }
}
