package dev.turnstone.sqlite.inspector;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Fingerprint;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import dev.turnstone.sqlite.inspector.CatalogRows.StoredObject;
import dev.turnstone.sqlite.text.IndexText;
import dev.turnstone.sqlite.text.KeyText;
import dev.turnstone.sqlite.text.NamedTables;
import dev.turnstone.sqlite.text.SqliteAttribute;
import dev.turnstone.sqlite.text.SqliteTokens;
import dev.turnstone.sqlite.text.SqliteWords;
import dev.turnstone.sqlite.text.TableText;
import dev.turnstone.sqlite.text.TriggerText;
import dev.turnstone.sqlite.text.UnreadableText;
import dev.turnstone.sqlite.text.ViewText;
import dev.turnstone.sqlite.text.VirtualText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Makes facts of what the catalog says. Pure.
final class SchemaFacts {
    private static final String DIALECT = "sqlite";

    private final CatalogRows rows;
    private final Set<String> shadows;
    private final boolean bare;
    private final Map<String, Set<String>> columns = new HashMap<>();
    private final Map<String, Id> relations = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final List<Fact> facts = new ArrayList<>();
    private final Map<String, String> known = new HashMap<>();
    private final Map<Map<String, String>, Map<String, String>> shared = new HashMap<>();
    private final List<String> unmodelled = new ArrayList<>();

    private SchemaFacts(CatalogRows rows, boolean bare) {
        this.rows = rows;
        this.bare = bare;
        this.shadows = Shadows.in(rows);
    }

    static Schema of(CatalogRows rows) {
        SchemaFacts reading = new SchemaFacts(rows, false);
        reading.all();
        return new Schema(DIALECT, rows.version(), reading.existing(), reading.unmodelled);
    }

    /// The fingerprint of what `of` gives, from definitions alone.
    static String fingerprint(CatalogRows rows) {
        SchemaFacts reading = new SchemaFacts(rows, true);
        reading.all();
        reading.facts.sort((one, other) -> one.id().compareTo(other.id()));
        Fingerprint fingerprint = new Fingerprint(DIALECT);
        reading.facts.forEach(fact -> fingerprint.fact(fact.id(), fact.definition()));
        return fingerprint.end(reading.unmodelled.stream().sorted().toList());
    }

    private void all() {
        List<StoredObject> objects =
                rows.objects().stream().filter(object -> !object.internal()).toList();
        tables(objects);
        for (StoredObject object : objects) {
            other(object);
        }
    }

    private void add(Fact fact) {
        facts.add(bare ? bare(fact) : fact);
    }

    /// Without what no fingerprint is made of. Most columns have one of few names, and say their type alone.
    private Fact bare(Fact fact) {
        Map<String, String> definition = fact.definition();
        return Fact.of(
                new Id(fact.id().kind(), fact.id().parent(), known(fact.id().name())),
                definition.size() == 1 ? shared.computeIfAbsent(definition, same -> same) : definition);
    }

    private String known(String name) {
        return known.computeIfAbsent(name, same -> same);
    }

    /// Tables and views first: everything else names them and their columns.
    private void tables(List<StoredObject> objects) {
        for (StoredObject object : objects) {
            String name = SqliteWords.fold(object.name());
            boolean table = object.type().equals("table");
            if ((!table && !object.type().equals("view")) || shadows.contains(name)) {
                continue;
            }
            names.add(name);
            relations.put(name, Id.of(!table ? Kind.VIEW : object.virtual() ? Kind.VIRTUAL_TABLE : Kind.TABLE, name));
            if (table && !object.virtual()) {
                table(object, name);
            }
        }
    }

    private void table(StoredObject object, String name) {
        try {
            TableText text = TableText.read(object.sql());
            Understood.check(text, rows.columns().getOrDefault(name, List.of()));
            Set<String> own = text.columns().stream()
                    .map(column -> SqliteWords.fold(column.name()))
                    .collect(Collectors.toUnmodifiableSet());
            columns.put(name, own);
            names.addAll(own);
            TableFacts.of(text, new SqliteTokens(object.sql()).trimmed()).forEach(this::add);
        } catch (UnreadableText e) {
            unreadable(object, e);
        }
    }

    private void other(StoredObject object) {
        try {
            switch (object.type()) {
                case "table" -> {
                    if (object.virtual()) {
                        virtual(object);
                    }
                }
                case "index" -> index(object);
                case "view" -> view(object);
                case "trigger" -> trigger(object);
                default -> unmodelled.add(object.type() + " " + object.name());
            }
        } catch (UnreadableText e) {
            unreadable(object, e);
        }
    }

    private void unreadable(StoredObject object, UnreadableText reason) {
        unmodelled.add(object.type() + " " + object.name() + " (" + reason.getMessage() + ")");
    }

    private void virtual(StoredObject object) throws UnreadableText {
        VirtualText text = VirtualText.read(object.sql());
        Definition definition = new Definition()
                .text(SqliteAttribute.MODULE, text.module())
                .text(SqliteAttribute.ARGUMENTS, Names.list(text.arguments()));
        Set<Id> needs = new HashSet<>();
        String content = SqliteWords.fold(text.option("content"));
        if (relations.containsKey(content)) {
            needs.add(relations.get(content));
        }
        Id id = Id.of(Kind.VIRTUAL_TABLE, SqliteWords.fold(text.name()));
        add(new Fact(id, definition.map(), details(text.name(), object), needs));
    }

    private void index(StoredObject object) throws UnreadableText {
        String table = SqliteWords.fold(object.table());
        if (object.sql().isEmpty() || shadows.contains(table)) {
            return;
        }
        IndexText text = IndexText.read(object.sql(), columns.getOrDefault(table, Set.of()));
        boolean plain = text.keys().stream().allMatch(KeyText::plain);
        Definition definition = new Definition()
                .flag(Attribute.UNIQUE, text.unique())
                .text(
                        plain ? Attribute.COLUMNS : SqliteAttribute.KEYS,
                        plain
                                ? Names.list(text.keys().stream()
                                        .map(key -> key.column().orElseThrow())
                                        .toList())
                                : KeyText.normal(text.keys()))
                .text(SqliteAttribute.WHERE, text.where());
        Id parent = Id.of(Kind.TABLE, table);
        Set<Id> needs = text.columns().stream()
                .map(column -> parent.child(Kind.COLUMN, column))
                .collect(Collectors.toSet());
        add(new Fact(
                parent.child(Kind.INDEX, SqliteWords.fold(text.name())),
                definition.map(),
                details(text.name(), object),
                needs));
    }

    private void view(StoredObject object) throws UnreadableText {
        ViewText text = ViewText.read(object.sql(), names);
        Definition definition = new Definition()
                .text(Attribute.DEFINITION, text.query())
                .text(Attribute.COLUMNS, Names.list(text.columns()));
        Id id = Id.of(Kind.VIEW, SqliteWords.fold(text.name()));
        add(new Fact(id, definition.map(), details(text.name(), object), needs(text.tables(), id)));
    }

    private void trigger(StoredObject object) throws UnreadableText {
        TriggerText text = TriggerText.read(object.sql(), names);
        Id parent = relations.getOrDefault(text.table(), Id.of(Kind.TABLE, text.table()));
        Id id = parent.child(Kind.TRIGGER, SqliteWords.fold(text.name()));
        Map<String, String> definition = new TreeMap<>(Map.of(Attribute.DEFINITION, text.definition()));
        add(new Fact(id, definition, details(text.name(), object), needs(text.tables(), parent)));
    }

    private Set<Id> needs(NamedTables tables, Id own) {
        Set<Id> needs = new HashSet<>();
        for (String name : tables.named()) {
            Id id = relations.get(name);
            if (id != null && !id.equals(own)) {
                needs.add(id);
            }
        }
        return needs;
    }

    private static Map<String, String> details(String name, StoredObject object) {
        return TableFacts.details(name, new SqliteTokens(object.sql()).trimmed());
    }

    /// Needs that are nobody's are not told.
    private List<Fact> existing() {
        Set<Id> ids = facts.stream().map(Fact::id).collect(Collectors.toSet());
        return facts.stream()
                .map(fact -> ids.containsAll(fact.needs())
                        ? fact
                        : new Fact(
                                fact.id(),
                                fact.definition(),
                                fact.details(),
                                fact.needs().stream().filter(ids::contains).collect(Collectors.toSet())))
                .toList();
    }
}
