package dev.turnstone.schema;

import dev.turnstone.schema.Change.Alter;
import dev.turnstone.schema.Change.Create;
import dev.turnstone.schema.Change.Drop;
import dev.turnstone.schema.Change.Rename;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Compares any two schemas, fact by fact. Pure; knows no dialect.
///
/// A constraint or an index that only has another name is renamed: that loses nothing. Tables and columns are renamed
/// when the caller says so, never by guessing; see [Suggestion].
public final class Differ {
    private static final Set<Kind> RENAMED_FREELY = Set.of(Kind.CONSTRAINT, Kind.INDEX);

    private Differ() {}

    /// The changes that bring `from` to `to`.
    ///
    /// @throws IllegalArgumentException when the schemas are of different dialects
    public static Diff diff(Schema from, Schema to) {
        if (!from.dialect().equals(to.dialect())) {
            throw new IllegalArgumentException(
                    "a schema of " + from.dialect() + " cannot be compared with one of " + to.dialect());
        }
        List<Change> changes = new ArrayList<>(renames(from, to));
        Schema renamed = renamed(from, changes);
        List<Change> others = new ArrayList<>();
        for (Fact fact : renamed.facts()) {
            Optional<Fact> after = to.find(fact.id());
            if (after.isEmpty()) {
                others.add(new Drop(fact));
            } else if (!fact.same(after.get())) {
                others.add(new Alter(fact, after.get(), Optional.empty()));
            }
        }
        for (Fact fact : to.facts()) {
            if (!renamed.has(fact.id())) {
                others.add(new Create(fact, Optional.empty()));
            }
        }
        others.sort(Comparator.comparing(Change::id));
        changes.addAll(others);
        return new Diff(from, renamed, to, changes, reordered(renamed, to));
    }

    /// Constraints and indexes of which only the name differs.
    private static List<Rename> renames(Schema from, Schema to) {
        Map<Fact, List<Id>> gone = new HashMap<>();
        for (Fact fact : from.facts()) {
            if (RENAMED_FREELY.contains(fact.id().kind()) && !to.has(fact.id())) {
                gone.computeIfAbsent(nameless(fact), ignored -> new ArrayList<>())
                        .add(fact.id());
            }
        }
        List<Rename> renames = new ArrayList<>();
        for (Fact fact : to.facts()) {
            if (RENAMED_FREELY.contains(fact.id().kind()) && !from.has(fact.id())) {
                List<Id> candidates = gone.getOrDefault(nameless(fact), List.of());
                if (!candidates.isEmpty()) {
                    renames.add(new Rename(candidates.remove(0), fact.id()));
                }
            }
        }
        return renames;
    }

    private static Fact nameless(Fact fact) {
        return Fact.of(new Id(fact.id().kind(), fact.id().parent(), ""), fact.definition());
    }

    private static Schema renamed(Schema from, List<Change> renames) {
        if (renames.isEmpty()) {
            return from;
        }
        Map<Id, Id> names = new HashMap<>();
        for (Change change : renames) {
            if (change instanceof Rename rename) {
                names.put(rename.from(), rename.to());
            }
        }
        List<Fact> facts = new ArrayList<>();
        for (Fact fact : from.facts()) {
            facts.add(new Fact(
                    moved(fact.id(), names),
                    fact.definition(),
                    fact.details(),
                    fact.needs().stream().map(need -> moved(need, names)).collect(Collectors.toSet())));
        }
        return new Schema(from.dialect(), from.version(), facts, from.unmodelled());
    }

    private static Id moved(Id id, Map<Id, Id> names) {
        Id own = names.getOrDefault(id, id);
        if (id.parent().isEmpty() || !own.equals(id)) {
            return own;
        }
        Id parent = moved(id.parent().get(), names);
        return parent.equals(id.parent().get()) ? id : new Id(id.kind(), Optional.of(parent), id.name());
    }

    private static List<Id> reordered(Schema from, Schema to) {
        List<Id> reordered = new ArrayList<>();
        for (Fact table : to.facts()) {
            boolean ordered = table.id().kind() == Kind.TABLE || table.id().kind() == Kind.COMPOSITE;
            if (ordered && from.has(table.id())) {
                List<Id> before = order(from, table.id());
                List<Id> after = order(to, table.id());
                before.retainAll(Set.copyOf(after));
                after.retainAll(Set.copyOf(before));
                if (!before.equals(after)) {
                    reordered.add(table.id());
                }
            }
        }
        return reordered;
    }

    private static List<Id> order(Schema schema, Id table) {
        return schema.children(table, Kind.COLUMN).stream()
                .sorted(Comparator.comparingInt((Fact column) ->
                        column.detail(Attribute.POSITION).map(Integer::parseInt).orElse(0)))
                .map(Fact::id)
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
