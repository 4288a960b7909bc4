package dev.turnstone.sqlite.writer;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Change.Rename;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import dev.turnstone.sqlite.inspector.TableFacts;
import dev.turnstone.sqlite.text.NormalText;
import dev.turnstone.sqlite.text.SqliteAttribute;
import dev.turnstone.sqlite.text.SqliteTokens;
import dev.turnstone.sqlite.text.SqliteWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A schema as SQLite leaves it when tables and columns are renamed: keys, checks, indexes and foreign keys follow.
/// Views and triggers stay as they were: they are taken down and put back with the text they should have.
final class RenamedSchema {
    private final Map<Id, Id> names = new HashMap<>();

    private RenamedSchema(List<Rename> renames) {
        renames.forEach(rename -> names.put(rename.from(), rename.to()));
    }

    /// @param renames of tables and columns
    static Schema of(Schema from, List<Rename> renames) {
        if (renames.isEmpty()) {
            return from;
        }
        RenamedSchema renaming = new RenamedSchema(renames);
        List<Fact> facts = from.facts().stream().map(renaming::renamed).toList();
        return new Schema(from.dialect(), from.version(), facts, from.unmodelled());
    }

    private Fact renamed(Fact fact) {
        Id id = moved(fact.id());
        Set<Id> needs = fact.needs().stream().map(this::moved).collect(Collectors.toSet());
        Map<String, String> details = new TreeMap<>(fact.details());
        if (!id.name().equals(fact.id().name())) {
            details.remove(SqliteAttribute.NAME);
        }
        Optional<Id> table = fact.id().nearest(Kind.TABLE);
        boolean follows = table.isPresent() && fact.id().kind() != Kind.TRIGGER;
        Map<String, String> definition = follows ? definition(fact, table.get()) : fact.definition();
        if (follows) {
            Optional.ofNullable(details.get(SqliteAttribute.WITHIN))
                    .ifPresent(column -> details.put(SqliteAttribute.WITHIN, column(table.get(), column)));
        }
        if (fact.id().kind() == Kind.CONSTRAINT
                && fact.detail(Attribute.SERVER_MADE).isPresent()) {
            id = new Id(id.kind(), id.parent(), structural(fact, definition));
        }
        return new Fact(id, definition, details, needs);
    }

    /// The name made of what it is; a number at its end, which tells several alike apart, stays.
    private static String structural(Fact fact, Map<String, String> definition) {
        String before = TableFacts.structural(fact.definition());
        return TableFacts.structural(definition)
                + fact.id()
                        .name()
                        .substring(Math.min(before.length(), fact.id().name().length()));
    }

    private Map<String, String> definition(Fact fact, Id table) {
        Map<String, String> definition = new TreeMap<>();
        fact.definition()
                .forEach((attribute, value) -> definition.put(attribute, attribute(fact, table, attribute, value)));
        return definition;
    }

    private String attribute(Fact fact, Id table, String attribute, String value) {
        return switch (attribute) {
            case Attribute.COLUMNS -> columns(table, value);
            case Attribute.REFERENCES -> moved(Id.parse(value)).text();
            case Attribute.REFERENCED_COLUMNS ->
                columns(Id.parse(fact.get(Attribute.REFERENCES).orElseThrow()), value);
            case Attribute.EXPRESSION, SqliteAttribute.KEYS, SqliteAttribute.WHERE -> expression(table, value);
            default -> value;
        };
    }

    private String columns(Id table, String list) {
        return Names.list(
                Names.read(list).stream().map(column -> column(table, column)).toList());
    }

    private String column(Id table, String column) {
        return moved(table.child(Kind.COLUMN, column)).name();
    }

    /// Words that are columns, and no calls, are renamed.
    private String expression(Id table, String expression) {
        SqliteTokens tokens = new SqliteTokens(expression);
        List<String> parts = new ArrayList<>();
        for (int at = 0; at < tokens.size(); at++) {
            boolean name = tokens.isName(at) && !tokens.written(at).startsWith("'");
            boolean call = tokens.is(at + 1, "(") && !tokens.written(at).startsWith("\"");
            parts.add(name && !call ? renamedName(table, tokens.written(at)) : tokens.written(at));
        }
        SqliteTokens renamed = new SqliteTokens(String.join(" ", parts));
        return NormalText.statement(renamed, 0, renamed.size(), Set.of());
    }

    private String renamedName(Id table, String written) {
        Id column = table.child(Kind.COLUMN, SqliteWords.fold(SqliteWords.unquoted(written)));
        return names.containsKey(column) ? NormalText.name(names.get(column).name()) : written;
    }

    private Id moved(Id id) {
        Id own = names.get(id);
        if (own != null) {
            return own;
        }
        if (id.parent().isEmpty()) {
            return id;
        }
        Id parent = moved(id.parent().get());
        return parent.equals(id.parent().get()) ? id : new Id(id.kind(), Optional.of(parent), id.name());
    }
}
