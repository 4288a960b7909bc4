package dev.turnstone.hibernate.bridge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.ForeignKey;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;
import org.jspecify.annotations.Nullable;

/// The unique constraints and foreign keys that Hibernate adds with ALTER TABLE, and leaves out where a database has
/// none that adds a constraint. They can stand in CREATE TABLE.
final class MissingConstraints {
    private final Metadata metadata;
    private final Dialect dialect;
    private final SqlStringGenerationContext names;

    private MissingConstraints(Metadata metadata, Dialect dialect, SqlStringGenerationContext names) {
        this.metadata = metadata;
        this.dialect = dialect;
        this.names = names;
    }

    /// For each table, by its name as it stands in Hibernate's statements, the clauses that its statement lacks. None
    /// where the database has ALTER TABLE.
    static Map<String, List<String>> of(Metadata metadata, Dialect dialect, SqlStringGenerationContext names) {
        return dialect.hasAlterTable() ? Map.of() : new MissingConstraints(metadata, dialect, names).clauses();
    }

    private Map<String, List<String>> clauses() {
        Map<String, List<String>> clauses = new LinkedHashMap<>();
        for (Namespace namespace : metadata.getDatabase().getNamespaces()) {
            for (Table table : namespace.getTables()) {
                if (table.isPhysicalTable()) {
                    List<String> missing = new ArrayList<>(uniqueKeys(table));
                    missing.addAll(foreignKeys(table));
                    clauses.put(names.format(table.getQualifiedTableName()), missing);
                }
            }
        }
        return clauses;
    }

    /// Those of one column stand beside it already.
    private List<String> uniqueKeys(Table table) {
        Map<String, String> keys = new TreeMap<>();
        for (UniqueKey key : table.getUniqueKeys().values()) {
            List<Column> columns = key.getColumns();
            boolean beside = columns.size() == 1 && columns.get(0).isUnique();
            if (!beside && !columns.isEmpty()) {
                keys.put(
                        key.getName(),
                        "constraint " + dialect.toQuotedIdentifier(key.getName()) + " unique (" + list(columns) + ")");
            }
        }
        return List.copyOf(keys.values());
    }

    private List<String> foreignKeys(Table table) {
        Map<String, String> keys = new TreeMap<>();
        for (ForeignKey key : table.getForeignKeys().values()) {
            if (key.isCreationEnabled() && key.isPhysicalConstraint()) {
                keys.put(
                        key.getName(),
                        "constraint " + dialect.toQuotedIdentifier(key.getName()) + " " + definition(key));
            }
        }
        return List.copyOf(keys.values());
    }

    private String definition(ForeignKey key) {
        @Nullable String written = key.getKeyDefinition();
        if (written != null && !written.isBlank()) {
            return written;
        }
        Table referenced = key.getReferencedTable();
        List<Column> columns = key.isReferenceToPrimaryKey()
                ? List.copyOf(referenced.getPrimaryKey().getColumns())
                : key.getReferencedColumns();
        @Nullable OnDeleteAction action = key.getOnDeleteAction();
        String onDelete =
                action == null || action == OnDeleteAction.NO_ACTION ? "" : " on delete " + action.toSqlString();
        return "foreign key (" + list(key.getColumns()) + ") references "
                + names.format(referenced.getQualifiedTableName()) + " (" + list(columns) + ")" + onDelete;
    }

    private String list(List<Column> columns) {
        return columns.stream().map(column -> column.getQuotedName(dialect)).collect(Collectors.joining(", "));
    }
}
