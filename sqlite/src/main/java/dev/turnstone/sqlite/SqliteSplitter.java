package dev.turnstone.sqlite;

import dev.turnstone.sql.Location;
import dev.turnstone.sql.Mask;
import dev.turnstone.sql.Script;
import dev.turnstone.sql.Splitter;
import dev.turnstone.sqlite.text.SqliteLexer;

/// Cuts SQLite's SQL into statements as `sqlite3_prepare` does, without a database.
public final class SqliteSplitter implements Splitter {
    private final Mask mask = new Mask(SqliteLexer::new);

    /// A splitter; it has no state.
    public SqliteSplitter() {}

    @Override
    public Script split(String text, Location start) {
        return new SqliteCutter(text, start).cut();
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
