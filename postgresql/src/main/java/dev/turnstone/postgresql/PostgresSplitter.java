package dev.turnstone.postgresql;

import dev.turnstone.sql.Location;
import dev.turnstone.sql.Mask;
import dev.turnstone.sql.Script;
import dev.turnstone.sql.Splitter;

/// Cuts PostgreSQL's SQL into statements as `psql` does, without a server.
public final class PostgresSplitter implements Splitter {
    private final Mask mask = new Mask(PostgresLexer::new);

    /// A splitter; it has no state.
    public PostgresSplitter() {}

    @Override
    public Script split(String text, Location start) {
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
