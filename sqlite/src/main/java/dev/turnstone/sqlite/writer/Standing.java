package dev.turnstone.sqlite.writer;

import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.sqlite.text.NamedTables;
import dev.turnstone.sqlite.text.SqliteAttribute;
import dev.turnstone.sqlite.text.TriggerText;
import dev.turnstone.sqlite.text.UnreadableText;
import dev.turnstone.sqlite.text.ViewText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Views and triggers that stand in the way: SQLite reads all of them again when a table or column is renamed or a
/// column dropped, and refuses when one of them names something that is not there at that moment.
final class Standing {
    private final Schema before;
    private final Map<Id, List<Fact>> readers = new HashMap<>();
    private final Map<Id, NamedTables> names = new HashMap<>();

    Standing(Schema before) {
        this.before = before;
        for (Fact fact : objects(before)) {
            fact.needs().forEach(need -> reads(need, fact));
            if (fact.id().kind() == Kind.TRIGGER) {
                fact.id().nearest(Kind.VIEW).ifPresent(view -> reads(view, fact));
            }
            named(fact);
        }
    }

    static List<Fact> objects(Schema schema) {
        List<Fact> objects = new ArrayList<>(schema.of(Kind.VIEW));
        objects.addAll(schema.of(Kind.TRIGGER));
        return objects;
    }

    private void reads(Id relation, Fact reader) {
        readers.computeIfAbsent(relation, absent -> new ArrayList<>()).add(reader);
    }

    private void named(Fact fact) {
        String text = fact.detail(SqliteAttribute.TEXT).orElse("");
        try {
            names.put(
                    fact.id(),
                    fact.id().kind() == Kind.VIEW
                            ? ViewText.read(text, Set.of()).tables()
                            : TriggerText.read(text, Set.of()).tables());
        } catch (UnreadableText e) {
            names.put(fact.id(), new NamedTables(Set.of(), Set.of(), Set.of()));
        }
    }

    /// Everything that reads one of these, directly or through views.
    Set<Id> above(Set<Id> relations) {
        Set<Id> above = new LinkedHashSet<>();
        Deque<Id> next = new ArrayDeque<>(relations);
        while (!next.isEmpty()) {
            for (Fact reader : readers.getOrDefault(next.remove(), List.of())) {
                if (above.add(reader.id())) {
                    next.add(reader.id());
                }
            }
        }
        return above;
    }

    /// Everything that reads the table and may mean its column, and what reads that.
    Set<Id> above(Id table, String column) {
        Set<Id> candidates = new LinkedHashSet<>(above(Set.of(table)));
        before.children(table, Kind.TRIGGER).forEach(trigger -> candidates.add(trigger.id()));
        Set<Id> naming = new LinkedHashSet<>();
        for (Id id : candidates) {
            NamedTables named = names.get(id);
            if (named != null && named.words().contains(column)) {
                naming.add(id);
            }
        }
        Set<Id> all = new LinkedHashSet<>(above(naming));
        all.addAll(naming);
        return all;
    }

    /// Views and triggers that name what is not there.
    Set<Id> dangling() {
        Set<String> relations = new HashSet<>();
        for (Kind kind : List.of(Kind.TABLE, Kind.VIEW, Kind.VIRTUAL_TABLE)) {
            before.of(kind).forEach(fact -> relations.add(fact.id().name()));
        }
        Set<Id> dangling = new LinkedHashSet<>();
        names.forEach((id, named) -> {
            boolean missing = named.named().stream()
                    .anyMatch(name -> !relations.contains(name)
                            && !named.local().contains(name)
                            && !name.startsWith("sqlite_")
                            && !name.startsWith("turnstone_")
                            && !name.startsWith("pragma_"));
            if (missing) {
                dangling.add(id);
            }
        });
        Set<Id> all = new LinkedHashSet<>(above(dangling));
        all.addAll(dangling);
        return all;
    }
}
