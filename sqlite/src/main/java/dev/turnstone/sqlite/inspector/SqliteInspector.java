package dev.turnstone.sqlite.inspector;

import dev.turnstone.dialect.Inspector;
import dev.turnstone.schema.Schema;
import java.sql.Connection;

/// Reads schemas.
public final class SqliteInspector implements Inspector {
    @Override
    public Schema inspect(Connection connection, String historySchema) {
        throw new UnsupportedOperationException("schemas cannot be read yet");
    }

    @Override
    public Schema fresh(String version) {
        throw new UnsupportedOperationException("schemas cannot be read yet");
    }
}
