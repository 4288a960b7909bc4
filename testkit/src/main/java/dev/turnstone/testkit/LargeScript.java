package dev.turnstone.testkit;

import dev.turnstone.sql.Location;
import dev.turnstone.sql.Script;
import dev.turnstone.sql.Splitter;
import dev.turnstone.sql.Statement;

/// Splits scripts of 50 million characters in a process of its own, whose heap the caller has limited. Exits
/// with 0 when each came apart as it should.
public final class LargeScript {
    private static final int LENGTH = 50_000_000;
    /// One character beyond Latin-1 makes a Java string take two bytes for each of the others.
    private static final String NOT_LATIN = "-- 中\n";

    private LargeScript() {}

    /// Splits one script after the other.
    ///
    /// @param arguments the splitter's class, and the beginning, the repeated piece and the end of a statement that
    ///     holds many semicolons
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Splitter splitter = Class.forName(arguments[0])
                .asSubclass(Splitter.class)
                .getDeclaredConstructor()
                .newInstance();
        split(splitter, "", "INSERT INTO t (a, b) VALUES (1, 'a short text');\n", "", LENGTH / 50);
        split(splitter, "INSERT INTO t VALUES ('中')", ",\n(1, 'a short text', 3.5)", ";", 1);
        split(splitter, "INSERT INTO t VALUES ('", "it''s one; long text, ", "');", 1);
        split(splitter, arguments[1], arguments[2], arguments[3], 1);
    }

    private static void split(Splitter splitter, String begin, String piece, String end, int least) {
        String text = build(begin, piece, end);
        Script script = splitter.split(text, Location.startOf("large.sql"));
        if (script.statements().size() < least) {
            throw new IllegalStateException("only " + script.statements().size() + " statements of `" + piece + "`");
        }
        for (Statement statement : script.statements()) {
            if (!text.startsWith(statement.text(), statement.location().offset())) {
                throw new IllegalStateException("not what stands there: " + statement.location());
            }
        }
        Statement last = script.statements().getLast();
        int behind = last.location().offset() + last.text().length();
        if (!text.substring(behind).replace(';', ' ').isBlank()) {
            throw new IllegalStateException("the last statement ends too early, at " + behind);
        }
    }

    private static String build(String begin, String piece, String end) {
        StringBuilder text = new StringBuilder(LENGTH + 1000).append(NOT_LATIN).append(begin);
        while (text.length() < LENGTH) {
            text.append(piece);
        }
        return text.append(end).toString();
    }
}
