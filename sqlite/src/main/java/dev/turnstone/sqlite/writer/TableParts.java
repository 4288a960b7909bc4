package dev.turnstone.sqlite.writer;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import dev.turnstone.sqlite.text.SqliteAttribute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a table consists of.
final class TableParts {
    private TableParts() {}

    /// The table itself, its columns with their defaults, its constraints.
    static List<Fact> of(Schema schema, Id table) {
        List<Fact> parts = new ArrayList<>();
        schema.find(table).ifPresent(parts::add);
        for (Fact column : columns(schema, table)) {
            parts.add(column);
            parts.addAll(schema.children(column.id(), Kind.DEFAULT));
        }
        parts.addAll(schema.children(table, Kind.CONSTRAINT));
        return parts;
    }

    /// The columns in their order.
    static List<Fact> columns(Schema schema, Id table) {
        return schema.children(table, Kind.COLUMN).stream()
                .sorted(Comparator.comparingInt(TableParts::position))
                .toList();
    }

    static int position(Fact column) {
        return column.detail(Attribute.POSITION).map(Integer::parseInt).orElse(Integer.MAX_VALUE);
    }

    static Optional<String> value(Schema schema, Fact column) {
        return schema.find(column.id().satellite(Kind.DEFAULT)).flatMap(fact -> fact.get(Attribute.EXPRESSION));
    }

    /// The column that is another name for the rowid.
    static Optional<String> rowid(Schema schema, Id table) {
        return schema.children(table, Kind.CONSTRAINT).stream()
                .filter(constraint -> constraint.is(SqliteAttribute.ROWID))
                .flatMap(constraint ->
                        Names.read(constraint.get(Attribute.COLUMNS).orElse("")).stream())
                .findFirst();
    }

    static boolean is(Fact constraint, String type) {
        return constraint.get(Attribute.TYPE).filter(type::equals).isPresent();
    }

    /// The columns of its table that an object names.
    static Set<Id> named(Fact fact) {
        Set<Id> columns = new HashSet<>();
        for (Id need : fact.needs()) {
            if (need.kind() == Kind.COLUMN) {
                columns.add(need);
            }
        }
        return columns;
    }
}
