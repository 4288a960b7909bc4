package dev.turnstone.postgresql.inspector;

import dev.turnstone.dialect.Inspector;
import dev.turnstone.schema.Schema;
import java.sql.Connection;

/// Reads schemas.
public final class PostgresInspector implements Inspector {
    @Override
    public Schema inspect(Connection connection, String historySchema) {
        throw new UnsupportedOperationException("schemas cannot be read yet");
    }

    @Override
    public Schema fresh(String version) {
        throw new UnsupportedOperationException("schemas cannot be read yet");
    }
}
