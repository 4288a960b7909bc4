package dev.turnstone.internal;

import dev.turnstone.MigrationException;
import dev.turnstone.dialect.HistorySyntax;
import dev.turnstone.schema.MigrationTools;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Why a history cannot be read: a table is missing, or another tool's stands in its place.
final class HistoryDiagnosis {
    /// A column that only our table of attempts has.
    private static final String OWN = "checksum_algorithm";

    private final Connection connection;
    private final HistorySyntax syntax;
    private final String schema;
    private final String label;

    /// @param schema where the history is kept, in databases that have schemas
    /// @param label the database, for messages
    HistoryDiagnosis(Connection connection, HistorySyntax syntax, String schema, String label) {
        this.connection = connection;
        this.syntax = syntax;
        this.schema = schema;
        this.label = label;
    }

    /// What is wrong with the tables; empty when both are there.
    Optional<MigrationException> fault() throws SQLException {
        Set<String> attempts = columns(connection, schema, syntax.migrations());
        if (attempts.isEmpty()) {
            return Optional.of(Failures.damaged(label, "schema_migrations, the attempts, is not there"));
        }
        if (!attempts.contains(OWN)) {
            return Optional.of(foreign(attempts));
        }
        return columns(connection, schema, syntax.steps()).isEmpty()
                ? Optional.of(Failures.damaged(label, "schema_steps, the journal, is not there"))
                : Optional.empty();
    }

    private MigrationException foreign(Set<String> columns) {
        return new MigrationException.HistoryConflict(
                "the table " + syntax.migrations() + " in " + label + " is not Turnstone's history: "
                        + MigrationTools.owner(syntax.migrations(), columns)
                                .map(tool -> "it looks like the history of " + tool)
                                .orElse("Turnstone did not make it")
                        + " (its columns are "
                        + columns.stream().sorted().collect(Collectors.joining(", "))
                        + "). Nothing was read or changed. Let Turnstone keep its history elsewhere: set schema in"
                        + " turnstone.toml, or leave it out for the schema turnstone.",
                List.of());
    }

    /// The columns of a table, in lower case; none when it is not there.
    ///
    /// @param schema where it would be, in databases that have schemas
    static Set<String> columns(Connection connection, String schema, String qualified) throws SQLException {
        String table = qualified.substring(qualified.lastIndexOf('.') + 1);
        Set<String> columns = new HashSet<>();
        try (ResultSet rows = connection.getMetaData().getColumns(null, null, table, null)) {
            while (rows.next()) {
                @Nullable String in = rows.getString("TABLE_SCHEM");
                // The driver takes an underscore in the table's name for a wildcard.
                if ((in == null || in.equals(schema)) && table.equals(rows.getString("TABLE_NAME"))) {
                    columns.add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
                }
            }
        }
        return columns;
    }
}
