package dev.turnstone.sqlite.writer;

import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Diff;

/// Writes changes as statements: SQLite's own forms where they work on a table with rows in it, otherwise the table is
/// made anew. Both styles are one here, since nobody waits for less than a whole transaction.
public final class SqliteWriter implements Writer {
    @Override
    public Written write(Diff diff, Style style) {
        return new Writing(diff, false).written();
    }

    @Override
    public Written writeBack(Diff diff, Style style) {
        return new Writing(diff, true).written();
    }
}
