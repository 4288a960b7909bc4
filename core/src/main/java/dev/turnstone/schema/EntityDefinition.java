package dev.turnstone.schema;

import java.util.ArrayList;
import java.util.List;

/// What one JPA entity says of its table.
///
/// @param type the class, by its full name
/// @param columns what it maps, in the order of the mapping
/// @param primaryKey the names of its columns
public record EntityDefinition(String type, List<Column> columns, List<String> primaryKey) {
    public EntityDefinition {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /// One mapped column.
    ///
    /// @param name as stored
    /// @param type as the database is told: `varchar(255)`
    /// @param notNull whether it takes no NULL
    public record Column(String name, String type, boolean notNull) {
        /// The column for people: `email varchar(255) not null`.
        public String words() {
            return name + " " + type + (notNull ? " not null" : "");
        }
    }

    /// The definition for people: `com.acme.User (id bigint not null, email varchar(255), primary key
    /// (id))`.
    public String words() {
        List<String> parts = new ArrayList<>(columns.stream().map(Column::words).toList());
        if (!primaryKey.isEmpty()) {
            parts.add("primary key (" + String.join(", ", primaryKey) + ")");
        }
        return type + " (" + String.join(", ", parts) + ")";
    }
}
