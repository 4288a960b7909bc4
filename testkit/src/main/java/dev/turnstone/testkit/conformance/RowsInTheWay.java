package dev.turnstone.testkit.conformance;

import dev.turnstone.MigrationException;
import java.util.Locale;

/// Tells failures for the sake of rows, which another schema may well have, from failures of the statements.
final class RowsInTheWay {
    private RowsInTheWay() {}

    /// Whether values of rows are the reason: a constraint they break, a type they do not fit in.
    static boolean explain(MigrationException exception) {
        if (!(exception instanceof MigrationException.StatementFailed failed)) {
            return exception instanceof MigrationException.Refused;
        }
        String state = failed.failure().sqlState();
        String message = failed.failure().message().toLowerCase(Locale.ROOT);
        return state.startsWith("22")
                || state.startsWith("23")
                || message.contains("constraint failed")
                || message.contains("cannot add a not null column")
                || message.contains("cannot add a column with non-constant default")
                || message.contains("datatype mismatch")
                || message.contains("cannot store");
    }
}
