package dev.turnstone.postgresql;

import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The tables and views that users made.
final class PostgresRelations {
    /// A schema in which another history of Turnstone stands belongs to the project of that history: databases with a
    /// schema for each tenant or service are built so.
    private static final String QUERY = """
        SELECT n.nspname, c.relname, c.relkind
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT c.relispartition
          AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
          AND NOT (n.nspname = ? AND c.relname IN ('schema_migrations', 'schema_steps', 'applied'))
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
            WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
          AND (n.nspname = ? OR NOT EXISTS (SELECT FROM pg_catalog.pg_class s
            JOIN pg_catalog.pg_class m ON m.relnamespace = s.relnamespace AND m.relname = 'schema_migrations'
            JOIN pg_catalog.pg_attribute a ON a.attrelid = m.oid AND a.attname = 'checksum_algorithm'
            WHERE s.relnamespace = n.oid AND s.relname = 'schema_steps'))
        ORDER BY n.nspname, c.relname\
        """;

    private PostgresRelations() {}

    /// @param history the schema of the history
    static List<Id> read(Connection connection, String history) throws SQLException {
        List<Id> relations = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, history);
            statement.setString(2, history);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Id schema = Id.of(Kind.SCHEMA, rows.getString(1));
                    relations.add(schema.child(kind(rows.getString(3)), rows.getString(2)));
                }
            }
        }
        return relations;
    }

    private static Kind kind(String relkind) {
        return switch (relkind) {
            case "v" -> Kind.VIEW;
            case "m" -> Kind.MATERIALIZED_VIEW;
            case "f" -> Kind.FOREIGN_TABLE;
            default -> Kind.TABLE;
        };
    }
}
