package dev.turnstone.cli;

import dev.turnstone.dialect.Written;
import java.util.List;

/// Statements as a script for psql or sqlite3.
final class SqlScript {
    private SqlScript() {}

    /// The script.
    ///
    /// @param title lines to stand at its top
    static String of(List<String> title, Written written) {
        StringBuilder script = new StringBuilder();
        title.forEach(line -> comment(script, line));
        written.losses().forEach(loss -> comment(script, "loses " + loss));
        for (Written.Refusal refusal : written.refusals()) {
            comment(script, "not in this script: " + refusal.what() + ": " + refusal.why());
        }
        for (Written.Line line : written.statements()) {
            script.append('\n');
            line.notes().forEach(note -> comment(script, note));
            script.append(line.sql()).append(";\n");
        }
        return script.toString();
    }

    private static void comment(StringBuilder script, String text) {
        for (String line : text.split("\\R", -1)) {
            script.append("-- ").append(line).append('\n');
        }
    }
}
