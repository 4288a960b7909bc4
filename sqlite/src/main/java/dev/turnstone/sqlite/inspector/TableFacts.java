package dev.turnstone.sqlite.inspector;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.sqlite.text.ColumnText;
import dev.turnstone.sqlite.text.ConstraintText;
import dev.turnstone.sqlite.text.ForeignText;
import dev.turnstone.sqlite.text.KeyText;
import dev.turnstone.sqlite.text.SqliteAttribute;
import dev.turnstone.sqlite.text.SqliteWords;
import dev.turnstone.sqlite.text.TableText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The facts of one table: itself, its columns with their defaults, its constraints. Pure.
public final class TableFacts {
    private final Id table;
    private final TableText text;
    private final String sql;
    private final List<Fact> facts = new ArrayList<>();

    private TableFacts(TableText text, String sql) {
        this.table = Id.of(Kind.TABLE, SqliteWords.fold(text.name()));
        this.text = text;
        this.sql = sql;
    }

    /// The facts of a table that was read.
    ///
    /// @param sql the statement that `text` was read from, trimmed
    public static List<Fact> of(TableText text, String sql) {
        TableFacts reading = new TableFacts(text, sql);
        reading.table();
        reading.columns();
        reading.constraints();
        return List.copyOf(reading.facts);
    }

    private void table() {
        Definition definition = new Definition()
                .flag(SqliteAttribute.STRICT, text.strict())
                .flag(SqliteAttribute.WITHOUT_ROWID, text.withoutRowid())
                .flag(SqliteAttribute.AUTOINCREMENT, text.autoincrement());
        facts.add(new Fact(table, definition.map(), details(text.name(), sql), Set.of()));
    }

    private void columns() {
        int position = 0;
        for (ColumnText column : text.columns()) {
            position++;
            Id id = table.child(Kind.COLUMN, SqliteWords.fold(column.name()));
            Definition definition = new Definition()
                    .text(Attribute.TYPE, column.type())
                    .flag(Attribute.NOT_NULL, column.notNull())
                    .text(SqliteAttribute.NOT_NULL_CONFLICT, column.notNullConflict())
                    .text(SqliteAttribute.NOT_NULL_NAME, column.notNullName().map(SqliteWords::fold))
                    .text(Attribute.COLLATION, column.collation())
                    .text(
                            Attribute.GENERATED,
                            column.generated().map(generated -> generated.stored() ? "stored" : "virtual"))
                    .text(Attribute.EXPRESSION, column.generated().map(ColumnText.Generated::expression));
            Map<String, String> details = new TreeMap<>(details(column.name(), column.written()));
            details.put(Attribute.POSITION, String.valueOf(position));
            Set<Id> needs = column.generated()
                    .map(generated -> ids(generated.columns()))
                    .orElse(Set.of());
            facts.add(new Fact(id, definition.map(), details, without(needs, id)));
            column.value()
                    .ifPresent(value ->
                            facts.add(Fact.of(id.satellite(Kind.DEFAULT), Map.of(Attribute.EXPRESSION, value))));
        }
    }

    private static Set<Id> without(Set<Id> ids, Id id) {
        return ids.stream().filter(other -> !other.equals(id)).collect(Collectors.toSet());
    }

    private void constraints() {
        Map<String, Map<String, String>> taken = new HashMap<>();
        for (ConstraintText constraint : text.constraints()) {
            Map<String, String> definition = definition(constraint);
            String name = constraint.name().map(SqliteWords::fold).orElseGet(() -> structural(definition));
            boolean again = constraint.name().isEmpty() && definition.equals(taken.get(name));
            if (!again) {
                String unique = name;
                for (int i = 2; taken.containsKey(unique); i++) {
                    unique = name + " " + i;
                }
                taken.put(unique, definition);
                facts.add(fact(constraint, unique, definition));
            }
        }
    }

    private Fact fact(ConstraintText constraint, String name, Map<String, String> definition) {
        Map<String, String> details = new TreeMap<>();
        details.put(SqliteAttribute.TEXT, constraint.written());
        constraint.within().ifPresent(column -> details.put(SqliteAttribute.WITHIN, column));
        if (constraint.name().isEmpty()) {
            details.put(Attribute.SERVER_MADE, "true");
        } else if (!constraint.name().get().equals(name)) {
            details.put(SqliteAttribute.NAME, constraint.name().get());
        }
        Set<Id> needs = new LinkedHashSet<>(ids(constraint.columns()));
        constraint.foreign().map(foreign -> Id.of(Kind.TABLE, foreign.table())).ifPresent(needs::add);
        needs.remove(table);
        return new Fact(table.child(Kind.CONSTRAINT, name), definition, details, needs);
    }

    private Map<String, String> definition(ConstraintText constraint) {
        boolean rowid = constraint.type() == ConstraintText.Type.PRIMARY_KEY
                && text.rowid().isPresent();
        List<String> columns = constraint.keys().stream()
                .map(key -> key.column().orElse(key.expression()))
                .toList();
        boolean plain = rowid || constraint.keys().stream().allMatch(KeyText::plain);
        Definition definition = new Definition()
                .text(Attribute.TYPE, constraint.type().words())
                .text(
                        plain ? Attribute.COLUMNS : SqliteAttribute.KEYS,
                        plain ? Names.list(columns) : KeyText.normal(constraint.keys()))
                .flag(SqliteAttribute.ROWID, rowid)
                .text(Attribute.EXPRESSION, constraint.check())
                .text(SqliteAttribute.ON_CONFLICT, constraint.conflict());
        constraint.foreign().ifPresent(foreign -> foreign(definition, foreign));
        return definition.map();
    }

    private static void foreign(Definition definition, ForeignText foreign) {
        definition
                .text(Attribute.REFERENCES, Id.of(Kind.TABLE, foreign.table()).text())
                .text(Attribute.REFERENCED_COLUMNS, Names.list(foreign.columns()))
                .text(SqliteAttribute.ON_DELETE, foreign.onDelete())
                .text(SqliteAttribute.ON_UPDATE, foreign.onUpdate())
                .text(SqliteAttribute.MATCH, foreign.match())
                .flag(SqliteAttribute.DEFERRED, foreign.deferred());
    }

    /// What a constraint without a name is called: itself.
    public static String structural(Map<String, String> definition) {
        StringBuilder name = new StringBuilder(definition.getOrDefault(Attribute.TYPE, ""));
        if (name.toString().equals(ConstraintText.Type.PRIMARY_KEY.words())) {
            return name.toString();
        }
        Optional.ofNullable(definition.get(Attribute.COLUMNS))
                .map(columns ->
                        Names.read(columns).stream().map(SqliteWords::written).collect(Collectors.joining(", ")))
                .or(() -> Optional.ofNullable(definition.get(SqliteAttribute.KEYS)))
                .or(() -> Optional.ofNullable(definition.get(Attribute.EXPRESSION)))
                .ifPresent(inner -> name.append(" (").append(inner).append(')'));
        return name.toString();
    }

    private Set<Id> ids(Set<String> columns) {
        return columns.stream().map(column -> table.child(Kind.COLUMN, column)).collect(Collectors.toSet());
    }

    static Map<String, String> details(String name, String text) {
        return name.equals(SqliteWords.fold(name))
                ? Map.of(SqliteAttribute.TEXT, text)
                : Map.of(SqliteAttribute.NAME, name, SqliteAttribute.TEXT, text);
    }
}
