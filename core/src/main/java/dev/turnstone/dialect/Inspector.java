package dev.turnstone.dialect;

import dev.turnstone.schema.Id;
import dev.turnstone.schema.Ignored;
import dev.turnstone.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// Reads a database's schema, whole, in one consistent read of bulk queries. Stateless and thread-safe.
public interface Inspector {
    /// Everything that a user made, and nothing that an extension or Turnstone itself did. What is there and cannot be
    /// described is among the schema's `unmodelled`, never passed over.
    ///
    /// @param connection in autocommit, and again when it returns; its settings are as before
    /// @param historySchema where Turnstone's own tables are, which are left out; databases without schemas ignore it
    Schema inspect(Connection connection, String historySchema) throws SQLException;

    /// The fingerprint of what `inspect` would read, by the same rules; cheaper where nothing else is wanted.
    default String fingerprint(Connection connection, String historySchema) throws SQLException {
        return inspect(connection, historySchema).fingerprint();
    }

    /// What `inspect` reads, without what is ignored.
    default Ignored.Rest inspect(Connection connection, String historySchema, Ignored ignored) throws SQLException {
        return ignored.of(inspect(connection, historySchema));
    }

    /// The fingerprint of that.
    default String fingerprint(Connection connection, String historySchema, Ignored ignored) throws SQLException {
        return inspect(connection, historySchema, ignored).schema().fingerprint();
    }

    /// The extensions whose version some statements name, which no database remembers.
    default Set<Id> saidVersions(List<String> statements) {
        return Set.of();
    }

    /// What a database holds in which nobody has made anything.
    ///
    /// @param version as [Schema#version]
    Schema fresh(String version);
}
