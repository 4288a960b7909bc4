package dev.turnstone.postgresql;

import dev.turnstone.sql.Location;
import dev.turnstone.sql.Mask;
import dev.turnstone.sql.Script;
import dev.turnstone.sql.Splitter;
import dev.turnstone.sql.Statement;
import java.util.regex.Pattern;

/// Cuts PostgreSQL's SQL into statements as `psql` does, without a server.
public final class PostgresSplitter implements Splitter {
    /// What `pg_dump` writes around its script, so that `psql` runs no command of psql that the data could bring in. It
    /// says nothing of the database, and counts as a comment.
    private static final Pattern RESTRICT = Pattern.compile("(?m)^\\\\(?:un)?restrict [A-Za-z0-9]+[ \\t]*$");

    private final Mask mask = new Mask(PostgresLexer::new);

    /// A splitter; it has no state.
    public PostgresSplitter() {}

    @Override
    public Script split(String text, Location start) {
        if (!text.contains("restrict ")) {
            return cut(text, start);
        }
        String plain =
                RESTRICT.matcher(text).replaceAll(line -> "--" + line.group().substring(2));
        Script script = cut(plain, start);
        for (Statement statement : script.statements()) {
            int from = statement.location().offset() - start.offset();
            if (!text.startsWith(statement.text(), from)) {
                // The line is a part of a statement, quoted text for instance.
                return cut(text, start);
            }
        }
        return new Script(text, start, script.statements());
    }

    private static Script cut(String text, Location start) {
        PostgresCutter cutter = new PostgresCutter(text, start);
        return cutter.markEndsOfSteps(cutter.cut());
    }

    @Override
    public String maskPasswords(String text) {
        return mask.passwords(text);
    }

    @Override
    public String maskLiterals(String text) {
        return mask.literals(text);
    }
}
