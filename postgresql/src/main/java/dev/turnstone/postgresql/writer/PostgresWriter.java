package dev.turnstone.postgresql.writer;

import dev.turnstone.dialect.Writer;
import dev.turnstone.dialect.Written;
import dev.turnstone.schema.Diff;

/// Writes changes as statements.
public final class PostgresWriter implements Writer {
    @Override
    public Written write(Diff diff, Style style) {
        throw new UnsupportedOperationException("changes cannot be written yet");
    }
}
