package dev.turnstone.hibernate.bridge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.dialect.Dialect;
import org.hibernate.id.enhanced.SequenceStyleGenerator;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UnionSubclass;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/// What each hierarchy of entities says of each table of its own: not of secondary tables, nor of those of
/// collections.
///
/// A table is a map: `type` (the class that maps it, the uppermost of several), `root` (of its hierarchy),
/// `schema` (empty when none is named), `table`, `writes` (`true` unless the entity is immutable),
/// `columns` (map from names to lists of type and `not null` or nothing), `primaryKey` (list of names).
/// Where the key is drawn from a sequence, or from a table that stands for one, also `sequence`, `sequenceSchema`
/// (empty
/// when none is named) and `increment`.
/// Names are as the database stores them.
final class MappedTables {
    private final Metadata metadata;
    private final Dialect dialect;
    private final KeyGenerators generators;

    private MappedTables(Metadata metadata, Dialect dialect) {
        this.metadata = metadata;
        this.dialect = dialect;
        this.generators = new KeyGenerators(dialect);
    }

    static Collection<Map<String, Object>> of(Metadata metadata, Dialect dialect) {
        MappedTables mapped = new MappedTables(metadata, dialect);
        Map<List<Object>, Under> tables = new LinkedHashMap<>();
        List<PersistentClass> uppermostFirst = new ArrayList<>(metadata.getEntityBindings());
        uppermostFirst.sort((a, b) -> Integer.compare(depth(a), depth(b)));
        for (PersistentClass type : uppermostFirst) {
            Table table = type.getTable();
            if (table.isPhysicalTable() && table.getSubselect() == null && !table.isView()) {
                List<Object> key = List.of(type.getRootClass().getEntityName(), table.getQualifiedTableName());
                mapped.addAll(tables.computeIfAbsent(key, ignored -> mapped.under(type)), type);
            }
        }
        return tables.values().stream().map(Under::said).toList();
    }

    /// A table whose columns are being gathered.
    private record Under(
            PersistentClass type,
            Table table,
            List<String> key,
            Map<String, List<String>> columns,
            Map<String, Object> said) {}

    private static int depth(PersistentClass type) {
        int depth = 0;
        for (PersistentClass at = type.getSuperclass(); at != null; at = at.getSuperclass()) {
            depth++;
        }
        return depth;
    }

    private Under under(PersistentClass type) {
        Table table = type.getTable();
        List<String> key = type.getKey().getColumns().stream().map(this::stored).toList();
        Map<String, List<String>> columns = new LinkedHashMap<>();
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("type", type.getClassName());
        said.put("root", type.getRootClass().getClassName());
        said.put("schema", stored(table.getQualifiedTableName().getSchemaName()));
        said.put("table", stored(table.getNameIdentifier()));
        said.put("writes", Boolean.toString(type.isMutable()));
        said.put("columns", columns);
        said.put("primaryKey", key);
        if (type instanceof RootClass || type instanceof UnionSubclass) {
            drawn(type, said);
        }
        return new Under(type, table, key, columns, said);
    }

    private void drawn(PersistentClass type, Map<String, Object> said) {
        generators.of(type).map(SequenceStyleGenerator::getDatabaseStructure).ifPresent(structure -> {
            said.put("sequence", stored(structure.getPhysicalName().getObjectName()));
            said.put("sequenceSchema", stored(structure.getPhysicalName().getSchemaName()));
            said.put("increment", Integer.toString(structure.getIncrementSize()));
        });
    }

    private void addAll(Under under, PersistentClass type) {
        addAll(under, type.getKey());
        addAll(under, type.getDiscriminator());
        if (type.getVersion() != null) {
            addAll(under, type.getVersion().getValue());
        }
        for (Property property : type.getProperties()) {
            addAll(under, property.getValue());
        }
    }

    private void addAll(Under under, @Nullable Value value) {
        if (value == null
                || !under.table()
                        .getQualifiedTableName()
                        .equals(value.getTable().getQualifiedTableName())) {
            return;
        }
        for (Selectable selected : value.getSelectables()) {
            // The rest are formulas, which no column keeps.
            if (selected instanceof Column column) {
                String name = stored(column);
                boolean notNull = under.key().contains(name) || !column.isNullable();
                under.columns().putIfAbsent(name, List.of(column.getSqlType(metadata), notNull ? "not null" : ""));
            }
        }
    }

    private String stored(Column column) {
        return stored(column.getName(), column.isQuoted());
    }

    private String stored(@Nullable Identifier name) {
        return name == null ? "" : stored(name.getText(), name.isQuoted());
    }

    private String stored(String name, boolean quoted) {
        return !quoted && dialect.getClass().getName().contains("Postgre") ? name.toLowerCase(Locale.ROOT) : name;
    }
}
