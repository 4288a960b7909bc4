package dev.turnstone.postgresql.text;

import java.util.Set;
import java.util.regex.Pattern;

/// Functions that give another value for each row: a column that is added with such a default is written into every
/// row.
public final class Volatile {
    /// Their names, in upper case: those that stand in defaults.
    public static final Set<String> FUNCTIONS =
            Set.of("RANDOM", "GEN_RANDOM_UUID", "UUIDV7", "UUIDV4", "CLOCK_TIMESTAMP", "TIMEOFDAY", "NEXTVAL");

    private static final Pattern CALL =
            Pattern.compile("\\b(?:" + String.join("|", FUNCTIONS) + ")\\s*\\(", Pattern.CASE_INSENSITIVE);

    private Volatile() {}

    /// Whether an expression, as the server shows it, calls one.
    public static boolean calledIn(String expression) {
        return CALL.matcher(expression).find();
    }
}
